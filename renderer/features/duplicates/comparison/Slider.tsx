import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import { Layer } from './Layer.tsx'
import { Pane } from './Pane.tsx'
import type { Scene } from './scene.ts'
import type { Zooming } from './use-viewport.ts'

/** Where a key puts the divider, in shares of the pane’s width. */
function moved(place: number, { key, shiftKey }: KeyboardEvent): number | undefined {
  const step = shiftKey ? 0.1 : 0.02
  const steps: Record<string, number> = {
    ...{ ArrowLeft: place - step, ArrowDown: place - step, ArrowRight: place + step, ArrowUp: place + step },
    ...{ PageDown: place - 0.1, PageUp: place + 0.1, Home: 0, End: 1 },
  }
  const next = Object.hasOwn(steps, key) ? steps[key] : undefined
  return next === undefined ? undefined : Math.min(Math.max(next, 0), 1)
}

/** The keeper left of a divider, the candidate right of it. */
export function Slider({ scene, handlers }: { scene: Scene; handlers: Zooming['handlers'] }) {
  const [place, setPlace] = useState(0.5)
  const { keeper, candidate, isKeeperShown } = scene
  return (
    <Pane side="keeper" label="Slider" handlers={handlers}>
      <Layer scene={scene} subject={keeper} cut={{ left: 0, right: isKeeperShown ? 0 : 1 - place }} />
      <Layer scene={scene} subject={candidate} cut={{ left: place, right: 0 }} isHidden={isKeeperShown} />
      <Divider place={place} onPlace={setPlace} />
    </Pane>
  )
}

function Divider({ place, onPlace }: { place: number; onPlace: (place: number) => void }) {
  const percent = Math.round(place * 100)
  const onKeyDown = (event: KeyboardEvent) => {
    const next = moved(place, event)
    if (next === undefined) return
    event.preventDefault()
    event.stopPropagation()
    onPlace(next)
  }
  const onPointerDown = (event: PointerEvent) => {
    event.stopPropagation()
    event.currentTarget.setPointerCapture(event.pointerId)
  }
  const onPointerMove = ({ currentTarget, pointerId, clientX }: PointerEvent) => {
    if (!currentTarget.hasPointerCapture(pointerId)) return
    const box = currentTarget.parentElement?.getBoundingClientRect()
    if (box) onPlace(Math.min(Math.max((clientX - box.left) / box.width, 0), 1))
  }
  return (
    <div
      className="divider"
      role="slider"
      tabIndex={0}
      aria-label="Divider between keeper and candidate"
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={`Keeper in the left ${percent} %, candidate in the right ${100 - percent} %`}
      style={{ left: `${place * 100}%` }}
      {...{ onKeyDown, onPointerDown, onPointerMove }}
      onDoubleClick={(event) => event.stopPropagation()}
    />
  )
}
