import type { KeyboardEvent, PointerEvent } from 'react'
import { type Placement, type Point, pointUnder, type Size } from '../../../../ui/panes/viewport.ts'
import type { Box } from './box.ts'

/** The point of a picture under the pointer, in its pixels; it may lie outside. */
export function pointOf(event: PointerEvent<HTMLElement>, place: Placement, size: Size): Point {
  const { left, top } = event.currentTarget.getBoundingClientRect()
  const { x, y } = pointUnder(place, { x: event.clientX - left, y: event.clientY - top })
  return { x: x * size.width, y: y * size.height }
}

const arrows: Record<string, Point> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}

/** By how much an arrow key moves, ten times as much with Shift; undefined for other keys. Takes the event. */
export function arrowOf(event: KeyboardEvent): Point | undefined {
  const arrow = Object.hasOwn(arrows, event.key) ? arrows[event.key] : undefined
  if (!arrow || event.ctrlKey || event.metaKey || event.altKey) return undefined
  event.preventDefault()
  const step = event.shiftKey ? 10 : 1
  return { x: arrow.x * step, y: arrow.y * step }
}

/** Where a box of a picture lies in its pane, in CSS pixels. */
export function frameOf(box: Box, place: Placement, size: Size) {
  const scale = place.width / size.width
  return {
    left: place.x + box.x * scale,
    top: place.y + box.y * scale,
    width: box.width * scale,
    height: box.height * scale,
  }
}
