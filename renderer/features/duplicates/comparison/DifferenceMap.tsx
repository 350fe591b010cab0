import { type RefObject, useEffect, useRef } from 'react'
import { useAnswer } from '../../../hooks/use-answer.ts'
import { Pane } from '../../../ui/panes/Pane.tsx'
import type { Zooming } from '../../../ui/panes/use-viewport.ts'
import { haveSameShape, placeIn } from '../../../ui/panes/viewport.ts'
import { changedLevels, hottestLevels } from './difference.ts'
import { heatGradient } from './heat.ts'
import { Layer } from './Layer.tsx'
import { type Comparable, readDifference } from './read-difference.ts'
import { pixelsOf, type Scene, type Subject } from './scene.ts'

/** Where the two pictures differ, as heat over a dark keeper. */
export function DifferenceMap({ scene, handlers }: { scene: Scene; handlers: Zooming['handlers'] }) {
  const { keeper, candidate, isKeeperShown, pane, viewport } = scene
  const pair = comparablePair(keeper, candidate)
  const key = pair && pair.map(({ src }) => src).join(' ') + candidate.orientation
  const { value, failure } = useAnswer(key, async () => pair && { key, ...(await readDifference(...pair)) })
  const difference = value?.key === key ? value : null
  const canvas = useDrawn(difference)
  const { x, y, width, height } = placeIn(pane, keeper.frame, viewport)
  const style = { width, height, transform: `translate(${x}px, ${y}px)` }
  const isRead = difference !== null
  return (
    <Pane side="keeper" label="Difference" handlers={handlers}>
      {isRead && (
        <canvas ref={canvas} className="difference-map" style={style} role="img" aria-label={words(difference)} />
      )}
      <Layer scene={scene} subject={keeper} isHidden={!isKeeperShown} />
      {!isKeeperShown && (
        <div className="pane-legend difference-legend" role="status">
          {difference && <Legend text={words(difference)} size={difference} />}
          {difference && !haveSameShape(keeper.frame, candidate.frame) && (
            <p>Their proportions differ: the candidate is stretched.</p>
          )}
          {!difference && <p>{progressOf(scene, failure !== null)}</p>}
        </div>
      )}
    </Pane>
  )
}

/** Both with what can be read of them; null while one is loading or has no pixels. */
function comparablePair(...subjects: [Subject, Subject]): [Comparable, Comparable] | null {
  const [first, second] = subjects.map(({ shown, image, orientation }) =>
    shown.src && !shown.isLoading ? { src: shown.src, size: pixelsOf(image), orientation } : null,
  )
  return first && second ? [first, second] : null
}

function progressOf({ keeper, candidate }: Scene, hasFailed: boolean): string {
  const isMissing = [keeper, candidate].some(({ shown }) => !shown.src && !shown.isLoading)
  return isMissing || hasFailed ? 'There are no pixels of both that could be compared.' : 'Comparing…'
}

/** `3.2 % of the pixels differ`, with enough digits to tell few from none. */
function words({ changed, largest }: { changed: number; largest: number }): string {
  if (largest === 0) return 'Not one pixel differs'
  if (changed === 0)
    return `No pixel differs by more than ${changedLevels} of 255 levels; the largest difference is ${largest}`
  const percent = changed * 100
  return `${percent < 0.01 ? 'Less than 0.01' : percent.toLocaleString(undefined, { maximumSignificantDigits: 2 })} % of the pixels differ by more than ${changedLevels} of 255 levels`
}

function Legend({ text, size }: { text: string; size: { width: number; height: number } }) {
  return (
    <>
      <p>{text}</p>
      <p className="difference-scale">
        equal
        <span style={{ backgroundImage: heatGradient }} />
        {hottestLevels} levels and more · compared at {size.width} × {size.height}
      </p>
    </>
  )
}

function useDrawn(difference: Awaited<ReturnType<typeof readDifference>> | null): RefObject<HTMLCanvasElement | null> {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    if (!canvas.current || !difference) return
    const { pixels, width, height } = difference
    Object.assign(canvas.current, { width, height })
    canvas.current.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0)
  }, [difference])
  return canvas
}
