import SQLite from 'better-sqlite3'
import { detailHashAlgorithm, perceptualHashAlgorithm } from '../../../electron/engine/media/algorithms.ts'
import { originalOf, type SyntheticImage } from './images.ts'
import { createRandom } from './random.ts'
import { makeUrl } from './urls.ts'

const clients = ['recipe-scraper', 'news-archive', 'wallpaper-bot', 'magpie']
const firstDay = Date.UTC(2023, 0, 1)
const perPicture = 60_000

/** Indexes that are quicker to make once all rows are there than to keep up with each. */
function dropIndexes(database: SQLite.Database): () => void {
  const indexes = database
    .prepare<[], { name: string; sql: string }>(
      `SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql <> ''`,
    )
    .all()
  for (const { name } of indexes) database.exec(`DROP INDEX ${name}`)
  return () => {
    for (const { sql } of indexes) database.exec(sql)
  }
}

function prepare(database: SQLite.Database) {
  return {
    image: database.prepare(`INSERT INTO images (id, content_hash, content_type, byte_size, width, height, frames,
      perceptual_hash, perceptual_hash_algorithm, detail_hash, detail_hash_algorithm, quality, lossless,
      dominant_color, decode_status, created_at)
      VALUES (?, ?, ?, ?, ?, ?, 1, ?, '${perceptualHashAlgorithm}', ?, '${detailHashAlgorithm}', ?, ?, ?, 'ok', ?)`),
    comparison: database.prepare(`INSERT INTO comparisons (a, b, kind, difference) VALUES (?, ?, 'reencoded', 1)`),
    source: database.prepare(`INSERT INTO sources (image_id, url, client_name, filename, first_seen_at, fetched_at, seq)
      VALUES (?, ?, ?, ?, ?, ?, ?)`),
    file: database.prepare(`INSERT INTO files (public_id, image_id, folder_id, name, created_at, updated_at,
      trashed_at, changed_seq) VALUES (?, ?, 1, ?, ?, ?, ?, ?)`),
    revision: database.prepare('UPDATE library SET revision = ?'),
    algorithms: database.prepare('UPDATE library SET hash_algorithms = ?'),
  }
}

/** Rows of images, in transactions of many. */
export interface Rows {
  /** Writes the images, in the order of their ids, as one transaction. */
  addAll(images: readonly (readonly [number, SyntheticImage])[]): void
  /** Makes the indexes and closes the file. */
  finish(): void
}

/** Fills the index at `path` by the schema’s own tables; it must be empty and closed. */
export function openRows(path: string): Rows {
  const database = new SQLite(path)
  for (const pragma of ['synchronous = OFF', 'cache_size = -1000000', 'wal_autocheckpoint = 20000'])
    database.pragma(pragma)
  const restoreIndexes = dropIndexes(database)
  const insert = prepare(database)
  insert.algorithms.run(`${perceptualHashAlgorithm} ${detailHashAlgorithm}`)
  let seq = 0

  function addSources(id: number, count: number, at: number): string {
    for (let source = 0; source < count; source++) {
      const url = makeUrl(id, source)
      const name = decodeURIComponent(url.split('/').pop()?.split('?')[0] ?? '')
      insert.source.run(id, url, clients[(id + source) % clients.length], name, at, at, ++seq)
    }
    return makeUrl(id, 0).split('/').pop()?.split('?')[0] ?? ''
  }

  /** Of near-duplicates as if they had been told apart, for most have no pixels. */
  function addComparisons(id: number): void {
    const original = originalOf(id)
    if (original === undefined) return
    insert.comparison.run(original, id)
    if (original === id - 2) insert.comparison.run(id - 1, id)
  }

  function add(id: number, image: SyntheticImage): void {
    const at = firstDay + id * perPicture
    const { contentHash, contentType, byteSize, width, height, perceptualHash, detailHash, quality, color } = image
    const lossless = Number(contentType === 'image/png')
    const hashes = [perceptualHash, detailHash]
    insert.image.run(id, contentHash, contentType, byteSize, width, height, ...hashes, quality, lossless, color, at)
    const name = addSources(id, image.sources, at)
    const publicId = createRandom(-id).bytes(12)
    insert.file.run(publicId, id, `${id.toString(36)}-${name}`, at, at, image.isTrashed ? at : null, seq)
    addComparisons(id)
  }

  return {
    addAll: database.transaction((images: readonly (readonly [number, SyntheticImage])[]) => {
      for (const [id, image] of images) add(id, image)
      insert.revision.run(seq)
    }),
    finish(): void {
      restoreIndexes()
      database.pragma('wal_checkpoint(TRUNCATE)')
      database.close()
    },
  }
}
