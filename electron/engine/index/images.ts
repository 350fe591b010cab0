import { Failure } from '#shared/failure.ts'
import type { FilePlace, ImageDetail, ImageSummary, Note, Source } from '#shared/schema.ts'
import type { ReadableDatabase } from './database.ts'
import { isLive, isoTime, itselfAndCopies, type SummaryRow, summaryColumns, toSummary } from './rows.ts'

interface DetailRow extends SummaryRow {
  perceptualHash: string | null
  algorithm: string | null
  lowDetail: number
  quality: number | null
  lossless: number | null
  frames: number | null
  takenAt: string | null
  createdAt: number
  status: ImageDetail['decode']['status']
  reason: string | null
  live: number
  supersededBy: string | null
}

/** Where an image is kept and how large it is: pixels of one frame, upright; 0 where that is not known. */
export interface Extent {
  hash: string
  width: number
  height: number
  frames: number
}

/** What is known of an image by itself: its variants are known to the decisions. */
export type ImageFacts = Omit<ImageDetail, 'variants'>

const detailColumns = `${summaryColumns}, lower(hex(perceptual_hash)) AS perceptualHash,
  perceptual_hash_algorithm AS algorithm, low_detail AS lowDetail, quality, lossless, frames, taken_at AS takenAt,
  (SELECT min(created_at) FROM images AS copies WHERE copies.id IN ${itselfAndCopies}) AS createdAt,
  decode_status AS status, decode_reason AS reason, ${isLive} AS live,
  (SELECT lower(hex(keepers.content_hash)) FROM superseded JOIN images AS keepers ON keepers.id = keeper_id
   WHERE superseded.image_id = images.id) AS supersededBy`
/**
 * Rows of an image and of its copies; `copy` is the copy's hash, null for the image itself. Joined in this order, so that
 * the copies are listed once and not for each owner.
 */
const ofCopies = (table: string) => `FROM images CROSS JOIN ${table} ON ${table}.image_id IN ${itselfAndCopies}
  CROSS JOIN images AS owners ON owners.id = ${table}.image_id WHERE images.id = ?`
const copy = `CASE WHEN owners.id = images.id THEN NULL ELSE lower(hex(owners.content_hash)) END AS copy`

type Dated = 'firstSeenAt' | 'fetchedAt'

/** Reads images with all that hangs on them, and on the copies that were discarded in their favour. */
export function createImages(reader: ReadableDatabase) {
  const summaries = reader.prepare<[string], SummaryRow>(
    `SELECT ${summaryColumns} FROM json_each(?) AS wanted JOIN images ON images.id = wanted.value ORDER BY wanted.key`,
  )
  const detail = reader.prepare<[string], DetailRow>(
    `SELECT ${detailColumns} FROM images WHERE content_hash = unhex(?)`,
  )
  const sources = reader.prepare<[number], Omit<Source, Dated> & { first: number; fetched: number }>(
    `SELECT url, client_name AS clientName, filename, first_seen_at AS first, fetched_at AS fetched, seq, ${copy}
     ${ofCopies('sources')} ORDER BY seq DESC`,
  )
  const tags = reader
    .prepare<[number], string>(
      `SELECT DISTINCT tag FROM images CROSS JOIN files ON files.image_id IN ${itselfAndCopies}
       JOIN file_tags ON file_id = files.id WHERE images.id = ? ORDER BY tag`,
    )
    .pluck()
  const notes = reader.prepare<[number], Note>(
    `SELECT text, ${copy} ${ofCopies('notes')} ORDER BY owners.id <> images.id, owners.id`,
  )
  const copies = reader
    .prepare<[number], string>(
      `SELECT lower(hex(content_hash)) FROM superseded JOIN images ON images.id = image_id WHERE keeper_id = ? ORDER BY 1`,
    )
    .pluck()
  const files = reader.prepare<[number], Omit<FilePlace, 'trashedAt'> & { trashed: number | null }>(
    `SELECT lower(hex(files.public_id)) AS id, folders.path AS folder, name, trashed_at AS trashed
     FROM files JOIN folders ON folders.id = files.folder_id WHERE image_id = ? ORDER BY files.id`,
  )
  const ids = reader.prepare<[string], { hash: string; id: number | null }>(
    `SELECT wanted.value AS hash, images.id FROM json_each(?) AS wanted
     LEFT JOIN images ON images.content_hash = unhex(wanted.value)`,
  )
  const idOf = reader.prepare<[string], number>('SELECT id FROM images WHERE content_hash = unhex(?)').pluck()
  const thumbnailOf = reader.prepare<[string], { id: number; hasThumbnail: number }>(
    'SELECT id, dominant_color IS NOT NULL AS hasThumbnail FROM images WHERE content_hash = unhex(?)',
  )
  const extent = reader.prepare<[number], Extent>(
    `SELECT lower(hex(content_hash)) AS hash, coalesce(width, 0) AS width, coalesce(height, 0) AS height,
       coalesce(frames, 1) AS frames FROM images WHERE id = ?`,
  )
  const bytes = reader.prepare<[], number>('SELECT byte_size FROM library').pluck()

  const sourcesOf = (id: number): Source[] =>
    sources
      .all(id)
      .map(({ first, fetched, ...row }) => ({ ...row, firstSeenAt: isoTime(first), fetchedAt: isoTime(fetched) }))
  const filesOf = (id: number): FilePlace[] =>
    files.all(id).map(({ trashed, ...row }) => ({ ...row, trashedAt: trashed === null ? null : isoTime(trashed) }))

  function toFacts(row: DetailRow): ImageFacts {
    const { perceptualHash, algorithm, lowDetail, quality, lossless, frames, takenAt, createdAt, ...others } = row
    const { status, reason, live, supersededBy, ...summary } = others
    return {
      ...toSummary(summary),
      trashed: live === 0,
      perceptualHash: perceptualHash && algorithm ? { value: perceptualHash, algorithm } : null,
      lowDetail: lowDetail === 1,
      quality,
      lossless: lossless === null ? null : lossless === 1,
      frames,
      takenAt,
      createdAt: isoTime(createdAt),
      decode: { status, reason },
      tags: tags.all(row.id),
      notes: notes.all(row.id),
      supersedes: copies.all(row.id),
      supersededBy,
      sources: sourcesOf(row.id),
      files: filesOf(row.id),
    }
  }

  return {
    /** Summaries in the order of the row ids. */
    summaries: async (wanted: readonly number[]): Promise<ImageSummary[]> =>
      summaries.all(JSON.stringify(wanted)).map(toSummary),
    get: async (hash: string): Promise<ImageFacts | undefined> => {
      const row = detail.get(hash)
      return row && toFacts(row)
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
    extent: async (id: number): Promise<Extent | undefined> => extent.get(id),
    totalBytes: async (): Promise<number> => bytes.get() ?? 0,
  }
}

export type Images = ReturnType<typeof createImages>
