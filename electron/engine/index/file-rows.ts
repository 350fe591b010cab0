import { Failure } from '#shared/failure.ts'
import type { WritableDatabase } from './database.ts'

/** What changes of files need to know of one; ids of rows, and 24 hex digits for public ones. */
export interface FileRow {
  id: number
  publicId: string
  imageId: number
  folderId: number
  folder: string
  name: string
  isTrashed: number
  createdAt: number
  /** Null for a first version, whose id is the file’s. */
  versionId: string | null
  versionNumber: number
  versionCreatedAt: number | null
}

/** Reads files within a change. */
export function createFileRows(writer: WritableDatabase) {
  const columns = `files.id, lower(hex(files.public_id)) AS publicId, image_id AS imageId, folder_id AS folderId,
    folders.path AS folder, name, trashed_at IS NOT NULL AS isTrashed, files.created_at AS createdAt,
    CASE WHEN version_id IS NOT NULL THEN lower(hex(version_id)) END AS versionId, version_number AS versionNumber,
    version_created_at AS versionCreatedAt`
  const joined = 'JOIN folders ON folders.id = files.folder_id'
  const selectNamed = writer.prepare<[string], FileRow>(
    `SELECT ${columns} FROM files ${joined} WHERE files.public_id = unhex(?)`,
  )
  const selectOne = writer.prepare<[number], FileRow>(`SELECT ${columns} FROM files ${joined} WHERE files.id = ?`)
  const selectLiveIn = writer.prepare<[number], FileRow>(
    `SELECT ${columns} FROM files ${joined} WHERE folder_id = ? AND trashed_at IS NULL ORDER BY files.id`,
  )

  function named(publicId: string): FileRow {
    const row = selectNamed.get(publicId)
    if (row) return row
    throw new Failure('notFound', `The library holds no file ${publicId}.`, { field: 'files' })
  }

  function live(publicId: string): FileRow {
    const row = named(publicId)
    if (!row.isTrashed) return row
    throw new Failure('conflict', `“${row.name}” lies in the trash: restore it first.`, { field: 'files' })
  }

  return {
    get: (id: number) => selectOne.get(id) as FileRow,
    /** Fails with `notFound` for the first that is not there. */
    all: (publicIds: readonly string[]) => [...new Set(publicIds)].map(named),
    live,
    /** As `all`; one that lies in the trash is a `conflict`. */
    allLive: (publicIds: readonly string[]) => [...new Set(publicIds)].map(live),
    liveIn: (folder: number) => selectLiveIn.all(folder),
  }
}

export type FileRows = ReturnType<typeof createFileRows>
