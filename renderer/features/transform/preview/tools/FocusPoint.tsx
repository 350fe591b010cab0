import type { KeyboardEvent, PointerEvent } from 'react'
import type { Placement, Size } from '../../../../ui/panes/viewport.ts'
import { arrowOf, frameOf, pointOf } from './pointing.ts'
import type { Focusing } from './use-focusing.ts'
import './crop.css'

interface Props {
  /** Where the whole picture lies in its pane. */
  place: Placement
  size: Size
  focusing: Focusing
}

/** The part that a crop keeps, drawn on the original: a click moves it, and so do the arrow keys. */
export function FocusPoint({ place, size, focusing: { able, kept, focusAt } }: Props) {
  const middle = kept && { x: kept.x + kept.width / 2, y: kept.y + kept.height / 2 }
  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    if (event.button === 0 && able) focusAt(pointOf(event, place, size))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const by = arrowOf(event)
    const step = Math.max(1, Math.min(size.width, size.height) / 100)
    if (by && middle) focusAt({ x: middle.x + by.x * step, y: middle.y + by.y * step })
  }
  return (
    <div className="layer crop" onPointerDown={(event) => event.stopPropagation()} onPointerUp={onPointerUp}>
      {kept && (
        <div className="crop-frame" style={frameOf(kept, place, size)}>
          <button
            type="button"
            className="focus-mark"
            aria-label={`Focus, ${kept.width} by ${kept.height} pixels kept at ${kept.x}, ${kept.y}; arrow keys move it`}
            onKeyDown={onKeyDown}
          />
        </div>
      )}
    </div>
  )
}
