import { Failure } from '#shared/failure.ts'
import type { WritableDatabase } from './database.ts'

/** What must stand after a change was replayed: images and folders that it touched, images that it kept (row ids). */
export interface Standing {
  images: readonly number[]
  kept: readonly number[]
  folders: readonly number[]
}

/**
 * Sees to it that discarded copies lie in the trash, behind a picture that stands behind no other, so that one stays;
 * and that no live file or folder lies in a removed folder, or in one whose path is not the beginning of its own.
 */
export function createExpectStanding(writer: WritableDatabase) {
  const selectFallen = writer.prepare<[{ images: string; kept: string }], number>(
    `SELECT 1 FROM superseded AS copies
     WHERE (image_id IN (SELECT value FROM json_each(:images)) OR keeper_id IN (SELECT value FROM json_each(:images)))
       AND (keeper_id IN (SELECT image_id FROM superseded)
         OR EXISTS (SELECT 1 FROM files WHERE files.image_id = copies.image_id AND trashed_at IS NULL))
     UNION ALL
     SELECT 1 FROM json_each(:kept) AS kept
     WHERE NOT EXISTS (SELECT 1 FROM files WHERE image_id = kept.value AND trashed_at IS NULL) LIMIT 1`,
  )

  const selectLost = writer.prepare<[string], number>(
    `SELECT 1 FROM folders AS these LEFT JOIN folders AS parents ON parents.id = these.parent_id
     WHERE these.id IN (SELECT value FROM json_each(?)) AND (
       these.removed_at IS NULL AND parents.removed_at IS NOT NULL
       OR these.removed_at IS NOT NULL AND (
         EXISTS (SELECT 1 FROM files WHERE folder_id = these.id AND trashed_at IS NULL)
         OR EXISTS (SELECT 1 FROM folders WHERE parent_id = these.id AND removed_at IS NULL))
       OR these.path <> '/' AND EXISTS (SELECT 1 FROM folders
         WHERE parent_id = these.id AND substr(path, 1, length(these.path) + 1) <> these.path || '/')) LIMIT 1`,
  )
  const conflict = (label: string, why: string) => new Failure('conflict', `“${label}” cannot be replayed: ${why}`)

  return ({ images, kept, folders }: Standing, label: string): void => {
    if (selectFallen.get({ images: JSON.stringify(images), kept: JSON.stringify(kept) }))
      throw conflict(label, 'the copies of its pictures have been decided on since.')
    if (selectLost.get(JSON.stringify(folders))) throw conflict(label, 'its folders have changed since.')
  }
}
