import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { makeLibrary } from '../library/make.ts'
import { openLibrary } from './opening.ts'

function isSearched(library: string): boolean {
  const database = new SQLite(join(library, 'index.db'), { readonly: true })
  const through = database.prepare<[], number>('SELECT matched_through FROM library').pluck().get() ?? 0
  database.close()
  return through > 0
}

/** The synthetic library with the edges that the engine's own search finds in it; they are found once and kept. */
export async function makeSearchedLibrary(images: number, folder?: string): Promise<string> {
  const library = await makeLibrary(images, folder)
  if (isSearched(library)) return library
  console.log('searching for duplicates …')
  await openLibrary({ library, calls: 0, search: false })
  return library
}
