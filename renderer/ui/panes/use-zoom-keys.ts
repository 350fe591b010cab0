import { useEffect, useLayoutEffect, useRef } from 'react'
import type { Zooming } from './use-viewport.ts'

/** How much a key or a button zooms, and moves in CSS pixels. */
export const zoomStep = 1.5
const moveStep = 80

const wishes: Record<string, (zooming: Zooming) => void> = {
  '+': ({ zoomBy }) => zoomBy(zoomStep),
  '=': ({ zoomBy }) => zoomBy(zoomStep),
  '-': ({ zoomBy }) => zoomBy(1 / zoomStep),
  '0': ({ showAll }) => showAll(),
  'Shift+ArrowLeft': ({ moveBy }) => moveBy(moveStep, 0),
  'Shift+ArrowRight': ({ moveBy }) => moveBy(-moveStep, 0),
  'Shift+ArrowUp': ({ moveBy }) => moveBy(0, moveStep),
  'Shift+ArrowDown': ({ moveBy }) => moveBy(0, -moveStep),
}

/** Fields, open dialogs and controls that use arrows themselves keep their keys. */
const takers = 'input:not([type="radio"], [type="checkbox"]), textarea, select, dialog, [role="slider"]'
const isTaken = ({ target }: KeyboardEvent) => target instanceof Element && target.closest(takers) !== null

function wishOf(event: KeyboardEvent) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTaken(event)) return undefined
  const name = event.shiftKey && event.key.startsWith('Arrow') ? `Shift+${event.key}` : event.key
  return Object.hasOwn(wishes, name) ? wishes[name] : undefined
}

/** Zooms by `+`, `-` and `0` and moves by Shift and the arrows, wherever in the view the focus is. */
export function useZoomKeys(zooming: Zooming): void {
  const latest = useRef(zooming)
  useLayoutEffect(() => {
    latest.current = zooming
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const wish = wishOf(event)
      if (!wish) return
      event.preventDefault()
      wish(latest.current)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
