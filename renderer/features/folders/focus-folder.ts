import { libraryId } from '../../hooks/focus.ts'

/** Puts the keyboard onto a folder of the tree; the library itself is the one above them all. */
export function focusFolder(path: string): void {
  const line = path === '/' ? `#${libraryId}` : `[role="treeitem"][data-path="${CSS.escape(path)}"]`
  document.querySelector<HTMLElement>(line)?.focus()
}

/** The same once a change is drawn, unless the keyboard is outside of the tree by then. */
export function returnToFolder(path: string): void {
  requestAnimationFrame(() => {
    const { activeElement, body } = document
    if (activeElement === body || activeElement?.closest('[role="tree"]')) focusFolder(path)
  })
}
