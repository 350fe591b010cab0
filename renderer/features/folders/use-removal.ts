import { isWithin } from '#shared/folder-paths.ts'
import { type FolderRow, rowsOf } from '../../state/folder-rows.ts'
import { useWindow } from '../../state/window.ts'
import { returnToFolder } from './focus-folder.ts'

/** Removes a folder; the keyboard goes to the folder that stands in its place then. */
export function useRemoval(): (path: string) => void {
  const { folders, folderActions } = useWindow()
  return (path) => {
    const { levels, open } = folders.getState()
    const next = besides(path, rowsOf(levels, open))
    void folderActions.remove(path).then(() => returnToFolder(next))
  }
}

/** The next folder not below the one that goes, else the one before. */
function besides(path: string, rows: readonly FolderRow[]): string {
  const at = rows.findIndex(({ folder }) => folder.path === path)
  const next = rows.slice(at).find(({ folder }) => !isWithin(folder.path, path))
  return (next ?? rows[at - 1])?.folder.path ?? '/'
}
