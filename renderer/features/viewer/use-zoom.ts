import { type PointerEvent, useEffect, useRef, useState, type WheelEvent } from 'react'

/** Scale against the size that fits, and the shift of the picture’s middle in CSS pixels. */
interface Zoom {
  scale: number
  x: number
  y: number
}

const fitted: Zoom = { scale: 1, x: 0, y: 0 }
const largestScale = 32

/** The zoom after scaling by a factor with one point (from the middle of the stage) held still. */
function zoomedAt({ scale, x, y }: Zoom, factor: number, pointX: number, pointY: number): Zoom {
  const next = Math.min(Math.max(scale * factor, 1), largestScale)
  if (next === 1) return fitted
  const ratio = next / scale
  return { scale: next, x: pointX - (pointX - x) * ratio, y: pointY - (pointY - y) * ratio }
}

/** Zooming by wheel and buttons, moving by drag; another picture begins fitted. */
export function useZoom(key: string) {
  const [zoom, setZoom] = useState(fitted)
  const drag = useRef<{ x: number; y: number } | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another picture begins fitted
  useEffect(() => setZoom(fitted), [key])

  const onWheel = (event: WheelEvent) => {
    const box = event.currentTarget.getBoundingClientRect()
    const x = event.clientX - box.left - box.width / 2
    const y = event.clientY - box.top - box.height / 2
    setZoom((now) => zoomedAt(now, Math.exp(-event.deltaY / 400), x, y))
  }
  const onPointerDown = (event: PointerEvent) => {
    if (zoom.scale === 1 || event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    drag.current = { x: event.clientX, y: event.clientY }
  }
  const onPointerMove = ({ clientX, clientY }: PointerEvent) => {
    const from = drag.current
    if (!from) return
    drag.current = { x: clientX, y: clientY }
    setZoom((now) => ({ ...now, x: now.x + clientX - from.x, y: now.y + clientY - from.y }))
  }
  const onPointerUp = () => {
    drag.current = null
  }
  return {
    zoom,
    fit: () => setZoom(fitted),
    zoomBy: (factor: number) => setZoom((now) => zoomedAt(now, factor, 0, 0)),
    handlers: { onWheel, onPointerDown, onPointerMove, onPointerUp },
  }
}
