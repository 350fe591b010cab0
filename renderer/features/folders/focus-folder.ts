/** Puts the keyboard onto a folder of the tree, where it is there. */
export function focusFolder(path: string): void {
  document.querySelector<HTMLElement>(`[role="treeitem"][data-path="${CSS.escape(path)}"]`)?.focus()
}

/** The same once a change is drawn, unless the keyboard is somewhere else by then. */
export function returnToFolder(path: string): void {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) focusFolder(path)
  })
}
