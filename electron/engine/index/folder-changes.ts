import { Failure } from '#shared/failure.ts'
import type { NameClash } from '#shared/files.ts'
import { lastName, parentFolder, pathIn } from '#shared/folder-paths.ts'
import type { Changed, Changes, Wish } from './changes.ts'
import type { WritableDatabase } from './database.ts'
import type { FileRows } from './file-rows.ts'
import { expectShallow, type Places } from './places.ts'
import type { CopyWish, Placing } from './placing.ts'
import type { RowRecorder } from './row-changes.ts'

export interface FolderChangeParts {
  changes: Changes
  files: FileRows
  places: Places
  placing: Placing
  now: () => number
}

interface FolderRow {
  id: number
  path: string
}

const invalid = (field: string, message: string) => new Failure('invalid', message, { field })

const conflict = (field: string, message: string) => new Failure('conflict', message, { field })

function expectNoRoot(path: string): void {
  if (path === '/') throw invalid('path', 'The folder / stays as it is: name one that lies in it.')
}

/** Undoable changes of folders, each with all that lies below. */
export function createFolderChanges(writer: WritableDatabase, parts: FolderChangeParts) {
  const { changes, files, places, placing, now } = parts
  const selectPath = writer.prepare<[string], FolderRow & { isRemoved: number }>(
    'SELECT id, path, removed_at IS NOT NULL AS isRemoved FROM folders WHERE path = ?',
  )
  const selectChildren = writer.prepare<[number], FolderRow & { isRemoved: number }>(
    'SELECT id, path, removed_at IS NOT NULL AS isRemoved FROM folders WHERE parent_id = ? ORDER BY path',
  )
  const below = `WITH RECURSIVE below (id) AS (SELECT ? UNION ALL
    SELECT folders.id FROM below JOIN folders ON parent_id = below.id WHERE removed_at IS NULL)`
  const selectBelow = writer.prepare<[number], number>(`${below} SELECT id FROM below`).pluck()
  const selectFiles = writer
    .prepare<[number], string>(
      `${below} SELECT lower(hex(public_id)) FROM below JOIN files ON folder_id = below.id WHERE trashed_at IS NULL`,
    )
    .pluck()

  const make = (actor: string, prepare: () => Omit<Wish, 'label' | 'actor'> & { label: string }): Promise<Changed> =>
    changes.perform(() => {
      const { label, ...wish } = prepare()
      return { actor, ...wish, label: () => label }
    })

  const standing = (path: string): FolderRow | undefined => {
    const found = selectPath.get(path)
    return found && !found.isRemoved ? found : undefined
  }

  function folderAt(path: string, field = 'path'): FolderRow {
    const found = standing(path)
    if (found) return found
    throw new Failure('notFound', `The library has no folder ${path}.`, { field })
  }

  function expectOutside(path: string, target: string): void {
    if (target === path || target.startsWith(`${path}/`))
      throw invalid('folder', `The folder ${path} cannot go into itself: choose a place outside of it.`)
  }

  const hide = (rows: RowRecorder, id: number) => rows.patch('folders', { id, removed_at: now() })

  /** Files and folders one by one, where there is a folder already. */
  function merge(rows: RowRecorder, { id }: FolderRow, path: string, clash: NameClash): void {
    const target = places.openFolder(rows, path)
    for (const file of files.liveIn(id)) placing.move(rows, file, target, clash)
    // What lies below may have this very path as its place, which shows the folder again.
    hide(rows, id)
    for (const child of selectChildren.all(id))
      if (!child.isRemoved) moveTree(rows, child, pathIn(path, lastName(child.path)), clash)
  }

  /** Paths of all folders below, those that were removed with them, so that files in the trash stay with theirs. */
  function renameTree(rows: RowRecorder, { id }: FolderRow, path: string, parent: number | undefined): void {
    expectShallow(path)
    const moved = parent === undefined ? {} : { parent_id: parent, updated_at: now() }
    rows.patch('folders', { id, path, ...moved })
    for (const child of selectChildren.all(id)) renameTree(rows, child, pathIn(path, lastName(child.path)), undefined)
  }

  function moveTree(rows: RowRecorder, folder: FolderRow, path: string, clash: NameClash): void {
    if (selectPath.get(path)) merge(rows, folder, path, clash)
    else renameTree(rows, folder, path, places.openFolder(rows, parentFolder(path)))
  }

  function copyTree(rows: RowRecorder, { id }: FolderRow, path: string, wish: CopyWish): void {
    const target = places.openFolder(rows, path)
    for (const file of files.liveIn(id)) placing.copy(rows, file, target, wish)
    for (const child of selectChildren.all(id))
      if (!child.isRemoved) copyTree(rows, child, pathIn(path, lastName(child.path)), wish)
  }

  return {
    /** Makes a folder, and those above it; one that is there already stays as it is. */
    create: (path: string, actor: string) =>
      make(actor, () => ({ label: `Made the folder ${path}`, rows: (rows) => void places.openFolder(rows, path) })),
    rename: (path: string, name: string, actor: string) =>
      make(actor, () => {
        expectNoRoot(path)
        const folder = folderAt(path)
        const target = pathIn(parentFolder(path), name)
        const rows = (recorder: RowRecorder) => moveTree(recorder, folder, target, 'refuse')
        if (target === path) return { label: '' }
        if (!standing(target)) return { rows, label: `Renamed the folder ${path} to ${name}` }
        throw conflict('name', `There is a folder ${target} already: choose another name.`)
      }),
    /** Moves a folder into another; where there is one of its name, what is in it goes there. */
    move: (path: string, into: string, { clash }: Pick<CopyWish, 'clash'>, actor: string) =>
      make(actor, () => {
        expectNoRoot(path)
        const folder = folderAt(path)
        expectOutside(path, into)
        const target = pathIn(into, lastName(path))
        const rows = (recorder: RowRecorder) => moveTree(recorder, folder, target, clash)
        return target === path ? { label: '' } : { rows, label: `Moved the folder ${path} to ${into}` }
      }),
    copy: (path: string, into: string, wish: CopyWish, actor: string) =>
      make(actor, () => {
        expectNoRoot(path)
        const folder = folderAt(path)
        const target = pathIn(into, lastName(path))
        expectOutside(path, into)
        if (target === path) throw conflict('folder', `The folder ${path} lies there already: choose another place.`)
        const rows = (recorder: RowRecorder) => copyTree(recorder, folder, target, wish)
        return { rows, label: `Copied the folder ${path} to ${into}` }
      }),
    /** Hides a folder and those below, and moves what lies in them to the trash. */
    remove: (path: string, actor: string) =>
      make(actor, () => {
        expectNoRoot(path)
        const { id } = folderAt(path)
        const folders = selectBelow.all(id)
        const rows = (recorder: RowRecorder) => {
          for (const folder of folders) hide(recorder, folder)
        }
        return { call: 'files.trash', files: selectFiles.all(id), rows, label: `Removed the folder ${path}` }
      }),
  }
}

export type FolderChanges = ReturnType<typeof createFolderChanges>
