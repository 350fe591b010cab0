import { Button } from '../../../../ui/Button.tsx'
import { anchors } from './anchors.ts'
import { ToolBar } from './ToolBar.tsx'
import type { Focusing } from './use-focusing.ts'

/** Nine places that a crop can keep, and how the focus is written. */
export function FocusBar({ focusing, onClose }: { focusing: Focusing; onClose: () => void }) {
  const { able, written, focusOn, addSquare } = focusing
  const chosen = written?.kind === 'anchor' ? written.anchor : null
  return (
    <ToolBar label="Focus" words={wordsOf(focusing)} onClose={onClose}>
      {able ? (
        <fieldset className="anchors" aria-label="Keep">
          {anchors.map((anchor) => (
            <input
              key={anchor}
              type="radio"
              name="focus-anchor"
              aria-label={anchor.replace('_', ' ')}
              title={`fo-${anchor}`}
              checked={anchor === chosen}
              onChange={() => focusOn(anchor)}
            />
          ))}
        </fieldset>
      ) : (
        <Button onClick={addSquare}>Crop to a square</Button>
      )}
    </ToolBar>
  )
}

/** How a click is written, in a sentence. */
function wordsOf({ able, written }: Focusing): string {
  if (!able) return 'No step crops to a width and a height, so there is nothing to focus.'
  if (!able.kept)
    return `Steps before step ${(able.step ?? 0) + 1} turn or resize the picture: a click chooses the nearest of nine places.`
  if (written?.kind === 'cut') {
    const { width, height } = written.box
    return `Written as a cut of ${width} × ${height} around the point: it holds for this picture.`
  }
  if (written)
    return `Written as ${written.anchor === 'center' ? 'nothing: the middle is kept by itself' : `fo-${written.anchor}`}. Click what is to be kept.`
  return 'Click what is to be kept.'
}
