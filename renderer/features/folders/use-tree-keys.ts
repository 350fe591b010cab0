import { type FocusEvent, type KeyboardEvent, type MouseEvent, useState } from 'react'
import { type FolderRow, stepBy } from '../../state/folder-rows.ts'
import { useWindow } from '../../state/window.ts'
import { focusFolder } from './focus-folder.ts'
import { useRemoval } from './use-removal.ts'

const lineOf = (target: EventTarget): HTMLElement | null =>
  target instanceof HTMLElement && target.role === 'treeitem' ? target : null

const openMenu = (line: HTMLElement | null) => line?.querySelector<HTMLElement>('.folder-more')?.click()

/** The keys of the tree, and its one folder that the Tab key reaches: the one last in focus, else the one shown. */
export function useTreeKeys(rows: readonly FolderRow[], shown: string | null) {
  const [last, setLast] = useState<string | null>(null)
  const perform = useCommands()
  const isThere = (path: string | null) => rows.some(({ folder }) => folder.path === path)
  const focused = [last, shown].find(isThere) ?? rows[0]?.folder.path ?? null

  const onKeyDown = (event: KeyboardEvent) => {
    const line = lineOf(event.target)
    const path = line?.dataset.path
    if (!line || path === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    const isMenu = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)
    if (isMenu) openMenu(line)
    const isDone = isMenu || perform(event.key, rows, path)
    // A letter that names no folder is no key of the window either.
    if (isDone || /^[\p{L}\p{N}]$/u.test(event.key)) event.preventDefault()
  }
  const onFocus = ({ target }: FocusEvent) => setLast(lineOf(target)?.dataset.path ?? last)
  const onContextMenu = (event: MouseEvent) => {
    const line = event.target instanceof Element ? event.target.closest<HTMLElement>('[role="treeitem"]') : null
    event.preventDefault()
    openMenu(line)
  }
  return { focused, onKeyDown, onFocus, onContextMenu }
}

/** Does what a key says at a folder; answers whether it says anything. */
function useCommands() {
  const { folders, folderActions } = useWindow()
  const remove = useRemoval()
  return (key: string, rows: readonly FolderRow[], path: string): boolean => {
    const { begin, expand, collapse } = folders.getState()
    const commands: Record<string, () => void> = {
      Enter: () => folderActions.show(path),
      ' ': () => folderActions.show(path),
      F2: () => begin('rename', path),
      Delete: () => remove(path),
    }
    const command = Object.hasOwn(commands, key) ? commands[key] : undefined
    if (command) command()
    const step = command ? undefined : stepBy(key, rows, path)
    if (step && 'open' in step) expand(step.open)
    if (step && 'close' in step) collapse(step.close)
    if (step && 'focus' in step) focusFolder(step.focus)
    return command !== undefined || step !== undefined
  }
}
