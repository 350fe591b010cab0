import { Fragment } from 'react'
import { useKeptFocus } from '../../hooks/use-kept-focus.ts'
import { rowsOf } from '../../state/folder-rows.ts'
import { useFolders, useLibrary, useView } from '../../state/window.ts'
import { FolderLine } from './FolderLine.tsx'
import { MoveFolder } from './MoveFolder.tsx'
import { NewFolder } from './NewFolder.tsx'
import { useTreeKeys } from './use-tree-keys.ts'
import './folders.css'

/** The folders of the library, below it: nothing while there are none. */
export function FolderTree() {
  const levels = useFolders((state) => state.levels)
  const open = useFolders((state) => state.open)
  const task = useFolders((state) => state.task)
  const rows = rowsOf(levels, open)
  const shown = useShownFolder()
  const { focused, ...handlers } = useTreeKeys(rows, shown)
  const list = useKeptFocus<HTMLDivElement>(rows.length > 0)
  const parent = task?.kind === 'new' ? task.path : null
  return (
    <div className="folders">
      {parent === '/' && <NewFolder parent="/" level={1} />}
      {rows.length > 0 && (
        <div ref={list} role="tree" className="folder-tree" aria-label="Folders" {...handlers}>
          {rows.map((row) => (
            <Fragment key={row.folder.path}>
              <FolderLine row={row} isShown={row.folder.path === shown} isFocused={row.folder.path === focused} />
              {parent === row.folder.path && <NewFolder parent={parent} level={row.level + 1} />}
            </Fragment>
          ))}
        </div>
      )}
      {task?.kind === 'move' && <MoveFolder key={task.path} path={task.path} />}
    </div>
  )
}

/** The folder whose pictures the window shows. */
function useShownFolder(): string | null {
  const folder = useLibrary((state) => state.query.folder)
  const place = useView((state) => state.place)
  return (place === 'pictures' && folder) || null
}
