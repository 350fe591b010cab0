import { detailHashAlgorithm, perceptualHashAlgorithm } from '../media/algorithms.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import type { Transactions } from './transactions.ts'

/** What stands in `library.hash_algorithms` once every image has its hashes by these algorithms. */
const current = `${perceptualHashAlgorithm} ${detailHashAlgorithm}`

/** The hashes of a stretch of images, each kind packed: row ids, 8 bytes, 32 bytes (zeros where there is none), flags. */
export interface HashPage {
  images: Int32Array
  perceptual: Uint8Array
  detail: Uint8Array
  /** 1: too little detail to be searched for; 2: no detail hash yet. */
  flags: Uint8Array
}

/** An image whose hashes are missing or by a former algorithm. `width` and `height` are those of the original. */
export interface OutdatedImage {
  id: number
  hash: string
  width: number
  height: number
}

export interface NewHashes {
  id: number
  perceptualHash: string
  detailHash: string
  lowDetail: boolean
}

interface PackedRow {
  ids: string | null
  perceptual: string
  detail: string
  flags: string
}

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'))
const isOutdated = `perceptual_hash IS NOT NULL AND dominant_color IS NOT NULL AND
  (perceptual_hash_algorithm <> '${perceptualHashAlgorithm}' OR detail_hash_algorithm IS NOT '${detailHashAlgorithm}')`

/** The hashes of all images: read packed by the thousand, and renewed when an algorithm is. */
export function createHashes(reader: ReadableDatabase, writer: WritableDatabase, transactions: Transactions) {
  const page = reader.prepare<[number, number], PackedRow>(
    `SELECT group_concat(printf('%08x', id), '') AS ids, group_concat(hex(perceptual_hash), '') AS perceptual,
       group_concat(coalesce(hex(detail_hash), printf('%064d', 0)), '') AS detail,
       group_concat('0' || (low_detail | (detail_hash IS NULL) * 2), '') AS flags
     FROM (SELECT id, perceptual_hash, detail_hash, low_detail FROM images INDEXED BY images_hashes
       WHERE perceptual_hash IS NOT NULL AND id > ? ORDER BY id LIMIT ?)`,
  )
  const outdated = reader.prepare<[number, number], OutdatedImage>(
    `SELECT id, lower(hex(content_hash)) AS hash, coalesce(width, 0) AS width, coalesce(height, 0) AS height
     FROM images WHERE id > ? AND ${isOutdated} ORDER BY id LIMIT ?`,
  )
  const countOutdated = reader.prepare<[], number>(`SELECT count(*) FROM images WHERE ${isOutdated}`).pluck()
  const renew = writer.prepare(
    `UPDATE images SET perceptual_hash = unhex(?), perceptual_hash_algorithm = '${perceptualHashAlgorithm}',
       detail_hash = unhex(?), detail_hash_algorithm = '${detailHashAlgorithm}', low_detail = ? WHERE id = ?`,
  )
  const algorithms = reader.prepare<[], string>('SELECT hash_algorithms FROM library').pluck()
  const setAlgorithms = writer.prepare('UPDATE library SET hash_algorithms = ?, matched_through = 0')
  const forgetEdges = writer.prepare('DELETE FROM edges')

  return {
    /** The hashes of the next images after a row id; undefined when there are no more. */
    page: async (after: number, limit: number): Promise<HashPage | undefined> => {
      const row = page.get(after, limit)
      if (!row?.ids) return undefined
      const ids = Buffer.from(row.ids, 'hex')
      const images = Int32Array.from({ length: ids.length / 4 }, (_, at) => ids.readInt32BE(at * 4))
      return { images, perceptual: bytes(row.perceptual), detail: bytes(row.detail), flags: bytes(row.flags) }
    },
    /** Whether every image has its hashes by the current algorithms. */
    areCurrent: () => algorithms.get() === current,
    outdated: async (after: number, limit: number): Promise<OutdatedImage[]> => outdated.all(after, limit),
    countOutdated: async (): Promise<number> => countOutdated.get() ?? 0,
    renew: async (rows: readonly NewHashes[]): Promise<void> =>
      transactions.run(() => {
        for (const { id, perceptualHash, detailHash, lowDetail } of rows)
          renew.run(perceptualHash, detailHash, Number(lowDetail), id)
      }),
    /** All hashes are current now: edges by former ones are forgotten, to be searched again. Answers how many. */
    finishRenewal: async (): Promise<number> =>
      transactions.run(() => {
        setAlgorithms.run(current)
        return forgetEdges.run().changes
      }),
  }
}

export type Hashes = ReturnType<typeof createHashes>
