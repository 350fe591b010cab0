import type { Folder } from '#shared/files.ts'
import { parentFolder } from '#shared/folder-paths.ts'

/** The folders that lie in one, by name, for each folder of which they are known. */
export type Levels = ReadonlyMap<string, readonly Folder[]>

/** A line of the tree: a folder, how deep it lies (from 1) and which of how many beside it is. */
export interface FolderRow {
  folder: Folder
  level: number
  position: number
  count: number
  isOpen: boolean
}

/** The lines of the tree from top to bottom: what lies in open folders follows them. */
export function rowsOf(levels: Levels, open: ReadonlySet<string>, parent = '/', level = 1): FolderRow[] {
  const folders = levels.get(parent) ?? []
  return folders.flatMap((folder, at) => {
    const isOpen = folder.folders > 0 && open.has(folder.path)
    const row = { folder, level, position: at + 1, count: folders.length, isOpen }
    return isOpen ? [row, ...rowsOf(levels, open, folder.path, level + 1)] : [row]
  })
}

/** What a key does in the tree: goes to a folder, opens or closes the one it is at, or nothing (undefined). */
export type TreeStep = { focus: string } | { open: string } | { close: string } | undefined

/** What an arrow, Home, End or a letter does at the folder `path`. */
export function stepBy(key: string, rows: readonly FolderRow[], path: string): TreeStep {
  const at = rows.findIndex(({ folder }) => folder.path === path)
  const row = rows[at]
  if (!row) return undefined
  if (key === 'ArrowRight') return stepInto(row, rows[at + 1])
  if (key === 'ArrowLeft') return stepOut(row)
  return focusOn(/^[\p{L}\p{N}]$/u.test(key) ? namedBy(key, rows, at) : steppedTo(key, rows, at))
}

const focusOn = (row: FolderRow | undefined): TreeStep => row && { focus: row.folder.path }

function stepInto({ folder, isOpen }: FolderRow, next: FolderRow | undefined): TreeStep {
  if (folder.folders === 0) return undefined
  return isOpen ? focusOn(next) : { open: folder.path }
}

function stepOut({ folder, isOpen, level }: FolderRow): TreeStep {
  if (isOpen) return { close: folder.path }
  return level > 1 ? { focus: parentFolder(folder.path) } : undefined
}

function steppedTo(key: string, rows: readonly FolderRow[], at: number): FolderRow | undefined {
  if (key === 'ArrowDown') return rows[at + 1]
  if (key === 'ArrowUp') return rows[at - 1]
  if (key === 'Home') return rows[0]
  return key === 'End' ? rows.at(-1) : undefined
}

function namedBy(letter: string, rows: readonly FolderRow[], at: number): FolderRow | undefined {
  const inTurn = [...rows.slice(at + 1), ...rows.slice(0, at + 1)]
  return inTurn.find(({ folder }) => folder.name.toLowerCase().startsWith(letter.toLowerCase()))
}
