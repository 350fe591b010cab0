import { type RefObject, useLayoutEffect, useState } from 'react'

/** The inner size of an element, without its scrollbar, kept up to date. */
export function useElementSize(element: RefObject<HTMLElement | null>): { width: number; height: number } {
  const [size, setSize] = useState({ width: 0, height: 0 })
  useLayoutEffect(() => {
    const observed = element.current
    if (!observed) return
    const measure = () => setSize({ width: observed.clientWidth, height: observed.clientHeight })
    const observer = new ResizeObserver(measure)
    observer.observe(observed)
    measure()
    return () => observer.disconnect()
  }, [element])
  return size
}
