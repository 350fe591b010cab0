import type { ReadableDatabase } from './database.ts'
import type { Folders } from './folders.ts'
import { isAnswered } from './rows.ts'

/** What a name stands for: an image (64 hex digits), whether it is shown to all, and the part that `fo-custom` keeps. */
export interface NamedPicture {
  hash: string
  isPrivate: boolean
  /** `x,y,width,height` in pixels, of the file that was named. */
  customCoordinates: string | null
}

interface Row {
  hash: string
  isPrivate: number
  customCoordinates: string | null
}

const hash = 'lower(hex(images.content_hash)) AS hash'
/** An image is as private as the least private of its files, of those outside the trash where there are any. */
const ofImage = `${hash}, NULL AS customCoordinates, coalesce(
  (SELECT min(is_private) FROM files WHERE image_id = images.id AND trashed_at IS NULL),
  (SELECT min(is_private) FROM files WHERE image_id = images.id), 0) AS isPrivate`
const toPicture = (row: Row | undefined): NamedPicture | undefined => row && { ...row, isPrivate: row.isPrivate === 1 }

/** Finds images by what URLs call them. */
export function createNamed(reader: ReadableDatabase, { spelled }: Pick<Folders, 'spelled'>) {
  const atPath = reader.prepare<[string, string], Row>(
    `SELECT ${hash}, is_private AS isPrivate, custom_coordinates AS customCoordinates
     FROM folders JOIN files ON files.folder_id = folders.id JOIN images ON images.id = files.image_id
     WHERE folders.path = ? AND files.name = ? AND files.trashed_at IS NULL AND is_published`,
  )
  const fromUrl = reader.prepare<[string], Row>(
    `SELECT ${ofImage} FROM sources JOIN images ON images.id = sources.image_id
     WHERE url = ? AND ${isAnswered} ORDER BY seq DESC LIMIT 1`,
  )
  const withHash = reader.prepare<[string], Row>(
    `SELECT ${ofImage} FROM images WHERE content_hash = unhex(?) AND ${isAnswered}`,
  )

  return {
    /** The image of a published file outside the trash; a folder is `/` or `/a/b`. */
    atPath: async (path: string, name: string) => {
      const folder = spelled(path)
      return toPicture(atPath.get(folder, name) ?? atPath.get(folder, name.normalize('NFC')))
    },
    /** The image that came from a URL last, of those that clients find. */
    fromUrl: async (url: string) => toPicture(fromUrl.get(url)),
    /** The image with that hash, where clients find it. */
    withHash: async (contentHash: string) => toPicture(withHash.get(contentHash)),
  }
}

export type Named = ReturnType<typeof createNamed>
