import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { blobPath, hashOf, openLibrary, store } from '../../helpers/library.ts'
import { png } from '../../helpers/pictures.ts'

/** A library with one picture that was closed, and that picture's thumbnail. */
async function closedLibrary() {
  const { library, directory, close } = await openLibrary()
  const hash = hashOf(await store(library, await png(1)))
  const thumbnail = await library.thumbnail(hash)
  await close()
  return { directory, hash, thumbnail: Buffer.from(thumbnail ?? []) }
}

const fileOf = (directory: string) => join(directory, 'thumbnails.db')

test('a thumbnail is a JPEG, and the same after the library was opened again', async () => {
  const { directory, hash, thumbnail } = await closedLibrary()
  const { library } = await openLibrary({ directory })
  expect(Buffer.from((await library.thumbnail(hash)) ?? [])).toEqual(thumbnail)
  expect(await sharp(thumbnail).metadata()).toMatchObject({ format: 'jpeg', width: 192, height: 128 })
})

test('thumbnails whose file was deleted are made again, and kept', async () => {
  const { directory, hash, thumbnail } = await closedLibrary()
  await rm(fileOf(directory))
  const { library, close } = await openLibrary({ directory })
  const asked = await Promise.all(Array.from({ length: 20 }, () => library.thumbnail(hash)))
  for (const one of asked) expect(Buffer.from(one ?? [])).toEqual(thumbnail)
  await rm(blobPath(directory, hash))
  expect(Buffer.from((await library.thumbnail(hash)) ?? [])).toEqual(thumbnail)
  await close()
})

test.each([
  ['a text', 'no database at all '.repeat(500)],
  ['nothing', ''],
])('thumbnails whose file has become %s are made again', async (_, content) => {
  const { directory, hash, thumbnail } = await closedLibrary()
  await writeFile(fileOf(directory), content)
  const { library } = await openLibrary({ directory })
  expect(Buffer.from((await library.thumbnail(hash)) ?? [])).toEqual(thumbnail)
})

test('there is no thumbnail where both it and the original are lost', async () => {
  const { directory, hash } = await closedLibrary()
  await rm(fileOf(directory))
  await rm(blobPath(directory, hash))
  const { library } = await openLibrary({ directory })
  expect(await library.thumbnail(hash)).toBeUndefined()
})

test('there is no thumbnail of bytes that are no picture', async () => {
  const { library } = await openLibrary()
  expect(await library.thumbnail(hashOf(await store(library, 'text')))).toBeUndefined()
})
