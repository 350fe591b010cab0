import type { KeyboardEvent, PointerEvent } from 'react'

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

interface Props {
  /** In shares of the pane’s width. */
  place: number
  onPlace: (place: number) => void
  /** What is seen at the left and at the right of it, such as “Keeper”. */
  names: readonly [left: string, right: string]
}

/** A line over a pane that the pointer and the keyboard move; it only tells where it is. */
export function Divider({ place, onPlace, names: [left, right] }: Props) {
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
      aria-label={`Divider between ${left.toLowerCase()} and ${right.toLowerCase()}`}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={`${left} in the left ${percent} %, ${right.toLowerCase()} in the right ${100 - percent} %`}
      style={{ left: `${place * 100}%` }}
      {...{ onKeyDown, onPointerDown, onPointerMove }}
      onDoubleClick={(event) => event.stopPropagation()}
    />
  )
}
