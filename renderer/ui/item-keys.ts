import type { KeyboardEvent } from 'react'

/** The items of a menu or list that the keyboard can reach. */
export const itemsIn = (element: HTMLElement): HTMLElement[] => [
  ...element.querySelectorAll<HTMLElement>('[role="menuitem"]:not([disabled]), [role="option"]'),
]

/** Moves the focus among the items of a menu or list: arrows go round, Home, End, and first letters. */
export function moveAmongItems(event: KeyboardEvent<HTMLElement>): void {
  const { key, ctrlKey, metaKey, altKey } = event
  if (ctrlKey || metaKey || altKey) return
  const items = itemsIn(event.currentTarget)
  const at = items.indexOf(document.activeElement as HTMLElement)
  const isLetter = key.length === 1 && key !== ' '
  const target = isLetter ? namedBy(key, items, at) : steppedTo(key, items, at)
  // A letter that names nothing here is no key of the window either.
  if (isLetter || target) event.preventDefault()
  target?.focus()
}

function steppedTo(key: string, items: HTMLElement[], at: number): HTMLElement | undefined {
  if (key === 'ArrowDown') return items[(at + 1) % items.length]
  if (key === 'ArrowUp') return items.at(at <= 0 ? -1 : at - 1)
  if (key === 'Home') return items[0]
  return key === 'End' ? items.at(-1) : undefined
}

function namedBy(letter: string, items: HTMLElement[], at: number): HTMLElement | undefined {
  const inTurn = [...items.slice(at + 1), ...items.slice(0, at + 1)]
  return inTurn.find((item) => item.textContent.trim().toLowerCase().startsWith(letter.toLowerCase()))
}
