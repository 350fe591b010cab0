import type { EmbeddedMetadata } from '#shared/metadata.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import type { Transactions } from './transactions.ts'

/** Row ids that are looked at in one slice. */
const slice = 256

/** A picture that came before its metadata was read. */
export interface UnreadImage {
  id: number
  exif: Uint8Array
}

/** Pictures that are still to be read, the newest first: `before` is what is then left of all row ids. */
export interface UnreadSlice {
  images: UnreadImage[]
  before: number
}

/** Writes what pictures (row ids) tell of themselves within a transaction. */
export function createEmbeddedWriting(writer: WritableDatabase) {
  const insert = writer.prepare('INSERT INTO embedded_metadata (image_id, document) VALUES (?, ?)')
  const insertKeyword = writer.prepare('INSERT INTO embedded_keywords (keyword, image_id) VALUES (?, ?)')
  return (image: number, metadata: EmbeddedMetadata | null): void => {
    if (!metadata) return
    insert.run(image, JSON.stringify(metadata))
    for (const keyword of [metadata.Keywords ?? []].flat()) insertKeyword.run(keyword, image)
  }
}

/** What EXIF tells of pictures that were in the library before it was read. */
export function createEmbeddedMetadata(reader: ReadableDatabase, writer: WritableDatabase, transactions: Transactions) {
  const through = reader.prepare<[], number>('SELECT embedded_unread_through FROM library').pluck()
  const setThrough = writer.prepare('UPDATE library SET embedded_unread_through = ?')
  const unread = reader.prepare<[number, number], UnreadImage>(
    'SELECT id, exif FROM images WHERE id BETWEEN ? AND ? AND exif IS NOT NULL',
  )
  const write = createEmbeddedWriting(writer)

  return {
    /** Undefined once all pictures are read. */
    unread(): UnreadSlice | undefined {
      const last = through.get() ?? 0
      const before = Math.max(0, last - slice)
      return last > 0 ? { images: unread.all(before + 1, last), before } : undefined
    },
    /** Writes what was read of a slice. */
    async learn(
      rows: readonly (readonly [image: number, metadata: EmbeddedMetadata | null])[],
      before: number,
    ): Promise<void> {
      await transactions.run(() => {
        for (const [image, metadata] of rows) write(image, metadata)
        setThrough.run(before)
      })
    },
  }
}
