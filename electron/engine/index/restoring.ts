import type { WritableDatabase } from './database.ts'
import type { Places } from './places.ts'
import type { RowRecorder } from './row-changes.ts'

interface Version {
  image: number
  hash: string
  folder: string
  name: string
}

/** What must be there for images and files that come back: their folders, and a file for an image that has none. */
export function createRestoring(writer: WritableDatabase, places: Places) {
  const selectHidden = writer
    .prepare<[string], string>(
      `SELECT DISTINCT folders.path FROM files JOIN folders ON folders.id = folder_id
       WHERE files.id IN (SELECT value FROM json_each(?)) AND removed_at IS NOT NULL`,
    )
    .pluck()
  const selectVersions = writer.prepare<[string], Version>(
    `SELECT images.id AS image, lower(hex(content_hash)) AS hash, folders.path AS folder, name
     FROM json_each(?) AS wanted JOIN images ON images.id = wanted.value
     JOIN file_versions ON file_versions.id = (SELECT max(id) FROM file_versions WHERE image_id = images.id)
     JOIN files ON files.id = file_id JOIN folders ON folders.id = folder_id
     WHERE NOT EXISTS (SELECT 1 FROM files WHERE image_id = images.id)`,
  )

  function addFile(rows: RowRecorder, { image, hash, folder, name }: Version): void {
    const folder_id = places.openFolder(rows, folder)
    places.addFile(rows, { image_id: image, folder_id, name: places.freeName(folder_id, name, hash) })
  }

  return {
    /** Takes back the removed folders of files (row ids). */
    openFolders(rows: RowRecorder, files: readonly number[]): void {
      for (const path of selectHidden.all(JSON.stringify(files))) places.openFolder(rows, path)
    },
    /** Makes a file for each of the images (row ids) that only former versions show. */
    addFiles(rows: RowRecorder, images: readonly number[]): void {
      for (const version of selectVersions.all(JSON.stringify(images))) addFile(rows, version)
    },
  }
}

export type Restoring = ReturnType<typeof createRestoring>
