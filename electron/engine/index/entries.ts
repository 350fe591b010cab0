import type { Entry } from '../entry.ts'
import type { ReadableDatabase } from './database.ts'
import { isAnswered, isoTime } from './rows.ts'

type Row = Omit<Entry, 'fetchedAt' | 'createdAt'> & { fetched: number; created: number }

export interface SourceRow {
  id: number
  imageId: number
  seq: number
  url: string
}

const columns = `sources.url, lower(hex(images.content_hash)) AS contentHash, images.content_type AS contentType,
  images.byte_size AS byteSize, sources.filename, images.width, images.height,
  lower(hex(images.perceptual_hash)) AS perceptualHash, sources.client_name AS clientName,
  sources.fetched_at AS fetched, images.created_at AS created`
const newestOf = '(SELECT id FROM sources WHERE sources.image_id = images.id ORDER BY seq DESC LIMIT 1)'

const toEntry = ({ fetched, created, ...row }: Row): Entry => ({
  ...row,
  perceptualHash: row.perceptualHash || null,
  fetchedAt: isoTime(fetched),
  createdAt: isoTime(created),
})

/** `%text%` for LIKE, with every character of the text standing for itself. */
export const likePattern = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`

/** Reads sources as the entries that clients know (contract: imgcache, “Entry”): of live images, and of copies discarded for such. */
export function createEntries(reader: ReadableDatabase) {
  const bySource = reader.prepare<[string], Row>(
    `SELECT ${columns} FROM json_each(?) AS wanted JOIN sources ON sources.id = wanted.value
     JOIN images ON images.id = sources.image_id ORDER BY wanted.key`,
  )
  const byImage = reader.prepare<[string], Row>(
    `SELECT ${columns} FROM json_each(?) AS wanted JOIN images ON images.id = wanted.value
     JOIN sources ON sources.id = ${newestOf} ORDER BY wanted.key`,
  )
  const meta = reader.prepare<[string], Row>(
    `SELECT ${columns} FROM images JOIN sources ON sources.id = ${newestOf}
     WHERE content_hash = unhex(?) AND ${isAnswered}`,
  )
  const lookup = reader.prepare<[string], Row>(
    `SELECT ${columns} FROM sources JOIN images ON images.id = sources.image_id
     WHERE url = ? AND ${isAnswered} ORDER BY seq DESC LIMIT 1`,
  )
  const search = reader.prepare<[string, number], Row>(
    `SELECT ${columns} FROM sources JOIN images ON images.id = sources.image_id
     WHERE url LIKE ? ESCAPE '\\' AND ${isAnswered} ORDER BY seq DESC LIMIT ?`,
  )
  const count = reader
    .prepare<[string], number>(
      `SELECT count(*) FROM sources JOIN images ON images.id = sources.image_id
       WHERE url LIKE ? ESCAPE '\\' AND ${isAnswered}`,
    )
    .pluck()
  const after = reader.prepare<[number, number], SourceRow>(
    'SELECT id, image_id AS imageId, seq, url FROM sources WHERE seq > ? ORDER BY seq LIMIT ?',
  )

  return {
    /** Entries of the sources with these row ids, in their order. */
    bySource: async (ids: readonly number[]): Promise<Entry[]> => bySource.all(JSON.stringify(ids)).map(toEntry),
    /** Each image's entry with its newest source, in the order of the row ids. */
    byImage: async (ids: readonly number[]): Promise<Entry[]> => byImage.all(JSON.stringify(ids)).map(toEntry),
    meta: async (hash: string): Promise<Entry | undefined> => first(meta.get(hash)),
    lookup: async (url: string): Promise<Entry | undefined> => first(lookup.get(url)),
    /** The slow way to the scan's answer, while that is being loaded. */
    search: async (text: string, limit: number) => ({
      entries: search.all(likePattern(text), limit).map(toEntry),
      total: count.get(likePattern(text)) ?? 0,
    }),
    /** The next sources after a seq, for the scans. */
    after: async (seq: number, limit: number): Promise<SourceRow[]> => after.all(seq, limit),
  }
}

const first = (row: Row | undefined): Entry | undefined => row && toEntry(row)
