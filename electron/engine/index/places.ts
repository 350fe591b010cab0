import { randomBytes } from 'node:crypto'
import { Failure } from '#shared/failure.ts'
import { isShallow } from '#shared/files.ts'
import { parentFolder } from '#shared/folder-paths.ts'
import type { Row } from './changeable.ts'
import type { WritableDatabase } from './database.ts'
import { markName } from './names.ts'
import type { RowRecorder } from './row-changes.ts'

/** Who has a name in a folder: row id and public id. */
export interface Holder {
  id: number
  publicId: string
}

interface FolderRow {
  id: number
  isRemoved: number
}

/** Fails with `invalid` where folders would lie too deep within each other. */
export function expectShallow(path: string): void {
  if (isShallow(path)) return
  throw new Failure('invalid', `Folders may be 50 deep, and ${path.slice(0, 100)}… is deeper.`, { field: 'folder' })
}

/** Finds and makes places within a change: folders by their path, and names in them. */
export function createPlaces(writer: WritableDatabase, now: () => number) {
  const selectFolder = writer.prepare<[string], FolderRow>(
    'SELECT id, removed_at IS NOT NULL AS isRemoved FROM folders WHERE path = ?',
  )
  const nextFolder = writer.prepare<[], number>('SELECT max(id) + 1 FROM folders').pluck()
  const nextFile = writer.prepare<[], number>('SELECT last_file_id + 1 FROM library').pluck()
  const selectHolder = writer.prepare<[number, string], Holder & { isTrashed: number }>(
    `SELECT id, lower(hex(public_id)) AS publicId, trashed_at IS NOT NULL AS isTrashed
     FROM files WHERE folder_id = ? AND name = ?`,
  )
  const newId = () => randomBytes(12).toString('hex')

  /** The folder at that path (row id), made or taken back with those above it where it is not there. */
  function openFolder(rows: RowRecorder, path: string): number {
    const known = selectFolder.get(path)
    if (known?.isRemoved === 0) return known.id
    expectShallow(path)
    const parent = openFolder(rows, parentFolder(path))
    if (known) rows.patch('folders', { id: known.id, removed_at: null })
    const times = { created_at: now(), updated_at: now() }
    const id = known?.id ?? nextFolder.get() ?? 1
    if (!known) rows.put('folders', { id, parent_id: parent, path, public_id: newId(), ...times })
    return id
  }

  /** The name, or one like it that nobody has; `mark` is at least 8 characters. */
  function freeName(folder: number, name: string, mark: string): string {
    const candidates = [name, markName(name, mark.slice(0, 8)), markName(name, mark)]
    return candidates.find((candidate) => !selectHolder.get(folder, candidate)) ?? markName(name, newId())
  }

  /** Makes a name free: a file in the trash leaves it, so that it can be restored; a live one that has it is answered. */
  function takeName(rows: RowRecorder, folder: number, name: string, self?: number): Holder | undefined {
    const holder = selectHolder.get(folder, name)
    if (!holder || holder.id === self) return undefined
    if (!holder.isTrashed) return holder
    rows.patch('files', { id: holder.id, name: freeName(folder, name, holder.publicId) })
    return undefined
  }

  return {
    newId,
    /** Writes a new file of those columns, which name image, folder and name at least; answers its row id. */
    addFile(rows: RowRecorder, columns: Row): number {
      const [id, at] = [nextFile.get() ?? 1, now()]
      const times = { created_at: at, updated_at: at, changed_seq: 0 }
      const usual = { is_private: 0, is_published: 1, version_number: 1 }
      rows.put('files', { id, public_id: newId(), ...times, ...usual, ...columns })
      return id
    },
    openFolder,
    freeName,
    takeName,
    /** As `takeName`; a live file that has the name is a `conflict`. */
    expectName(rows: RowRecorder, folder: number, name: string, self?: number): void {
      if (!takeName(rows, folder, name, self)) return
      throw new Failure('conflict', `There is a file “${name}” in that folder already: choose another name.`, {
        field: 'name',
      })
    },
  }
}

export type Places = ReturnType<typeof createPlaces>
