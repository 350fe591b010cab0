import { Failure } from '#shared/failure.ts'
import type { WritableDatabase } from './database.ts'

/** What must stand after a change was replayed: images that it touched, and those that it kept (row ids). */
export interface Standing {
  images: readonly number[]
  kept: readonly number[]
}

/** Sees to it that discarded copies lie in the trash, behind a picture that stands behind no other, so that one stays. */
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

  return ({ images, kept }: Standing, label: string): void => {
    if (!selectFallen.get({ images: JSON.stringify(images), kept: JSON.stringify(kept) })) return
    const message = `“${label}” cannot be replayed: the copies of its pictures have been decided on since.`
    throw new Failure('conflict', message)
  }
}
