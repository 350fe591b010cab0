import { type MouseEvent, type PointerEvent, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import {
  clampInto,
  clampScale,
  fitted,
  naturalScale,
  type Point,
  placeIn,
  pointUnder,
  type Size,
  type Viewport,
  zoomedAt,
} from './viewport.ts'

interface Options<Side extends string> {
  /** The element that holds the panes, each marked by `data-pane` with its side. */
  panes: RefObject<HTMLElement | null>
  pane: Size
  /** The size of each picture when it fits the pane. */
  frames: Record<Side, Size>
  /** Whose frame bounds how far all can be moved. */
  main: NoInfer<Side>
  /** The main picture in pixels, by which 100 % is meant. */
  picture: Size
  /** Another one begins fitted. */
  name: string
}

export type Zooming = ReturnType<typeof useViewport>

/** A pointer’s place as events tell it. */
interface Pointer {
  clientX: number
  clientY: number
}

const inside = (value: number) => Math.min(Math.max(value, 0), 1)
const isMiddle = ({ x, y }: Viewport): Point => ({ x, y })

/** One part of the pictures for all panes and modes: the wheel zooms at the pointer, a drag moves, a double click fits. */
export function useViewport<Side extends string>({ panes, pane, frames, main, picture, name }: Options<Side>) {
  const frame = frames[main]
  const [wished, setWished] = useState<Viewport>(fitted)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another picture begins fitted
  useEffect(() => setWished(fitted), [name])
  const natural = naturalScale(frame, picture, devicePixelRatio)
  const bounded = (viewport: Viewport) => clampInto(pane, frame, viewport)
  const change = (next: (now: Viewport) => Viewport) => setWished((now) => bounded(next(bounded(now))))
  const zoomTo = (scaleOf: (now: Viewport) => number, held: (now: Viewport) => Point) =>
    change((now) => zoomedAt(now, clampScale(scaleOf(now), natural), held(now)))
  const moveBy = (x: number, y: number) =>
    change((now) => {
      const { width, height } = placeIn(pane, frame, now)
      return { ...now, x: now.x - x / width, y: now.y - y / height }
    })
  /** The normalised point under the pointer; of what lies outside the picture the nearest inside. */
  const under = (element: Element, { clientX, clientY }: Pointer) => {
    const box = element.getBoundingClientRect()
    const shown = frames[element.getAttribute('data-pane') as Side] ?? frame
    return (now: Viewport) => {
      const { x, y } = pointUnder(placeIn(pane, shown, now), { x: clientX - box.left, y: clientY - box.top })
      return { x: inside(x), y: inside(y) }
    }
  }
  const viewport = bounded(wished)
  const showAll = () => setWished(fitted)
  const isFitted = viewport.scale === 1
  useWheel(panes, (element, event) => {
    zoomTo(({ scale }) => scale * Math.exp(-event.deltaY / 400), under(element, event))
  })
  return {
    viewport,
    isFitted,
    /** Pixels of the screen for 100 pixels of the main picture. */
    percent: Math.round((viewport.scale / natural) * 100),
    zoomBy: (factor: number) => zoomTo(({ scale }) => scale * factor, isMiddle),
    showPixels: () => zoomTo(() => natural, isMiddle),
    moveBy,
    showAll,
    handlers: {
      ...useDrag(moveBy),
      onDoubleClick: (event: MouseEvent) =>
        isFitted ? zoomTo(() => natural, under(event.currentTarget, event)) : showAll(),
    },
  }
}

/** Hears the wheel over a pane; React’s own listener is passive, and a pinch must not enlarge the whole page. */
function useWheel(panes: RefObject<HTMLElement | null>, hear: (pane: Element, event: WheelEvent) => void) {
  const latest = useRef(hear)
  useLayoutEffect(() => {
    latest.current = hear
  })
  useEffect(() => {
    const element = panes.current
    const onWheel = (event: WheelEvent) => {
      const pane = event.target instanceof Element ? event.target.closest('[data-pane]') : null
      if (!pane) return
      event.preventDefault()
      latest.current(pane, event)
    }
    element?.addEventListener('wheel', onWheel, { passive: false })
    return () => element?.removeEventListener('wheel', onWheel)
  }, [panes])
}

/** Tells how far the pointer moved while its button is held, in CSS pixels. */
function useDrag(moveBy: (x: number, y: number) => void) {
  const last = useRef<Point | null>(null)
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return
      event.currentTarget.setPointerCapture(event.pointerId)
      last.current = { x: event.clientX, y: event.clientY }
    },
    onPointerMove: ({ clientX, clientY }: PointerEvent) => {
      const from = last.current
      if (!from) return
      last.current = { x: clientX, y: clientY }
      moveBy(clientX - from.x, clientY - from.y)
    },
    onLostPointerCapture: () => {
      last.current = null
    },
  }
}
