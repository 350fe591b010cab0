import { rm } from 'node:fs/promises'
import SQLite from 'better-sqlite3'

const mapped = 2 * 1024 ** 3 - 65_536

function open(path: string): SQLite.Database {
  const database = new SQLite(path)
  database.pragma('journal_mode = wal')
  database.pragma('synchronous = normal')
  database.pragma(`mmap_size = ${mapped}`)
  database.exec('CREATE TABLE IF NOT EXISTS thumbnails (image_id INTEGER PRIMARY KEY, jpeg BLOB NOT NULL) STRICT')
  return database
}

async function openOrRenew(path: string): Promise<SQLite.Database> {
  try {
    return open(path)
  } catch {
    // Thumbnails can always be made again: a damaged file of them is not worth a question.
    await Promise.all(['', '-wal', '-shm'].map((suffix) => rm(`${path}${suffix}`, { force: true })))
    return open(path)
  }
}

/** JPEG thumbnails by image row id, in one memory-mapped SQLite file of their own that may be deleted at any time. */
export async function openThumbnails(path: string) {
  const database = await openOrRenew(path)
  const select = database
    .prepare<[number], Uint8Array<ArrayBuffer>>('SELECT jpeg FROM thumbnails WHERE image_id = ?')
    .pluck()
  const insert = database.prepare('INSERT OR REPLACE INTO thumbnails (image_id, jpeg) VALUES (?, ?)')
  const insertAll = database.transaction((rows: { image: number; jpeg: Uint8Array }[]) => {
    for (const { image, jpeg } of rows) insert.run(image, jpeg)
  })

  return {
    get: async (image: number): Promise<Uint8Array<ArrayBuffer> | undefined> => select.get(image),
    put: async (rows: { image: number; jpeg: Uint8Array }[]): Promise<void> => insertAll.immediate(rows),
    close: () => void database.close(),
  }
}

export type Thumbnails = Awaited<ReturnType<typeof openThumbnails>>
