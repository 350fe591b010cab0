import type { ReadableDatabase } from './database.ts'
import { isAnswered } from './rows.ts'

const hashOf = 'lower(hex(images.content_hash))'

/** Finds images (64 hex digits) by what URLs call them. */
export function createNamed(reader: ReadableDatabase) {
  const atPath = reader
    .prepare<[string, string], string>(
      `SELECT ${hashOf} FROM folders JOIN files ON files.folder_id = folders.id JOIN images ON images.id = files.image_id
       WHERE folders.path = ? AND files.name = ? AND files.trashed_at IS NULL`,
    )
    .pluck()
  const fromUrl = reader
    .prepare<[string], string>(
      `SELECT ${hashOf} FROM sources JOIN images ON images.id = sources.image_id
       WHERE url = ? AND ${isAnswered} ORDER BY seq DESC LIMIT 1`,
    )
    .pluck()
  const withHash = reader
    .prepare<[string], string>(`SELECT ${hashOf} FROM images WHERE content_hash = unhex(?) AND ${isAnswered}`)
    .pluck()

  return {
    /** The image of a file outside the trash; a folder is `/` or `/a/b`. */
    atPath: async (folder: string, name: string): Promise<string | undefined> => atPath.get(folder, name),
    /** The image that came from a URL last, of those that clients find. */
    fromUrl: async (url: string): Promise<string | undefined> => fromUrl.get(url),
    /** The same hash, where clients find its image. */
    withHash: async (hash: string): Promise<string | undefined> => withHash.get(hash),
  }
}

export type Named = ReturnType<typeof createNamed>
