import { open, readdir, readlink, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { openThumbnails } from '../../../electron/engine/blobs/thumbnails.ts'
import { blobPath, hashOf, openLibrary, store, temporaryFolder } from '../../helpers/library.ts'
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

/** Overwrites all pages but the first, so that the file opens as if it were whole. */
async function damage(path: string): Promise<void> {
  const handle = await open(path, 'r+')
  const { size } = await handle.stat()
  await handle.write(Buffer.alloc(size - 4096, 0xff), 0, size - 4096, 4096)
  await handle.close()
}

test('thumbnails whose file was damaged in the middle are made again, and kept', async () => {
  const { directory, hash, thumbnail } = await closedLibrary()
  await damage(fileOf(directory))
  const damaged = await openLibrary({ directory })
  expect(Buffer.from((await damaged.library.thumbnail(hash)) ?? [])).toEqual(thumbnail)
  await damaged.close()
  await rm(blobPath(directory, hash))
  const { library } = await openLibrary({ directory })
  expect(Buffer.from((await library.thumbnail(hash)) ?? [])).toEqual(thumbnail)
})

test('the thumbnail of a picture is kept though the file was damaged before it was stored', async () => {
  const { directory } = await closedLibrary()
  await damage(fileOf(directory))
  const damaged = await openLibrary({ directory })
  const hash = hashOf(await store(damaged.library, await png(2)))
  await damaged.close()
  await rm(blobPath(directory, hash))
  const { library } = await openLibrary({ directory })
  expect(await library.thumbnail(hash)).toBeDefined()
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

/** Files below a folder that this process holds open though they were deleted, where the system tells. */
async function heldDeleted(directory: string): Promise<string[]> {
  const handles = await readdir('/proc/self/fd').catch(() => [])
  const paths = await Promise.all(handles.map((handle) => readlink(`/proc/self/fd/${handle}`).catch(() => '')))
  return paths.filter((path) => path.startsWith(directory) && path.endsWith(' (deleted)'))
}

test('a damaged file is let go of when another takes its place', async () => {
  const directory = await temporaryFolder()
  await writeFile(fileOf(directory), 'no database at all '.repeat(500))
  const thumbnails = await openThumbnails(fileOf(directory))
  expect(await heldDeleted(directory)).toEqual([])
  thumbnails.close()
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
