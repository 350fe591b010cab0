import type { ReadableDatabase } from './database.ts'
import { imageName, itselfAndCopies } from './rows.ts'

/** What the choice of the best copy rests on, those discarded in its favour included. */
export interface CopyRow {
  image: number
  hash: string
  name: string
  byteSize: number
  pixels: number
  quality: number | null
  lossless: number | null
  hasExif: number
  takenAt: string | null
  tags: number
  notes: number
  createdAt: number
}

export interface CopySource {
  image: number
  url: string
  client: string
}

/** Reads what is known of copies, for choosing the best of them. */
export function createCopies(reader: ReadableDatabase) {
  const rows = reader.prepare<[string], CopyRow>(
    `SELECT images.id AS image, lower(hex(content_hash)) AS hash, byte_size AS byteSize, quality, lossless,
       ${imageName} AS name,
       coalesce(width * height, 0) AS pixels, exif IS NOT NULL AS hasExif, taken_at AS takenAt,
       (SELECT count(DISTINCT tag) FROM files JOIN file_tags ON file_id = files.id
        WHERE files.image_id IN ${itselfAndCopies}) AS tags,
       (SELECT count(*) FROM notes WHERE image_id IN ${itselfAndCopies}) AS notes,
       (SELECT min(created_at) FROM images AS copies WHERE copies.id IN ${itselfAndCopies}) AS createdAt
     FROM json_each(?) AS wanted JOIN images ON images.id = wanted.value`,
  )
  const sources = reader.prepare<[string], CopySource>(
    `SELECT images.id AS image, url, client_name AS client FROM json_each(?) AS wanted
     JOIN images ON images.id = wanted.value JOIN sources ON sources.image_id IN ${itselfAndCopies}`,
  )
  return {
    rows: async (images: readonly number[]): Promise<CopyRow[]> => rows.all(JSON.stringify(images)),
    sources: async (images: readonly number[]): Promise<CopySource[]> => sources.all(JSON.stringify(images)),
  }
}

export type Copies = ReturnType<typeof createCopies>
