import type { KeyboardEvent, RefObject } from 'react'

/** How many options lie in the first row, as the browser lays them out. */
function columnsOf(options: readonly HTMLElement[]): number {
  const top = options[0]?.offsetTop
  const next = options.findIndex((option) => option.offsetTop !== top)
  return next < 0 ? options.length : next
}

/** Where a key leads from an option, -1 being the search field before them all; undefined for other keys. */
export function nextPlace(key: string, place: number, count: number, columns: number): number | undefined {
  const steps: Record<string, number> = {
    ...{ ArrowLeft: place - 1, ArrowRight: place + 1, ArrowUp: place - columns, ArrowDown: place + columns },
    ...{ Home: 0, End: count - 1 },
  }
  const next = Object.hasOwn(steps, key) ? steps[key] : undefined
  if (next === undefined) return undefined
  if (key === 'ArrowUp' && next < 0) return -1
  return Math.min(Math.max(next, 0), count - 1)
}

/** Arrows walk over the options of a list, and between it and the field above; Enter in the field takes the first. */
export function useOfferedKeys(list: RefObject<HTMLElement | null>, onFirst: () => void) {
  return (event: KeyboardEvent<HTMLElement>) => {
    const { target, key, currentTarget } = event
    const options = [...(list.current?.querySelectorAll<HTMLElement>('[role="option"]') ?? [])]
    const isField = target instanceof HTMLInputElement
    if (isField && key === 'Enter') return onFirst()
    if (isField && key !== 'ArrowDown') return
    const place = target instanceof HTMLElement ? options.indexOf(target) : -1
    const next = isField ? 0 : place < 0 ? undefined : nextPlace(key, place, options.length, columnsOf(options))
    if (next === undefined) return
    event.preventDefault()
    const field = currentTarget.querySelector<HTMLElement>('input')
    ;(next < 0 ? field : options[next])?.focus()
  }
}
