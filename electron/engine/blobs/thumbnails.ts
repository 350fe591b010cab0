import { rmSync } from 'node:fs'
import SQLite from 'better-sqlite3'

/** A thumbnail with its image’s row id. */
export interface ThumbnailRow {
  image: number
  jpeg: Uint8Array
}

const mapped = 2 * 1024 ** 3 - 65_536

function prepare(database: SQLite.Database) {
  database.pragma('journal_mode = wal')
  database.pragma('synchronous = normal')
  database.pragma(`mmap_size = ${mapped}`)
  database.exec('CREATE TABLE IF NOT EXISTS thumbnails (image_id INTEGER PRIMARY KEY, jpeg BLOB NOT NULL) STRICT')
  const select = database
    .prepare<[number], Uint8Array<ArrayBuffer>>('SELECT jpeg FROM thumbnails WHERE image_id = ?')
    .pluck()
  const insert = database.prepare('INSERT OR REPLACE INTO thumbnails (image_id, jpeg) VALUES (?, ?)')
  const insertAll = database.transaction((rows: ThumbnailRow[]) => {
    for (const { image, jpeg } of rows) insert.run(image, jpeg)
  })
  return {
    get: (image: number) => select.get(image),
    put: (rows: ThumbnailRow[]): void => insertAll.immediate(rows),
    close: () => void database.close(),
  }
}

function open(path: string) {
  const database = new SQLite(path)
  try {
    return prepare(database)
  } catch (error) {
    database.close()
    throw error
  }
}

/** Thumbnails can always be made again: a damaged file of them is not worth a question. */
function renew(path: string) {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true })
  return open(path)
}

function openOrRenew(path: string) {
  try {
    return open(path)
  } catch {
    return renew(path)
  }
}

const tellsDamage = (error: unknown) => error instanceof SQLite.SqliteError && /CORRUPT|NOTADB/.test(error.code)

/** JPEG thumbnails by image row id, in one memory-mapped SQLite file of their own that may be deleted at any time. */
export async function openThumbnails(path: string) {
  let file = openOrRenew(path)

  async function use<T>(work: () => T): Promise<T> {
    try {
      return work()
    } catch (error) {
      if (!tellsDamage(error)) throw error
      file.close()
      file = renew(path)
      return work()
    }
  }

  return {
    get: (image: number): Promise<Uint8Array<ArrayBuffer> | undefined> => use(() => file.get(image)),
    put: (rows: ThumbnailRow[]): Promise<void> => use(() => file.put(rows)),
    close: () => file.close(),
  }
}

export type Thumbnails = Awaited<ReturnType<typeof openThumbnails>>
