import { hammingDistance } from '#shared/hamming.ts'
import type { View } from '../scan/image-states.ts'
import { orientations, turnPerceptual } from '../scan/orientations.ts'
import type { Near } from '../scan/scan.ts'
import type { ReadableDatabase } from './database.ts'
import { likePattern } from './entries.ts'
import { isLive } from './rows.ts'

/** A stretch of a view: images with a URL that holds the text (all, for ''), up to a row id, newest first. */
export interface PageWish {
  view: View
  text: string
  /** Newer images are left out; the newest row id when not given. */
  ceiling?: number | undefined
  offset: number
  limit: number
}

export interface Page {
  /** Row ids. */
  images: number[]
  total: number
  ceiling: number
}

interface Parameters {
  ceiling: number
  pattern: string
  limit: number
  offset: number
}

/** Images whose files lie in the trash, and those that only former versions of files show. */
const inTrash = `SELECT image_id FROM (
    SELECT image_id FROM files WHERE trashed_at IS NOT NULL UNION ALL SELECT image_id FROM file_versions) AS trashed
  WHERE NOT EXISTS (SELECT 1 FROM files WHERE files.image_id = trashed.image_id AND trashed_at IS NULL)`
/** Images with such a source, and those that are kept for a copy with one. */
const holdsText = `id IN (SELECT sources.image_id FROM sources WHERE url LIKE :pattern ESCAPE '\\'
  UNION SELECT keeper_id FROM sources JOIN superseded USING (image_id) WHERE url LIKE :pattern ESCAPE '\\')`
const viewOf = { library: `id NOT IN (${inTrash})`, trash: `id IN (${inTrash})` }
/** All images but those in the trash: counted without looking at each. */
const liveCount = `SELECT (SELECT count(*) FROM images) - (SELECT count(*) FROM images WHERE id > :ceiling)
  - (SELECT count(DISTINCT image_id) FROM (${inTrash}) WHERE image_id <= :ceiling)`

/** A folder and all below it, removed ones too, since files in the trash may lie there; `0` is what follows `/`. */
const below = `SELECT id FROM folders
  WHERE path = :folder OR (path > :folder || '/' AND path < :folder || '0')`
/** Images with a file there, in any order, some maybe more than once: an index holds all that this asks of live files. */
export const imagesThere = {
  library: `SELECT image_id FROM files INDEXED BY files_in_folder WHERE folder_id IN (${below}) AND trashed_at IS NULL`,
  trash: `SELECT image_id FROM files WHERE folder_id IN (${below}) AND trashed_at IS NOT NULL AND image_id IN (${inTrash})`,
}

/** Each once: quicker than by SQL. */
function newestFirst(ids: readonly number[]): number[] {
  const sorted = Int32Array.from(ids).sort().reverse()
  return Array.from(sorted.filter((id, at) => id !== sorted[at - 1]))
}

/** The least distance of two hashes, and how the second is turned then. */
function nearestTurn(hash: string, theirs: string, turned: boolean): Omit<Near, 'image'> {
  const turns = orientations.slice(0, turned ? undefined : 1).map((orientation) => {
    const expected = turnPerceptual(BigInt(`0x${hash}`), orientation)
      .toString(16)
      .padStart(16, '0')
    return { orientation, distance: hammingDistance(theirs, expected) }
  })
  return turns.reduce((best, turn) => (turn.distance < best.distance ? turn : best))
}

/** The same answers as the scans give, by SQL: slower, but there from the first moment. */
export function createListing(reader: ReadableDatabase) {
  const newest = reader.prepare<[], number>('SELECT coalesce(max(id), 0) FROM images').pluck()
  const hashed = reader.prepare<[], { image: number; hash: string; lowDetail: number }>(
    `SELECT id AS image, lower(hex(perceptual_hash)) AS hash, low_detail AS lowDetail FROM images
     WHERE perceptual_hash IS NOT NULL AND ${isLive} ORDER BY id DESC`,
  )

  function statements(view: View, condition: string) {
    const wanted = `FROM images WHERE id <= :ceiling AND ${viewOf[view]} AND ${condition}`
    const isWhole = view === 'library' && condition === 'TRUE'
    return {
      page: reader
        .prepare<[Parameters], number>(`SELECT id ${wanted} ORDER BY id DESC LIMIT :limit OFFSET :offset`)
        .pluck(),
      count: reader.prepare<[Parameters], number>(isWhole ? liveCount : `SELECT count(*) ${wanted}`).pluck(),
    }
  }
  const whole = { library: statements('library', 'TRUE'), trash: statements('trash', 'TRUE') }
  const found = { library: statements('library', holdsText), trash: statements('trash', holdsText) }

  const thereIn = (view: View) => reader.prepare<[{ folder: string }], number>(imagesThere[view]).pluck()
  const there = { library: thereIn('library'), trash: thereIn('trash') }

  const ids = reader.prepare<[number, number], number>('SELECT id FROM images WHERE id > ? ORDER BY id LIMIT ?').pluck()
  const trashed = reader.prepare<[], number>(`SELECT DISTINCT image_id FROM (${inTrash})`).pluck()

  return {
    /** The next row ids of images after one. */
    ids: async (after: number, limit: number): Promise<number[]> => ids.all(after, limit),
    /** Row ids of all images in the trash. */
    trashed: async (): Promise<number[]> => trashed.all(),
    newest: async (): Promise<number> => newest.get() ?? 0,
    /** Row ids of all images with a live file in a folder or below it, or in the trash with one from there; newest first. */
    inFolder: async (view: View, folder: string): Promise<number[]> => newestFirst(there[view].all({ folder })),
    page: async ({ view, text, ceiling = newest.get() ?? 0, offset, limit }: PageWish): Promise<Page> => {
      const { page, count } = (text === '' ? whole : found)[view]
      const parameters = { ceiling, pattern: likePattern(text), limit, offset }
      return { images: page.all(parameters), total: count.get(parameters) ?? 0, ceiling }
    },
    similar: async (hash: string, distance: number, turned: boolean): Promise<Near[]> =>
      hashed
        .all()
        .map(({ image, hash: theirs, lowDetail }) => ({ image, lowDetail, ...nearestTurn(hash, theirs, turned) }))
        .filter((near) => near.distance <= (near.lowDetail === 1 ? 0 : distance))
        .map(({ image, distance: bits, orientation }) => ({ image, distance: bits, orientation }))
        .sort((a, b) => a.distance - b.distance),
  }
}
