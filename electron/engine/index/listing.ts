import { hammingDistance } from '#shared/hamming.ts'
import type { Near } from '../scan/scan.ts'
import type { ReadableDatabase } from './database.ts'
import { likePattern } from './entries.ts'
import { isLive } from './rows.ts'

const wanted = `FROM images WHERE ${isLive} = :live
  AND (:pattern = '%%' OR id IN (SELECT image_id FROM sources WHERE url LIKE :pattern ESCAPE '\\'))`

interface Parameters {
  live: 0 | 1
  pattern: string
}

/** The same answers as the scans give, by SQL: slower, but there from the first moment. */
export function createListing(reader: ReadableDatabase) {
  const all = reader.prepare<[Parameters], number>(`SELECT id ${wanted} ORDER BY id DESC`).pluck()
  const hashed = reader.prepare<[], { image: number; hash: string }>(
    `SELECT id AS image, lower(hex(perceptual_hash)) AS hash FROM images
     WHERE perceptual_hash IS NOT NULL AND ${isLive} ORDER BY id DESC`,
  )

  return {
    list: async (view: 'library' | 'trash', text: string): Promise<Int32Array> =>
      Int32Array.from(all.all({ live: view === 'library' ? 1 : 0, pattern: likePattern(text) })),
    similar: async (hash: string, distance: number): Promise<Near[]> =>
      hashed
        .all()
        .map((row) => ({ image: row.image, distance: hammingDistance(row.hash, hash) }))
        .filter((near) => near.distance <= distance)
        .sort((a, b) => a.distance - b.distance),
  }
}
