import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import type { Stored } from '../../electron/engine/entry.ts'
import { type OpenLibrary, openLibrary, queryIndex, store } from './library.ts'

/** Stores some bytes; those with the same number are the same. */
export const addBytes = ({ library }: OpenLibrary, bytes: number, clientName = 'scraper'): Promise<Stored> =>
  store(library, `bytes ${bytes}`, { url: `https://example.org/${bytes}`, clientName })

/** Ids of all files, the oldest first. */
export const fileIds = (directory: string): string[] =>
  queryIndex<{ id: string }>(directory, 'SELECT lower(hex(public_id)) AS id FROM files ORDER BY id').map(({ id }) => id)

/** Content hashes of all images, the oldest first. */
export const hashesByAge = (directory: string): string[] =>
  queryIndex<{ hash: string }>(directory, 'SELECT lower(hex(content_hash)) AS hash FROM images ORDER BY id').map(
    ({ hash }) => hash,
  )

/** Another file of an image: the same picture may have several places. */
function addFile({ directory }: OpenLibrary, imageId: number, name: string): void {
  const database = new SQLite(join(directory, 'index.db'))
  database
    .prepare(
      'INSERT INTO files (public_id, image_id, folder_id, name, created_at, changed_seq) VALUES (?, ?, 1, ?, 0, 0)',
    )
    .run(randomBytes(12), imageId, name)
  database.close()
}

/** A library of four images; the first has three files, the second two. */
export async function openLibraryWithFiles(): Promise<OpenLibrary> {
  const opened = await openLibrary()
  for (let bytes = 0; bytes < 4; bytes++) await addBytes(opened, bytes)
  addFile(opened, 1, 'second place')
  addFile(opened, 1, 'third place')
  addFile(opened, 2, 'other place')
  return opened
}
