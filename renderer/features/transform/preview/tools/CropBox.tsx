import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import type { Placement, Point, Size } from '../../../../ui/panes/viewport.ts'
import { type Box, between, type Handle, handles, moved, resized } from './box.ts'
import { arrowOf, frameOf, pointOf } from './pointing.ts'
import type { Cropping } from './use-cropping.ts'
import './crop.css'

interface Props {
  /** Where the whole picture lies in its pane. */
  place: Placement
  size: Size
  cropping: Cropping
}

/** What the pointer holds: a handle, the box, or nothing, where a new box begins. */
interface Grip {
  kind: Handle | 'move' | 'draw'
  from: Point
  box: Box
  drawn: Box | null
}

const handleNames: Record<Handle, string> = {
  ...{ nw: 'Top left corner', n: 'Top side', ne: 'Top right corner', e: 'Right side' },
  ...{ se: 'Bottom right corner', s: 'Bottom side', sw: 'Bottom left corner', w: 'Left side' },
}

/** The box drawn on the original: dragged, resized by eight handles, and moved by the arrow keys. */
export function CropBox({ place, size, cropping }: Props) {
  const { box, isWhole } = cropping
  return (
    <div className="layer crop" {...useGrip({ place, size, cropping })}>
      <div className="crop-frame" style={frameOf(box, place, size)}>
        <button
          type="button"
          className="crop-body"
          data-grip={isWhole ? 'draw' : 'move'}
          aria-label={`Crop box, ${wordsOf(box)}; arrow keys move it`}
          onKeyDown={byArrows(cropping, (by) => moved(box, by, size))}
        />
        <Handles size={size} cropping={cropping} />
        <output className="crop-size">
          {box.width} × {box.height}
        </output>
      </div>
    </div>
  )
}

function Handles({ size, cropping }: Omit<Props, 'place'>) {
  const { box, ratio } = cropping
  return handles.map((handle) => (
    <button
      key={handle}
      type="button"
      className={`crop-handle crop-${handle}`}
      data-grip={handle}
      aria-label={`${handleNames[handle]} of the crop box, ${wordsOf(box)}`}
      onKeyDown={byArrows(cropping, (by) => resized(box, handle, by, size, ratio))}
    />
  ))
}

const wordsOf = ({ x, y, width, height }: Box) => `${width} by ${height} pixels at ${x}, ${y}`

const byArrows =
  ({ keep }: Cropping, change: (by: Point) => Box) =>
  (event: KeyboardEvent) => {
    const by = arrowOf(event)
    if (by) keep(change(by))
  }

function nextBox({ kind, from, box }: Grip, to: Point, size: Size, ratio: number | undefined): Box {
  const by = { x: Math.round(to.x - from.x), y: Math.round(to.y - from.y) }
  if (kind === 'draw') return between(from, to, size, ratio)
  return kind === 'move' ? moved(box, by, size) : resized(box, kind, by, size, ratio)
}

/** Follows the pointer from its press to its release; a press alone changes nothing. */
function useGrip({ place, size, cropping: { box, ratio, draw, keep } }: Props) {
  const grip = useRef<Grip | null>(null)
  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      event.stopPropagation()
      if (event.button !== 0) return
      const held = event.target instanceof Element ? event.target.closest('[data-grip]') : null
      const kind = (held?.getAttribute('data-grip') ?? 'draw') as Grip['kind']
      grip.current = { kind, from: pointOf(event, place, size), box, drawn: null }
      event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const held = grip.current
      if (!held) return
      held.drawn = nextBox(held, pointOf(event, place, size), size, ratio)
      draw(held.drawn)
    },
    onLostPointerCapture() {
      const drawn = grip.current?.drawn
      grip.current = null
      if (drawn) keep(drawn)
    },
    onDoubleClick: (event: { stopPropagation(): void }) => event.stopPropagation(),
  }
}
