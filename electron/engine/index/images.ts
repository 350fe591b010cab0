import { Failure } from '#shared/failure.ts'
import type { FilePlace, ImageDetail, ImageSummary, Source } from '#shared/schema.ts'
import type { ReadableDatabase } from './database.ts'
import { isLive, isoTime, type SummaryRow, summaryColumns, toSummary } from './rows.ts'

interface DetailRow extends SummaryRow {
  perceptualHash: string | null
  algorithm: string | null
  frames: number | null
  takenAt: string | null
  createdAt: number
  status: ImageDetail['decode']['status']
  reason: string | null
  live: number
}

export interface ImageState {
  id: number
  live: 0 | 1
  /** 16 hex digits. */
  perceptualHash: string | null
}

const detailColumns = `${summaryColumns}, lower(hex(perceptual_hash)) AS perceptualHash,
  perceptual_hash_algorithm AS algorithm, frames, taken_at AS takenAt, images.created_at AS createdAt,
  decode_status AS status, decode_reason AS reason, ${isLive} AS live`

/** Reads images with all that hangs on them. */
export function createImages(reader: ReadableDatabase) {
  const summaries = reader.prepare<[string], SummaryRow>(
    `SELECT ${summaryColumns} FROM json_each(?) AS wanted JOIN images ON images.id = wanted.value ORDER BY wanted.key`,
  )
  const detail = reader.prepare<[string], DetailRow>(
    `SELECT ${detailColumns} FROM images WHERE content_hash = unhex(?)`,
  )
  const sources = reader.prepare<
    [number],
    Omit<Source, 'firstSeenAt' | 'fetchedAt'> & { first: number; fetched: number }
  >(
    `SELECT url, client_name AS clientName, filename, first_seen_at AS first, fetched_at AS fetched, seq
     FROM sources WHERE image_id = ? ORDER BY seq DESC`,
  )
  const files = reader.prepare<[number], Omit<FilePlace, 'trashedAt'> & { trashed: number | null }>(
    `SELECT lower(hex(public_id)) AS id, folders.path AS folder, name, trashed_at AS trashed
     FROM files JOIN folders ON folders.id = files.folder_id WHERE image_id = ? ORDER BY files.id`,
  )
  const ids = reader.prepare<[string], { hash: string; id: number | null }>(
    `SELECT wanted.value AS hash, images.id FROM json_each(?) AS wanted
     LEFT JOIN images ON images.content_hash = unhex(wanted.value)`,
  )
  const idOf = reader.prepare<[string], number>('SELECT id FROM images WHERE content_hash = unhex(?)').pluck()
  const states = reader.prepare<[number, number], ImageState>(
    `SELECT id, ${isLive} AS live, lower(hex(perceptual_hash)) AS perceptualHash
     FROM images WHERE id > ? ORDER BY id LIMIT ?`,
  )
  const thumbnailOf = reader.prepare<[string], { id: number; hasThumbnail: number }>(
    'SELECT id, dominant_color IS NOT NULL AS hasThumbnail FROM images WHERE content_hash = unhex(?)',
  )
  const bytes = reader.prepare<[], number>('SELECT byte_size FROM library').pluck()

  const sourcesOf = (id: number): Source[] =>
    sources
      .all(id)
      .map(({ first, fetched, ...row }) => ({ ...row, firstSeenAt: isoTime(first), fetchedAt: isoTime(fetched) }))
  const filesOf = (id: number): FilePlace[] =>
    files.all(id).map(({ trashed, ...row }) => ({ ...row, trashedAt: trashed === null ? null : isoTime(trashed) }))

  function toDetail(row: DetailRow): ImageDetail {
    const { perceptualHash, algorithm, frames, takenAt, createdAt, status, reason, live, ...summary } = row
    return {
      ...toSummary(summary),
      trashed: live === 0,
      perceptualHash: perceptualHash && algorithm ? { value: perceptualHash, algorithm } : null,
      frames,
      takenAt,
      createdAt: isoTime(createdAt),
      decode: { status, reason },
      sources: sourcesOf(row.id),
      files: filesOf(row.id),
    }
  }

  return {
    /** Summaries in the order of the row ids. */
    summaries: async (wanted: readonly number[]): Promise<ImageSummary[]> =>
      summaries.all(JSON.stringify(wanted)).map(toSummary),
    get: async (hash: string): Promise<ImageDetail | undefined> => {
      const row = detail.get(hash)
      return row && toDetail(row)
    },
    idOf: async (hash: string): Promise<number | undefined> => idOf.get(hash),
    /** The row under which an image's thumbnail is kept, and whether it has one. */
    thumbnailOf: async (hash: string) => {
      const row = thumbnailOf.get(hash)
      return row && { id: row.id, hasThumbnail: row.hasThumbnail === 1 }
    },
    /** Row ids of the hashes; `notFound` names the first that the library does not hold. */
    idsOf: async (hashes: readonly string[]): Promise<number[]> =>
      ids.all(JSON.stringify(hashes)).map(({ hash, id }) => {
        if (id === null) throw new Failure('notFound', `The library holds no image ${hash}.`, { field: 'hashes' })
        return id
      }),
    /** The next images after a row id, for the scans. */
    states: async (after: number, limit: number): Promise<ImageState[]> => states.all(after, limit),
    totalBytes: async (): Promise<number> => bytes.get() ?? 0,
  }
}
