import { type RefObject, useEffect, useRef } from 'react'

/**
 * Keeps the keyboard in a list: where its row goes, the row in its place gets it, else the heading above the list.
 * `isThere` tells whether the list is drawn.
 */
export function useKeptFocus<T extends HTMLElement>(isThere = true): RefObject<T | null> {
  const list = useRef<T>(null)
  useEffect(() => {
    const element = list.current
    return isThere && element ? keepFocus(element) : undefined
  }, [isThere])
  return list
}

function keepFocus(list: HTMLElement): () => void {
  let last: Node | null = null
  let place = 0
  const note = ({ target }: FocusEvent) => {
    last = target as Node
    place = [...list.children].findIndex((row) => row.contains(last))
  }
  const keep = () => {
    if (!last || list.contains(last) || document.activeElement !== document.body) return
    last = null
    const heading = list.closest('section')?.querySelector<HTMLElement>('h2, h3')
    focusText((list.children[place] ?? list.lastElementChild ?? heading) as HTMLElement | null)
  }
  const observer = new MutationObserver(keep)
  observer.observe(list, { childList: true })
  list.addEventListener('focusin', note)
  return () => {
    observer.disconnect()
    list.removeEventListener('focusin', note)
  }
}

/** Puts the keyboard onto what it might not reach by itself. */
function focusText(element: HTMLElement | null) {
  if (element && !element.hasAttribute('tabindex')) element.tabIndex = -1
  element?.focus()
}
