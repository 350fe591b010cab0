import type { Row } from './changeable.ts'
import type { WritableDatabase } from './database.ts'
import type { FileRow, FileRows } from './file-rows.ts'
import type { Places } from './places.ts'
import type { RowRecorder } from './row-changes.ts'

/** A former version of a file. */
export interface FormerVersion {
  id: number
  publicId: string
  imageId: number
  number: number
  createdAt: number
}

/** An image (row id) as a version of a file. */
export interface VersionContent {
  imageId: number
  createdAt: number
}

export interface VersionParts {
  files: FileRows
  places: Places
  now: () => number
}

/** Writes versions of files within a change: the present one is in the file’s own row, former ones in rows of theirs. */
export function createVersions(writer: WritableDatabase, { files, places, now }: VersionParts) {
  const selectFormer = writer.prepare<[number], FormerVersion>(
    `SELECT id, lower(hex(public_id)) AS publicId, image_id AS imageId, number, created_at AS createdAt
     FROM file_versions WHERE file_id = ? ORDER BY number`,
  )
  const nextId = writer.prepare<[], number>('SELECT coalesce(max(id), 0) + 1 FROM file_versions').pluck()
  const selectShown = writer
    .prepare<[{ image: number }], number>(
      `SELECT 1 FROM files WHERE image_id = :image UNION ALL SELECT 1 FROM file_versions WHERE image_id = :image LIMIT 1`,
    )
    .pluck()
  const former = (file: FileRow) => selectFormer.all(file.id)
  const presentOf = ({ imageId, versionCreatedAt, createdAt }: FileRow): VersionContent => ({
    imageId,
    createdAt: versionCreatedAt ?? createdAt,
  })

  const keep = (rows: RowRecorder, columns: Row) => rows.put('file_versions', { id: nextId.get() ?? 1, ...columns })

  /** Keeps the present version as a former one; its file is to be given another at once. */
  function keepPresent(rows: RowRecorder, file: FileRow): void {
    const { imageId: image_id, createdAt: created_at } = presentOf(file)
    const public_id = file.versionId ?? file.publicId
    const number = file.versionNumber
    keep(rows, { public_id, file_id: file.id, image_id, number, created_at })
  }

  function add(rows: RowRecorder, id: number, { imageId, createdAt }: VersionContent): void {
    const file = files.get(id)
    const numbers = [file.versionNumber, ...former(file).map(({ number }) => number)]
    keepPresent(rows, file)
    const version = { version_id: places.newId(), version_number: Math.max(...numbers) + 1 }
    rows.patch('files', { id, image_id: imageId, ...version, version_created_at: createdAt, updated_at: now() })
  }

  /** What nothing shows any more goes to the trash as a file of its own. */
  function keepInTrash(rows: RowRecorder, { folderId, name, publicId }: FileRow, image: number): void {
    if (selectShown.get({ image })) return
    const place = { folder_id: folderId, name: places.freeName(folderId, name, publicId) }
    places.addFile(rows, { image_id: image, ...place, trashed_at: now() })
  }

  return {
    former,
    /** Writes a former version of those columns. */
    keep,
    /** All versions of a file, the oldest first and the present one last. */
    contents: (file: FileRow): VersionContent[] => [...former(file), presentOf(file)],
    /** Gives a file (row id) a new present version. */
    add,
    /** Makes a former version the present one; each keeps its id and number. */
    restore(rows: RowRecorder, file: FileRow, { id, publicId, imageId, number, createdAt }: FormerVersion): void {
      rows.remove('file_versions', { id })
      keepPresent(rows, file)
      const version_id = publicId === file.publicId ? null : publicId
      const version = { version_id, version_number: number, version_created_at: createdAt }
      rows.patch('files', { id: file.id, image_id: imageId, ...version, updated_at: now() })
    },
    remove(rows: RowRecorder, file: FileRow, { id, imageId }: FormerVersion): void {
      rows.remove('file_versions', { id })
      rows.patch('files', { id: file.id, updated_at: now() })
      keepInTrash(rows, file, imageId)
    },
  }
}

export type Versions = ReturnType<typeof createVersions>
