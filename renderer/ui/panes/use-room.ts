import { type RefObject, useLayoutEffect, useState } from 'react'
import type { Size } from './viewport.ts'

/** The gap between two panes, in CSS pixels; `panes.css` draws the same. */
const gap = 2

/** The size of an element as the browser lays it out, in CSS pixels. */
export function useRoom(element: RefObject<HTMLElement | null>): Size {
  const [room, setRoom] = useState<Size>({ width: 1, height: 1 })
  useLayoutEffect(() => {
    const observed = element.current
    if (!observed) return
    const measure = () =>
      setRoom({ width: Math.max(1, observed.clientWidth), height: Math.max(1, observed.clientHeight) })
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(observed)
    return () => observer.disconnect()
  }, [element])
  return room
}

/** The size of one pane: of two that lie beside each other, or one above the other where the room is narrow, or of one. */
export function paneIn({ width, height }: Size, isBeside: boolean): Size & { isStacked: boolean } {
  const isStacked = isBeside && width < height
  if (!isBeside) return { width, height, isStacked }
  if (isStacked) return { width, height: Math.max(1, (height - gap) / 2), isStacked }
  return { width: Math.max(1, (width - gap) / 2), height, isStacked }
}
