import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import sharp from 'sharp'
import { expect, test, vi } from 'vitest'
import { openLibrary, store, temporaryFolder } from '../helpers/library.ts'

const photograph = (Model: string) =>
  sharp({ create: { width: 40, height: 20, channels: 3, background: 'teal' } })
    .jpeg()
    .withExif({ IFD0: { Make: 'Canon', Model } })
    .toBuffer()

/** Makes a library one that was there before EXIF was read; answers what is read of it up to now. */
function forget(directory: string): () => { left: number; read: number } {
  const path = join(directory, 'index.db')
  const database = new SQLite(path)
  database.exec(`DELETE FROM embedded_metadata; DELETE FROM embedded_keywords;
    UPDATE images SET exif = x'4949' WHERE id = 2;
    UPDATE library SET embedded_unread_through = (SELECT max(id) FROM images)`)
  database.close()
  return () => {
    const reader = new SQLite(path, { readonly: true })
    const counts = reader
      .prepare('SELECT embedded_unread_through AS left, (SELECT count(*) FROM embedded_metadata) AS read FROM library')
      .get()
    reader.close()
    return counts as { left: number; read: number }
  }
}

test('pictures that were in the library before are read in the background, and found then', async () => {
  const directory = await temporaryFolder()
  const former = await openLibrary({ directory })
  for (const model of ['one', 'two', 'three']) await store(former.library, await photograph(model))
  await store(
    former.library,
    await sharp(await photograph('none'))
      .png()
      .toBuffer(),
  )
  await former.close()
  const counts = forget(directory)
  const { client } = await openLibrary({ directory })
  await vi.waitFor(() => expect(counts()).toEqual({ left: 0, read: 2 }), { timeout: 20_000 })
  const { items } = await client.files.search({ searchQuery: '"embeddedMetadata.Model" = "three"' })
  expect(items).toMatchObject([{ embeddedMetadata: { Make: 'Canon', Model: 'three' } }])
})

test('a library that is closed meanwhile goes on the next time', async () => {
  const directory = await temporaryFolder()
  const former = await openLibrary({ directory })
  for (const model of ['one', 'two', 'three']) await store(former.library, await photograph(model))
  await former.close()
  const counts = forget(directory)
  await (await openLibrary({ directory })).close()
  await openLibrary({ directory })
  await vi.waitFor(() => expect(counts()).toEqual({ left: 0, read: 2 }), { timeout: 20_000 })
})
