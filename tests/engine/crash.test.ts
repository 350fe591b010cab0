import { cp, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createBLAKE2b } from 'hash-wasm'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { sweepOrphans } from '../../electron/engine/blobs/sweep.ts'
import {
  blobPath,
  blobsOnDisk,
  hashesInIndex,
  openLibrary,
  queryIndex,
  store,
  temporaryFiles,
  temporaryFolder,
  until,
} from '../helpers/library.ts'
import { startLibraryProcess } from '../helpers/library-process.ts'
import { createRandom, jpeg } from '../helpers/pictures.ts'

const hasher = await createBLAKE2b(256)
const hashOfFile = async (path: string) =>
  hasher
    .init()
    .update(await readFile(path))
    .digest('hex')
const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Stores in another process, which is killed after a while; answers with what was acknowledged before. */
async function storeAndKill(directory: string, milliseconds: number): Promise<string[]> {
  const child = startLibraryProcess('store', directory)
  await child.wrote(1)
  await sleep(milliseconds)
  const [opened, ...acknowledged] = await child.kill()
  expect(opened).toBe('open')
  return acknowledged
}

/** What must hold of every library at rest: a blob for each row, of its size; tmp/ empty; orphans in quarantine. */
async function expectWhole(directory: string): Promise<void> {
  expect(await temporaryFiles(directory)).toEqual([])
  await until(async () => (await blobsOnDisk(directory)).length === hashesInIndex(directory).length)
  expect(await blobsOnDisk(directory)).toEqual(hashesInIndex(directory))
  const rows = queryIndex<{ hash: string; size: number }>(
    directory,
    'SELECT lower(hex(content_hash)) AS hash, byte_size AS size FROM images',
  )
  const sizes = await Promise.all(rows.map(async ({ hash }) => (await stat(blobPath(directory, hash))).size))
  expect(sizes).toEqual(rows.map(({ size }) => size))
}

async function expectBytes(directory: string, hashes: string[]): Promise<void> {
  for (const hash of hashes) expect(await hashOfFile(blobPath(directory, hash))).toBe(hash)
}

test('twenty times killed at a random moment while storing: nothing acknowledged is lost', {
  timeout: 120_000,
}, async () => {
  const directory = await temporaryFolder()
  const random = createRandom(Date.now())
  const acknowledged: string[] = []
  for (let round = 0; round < 20; round++) {
    const fresh = await storeAndKill(directory, random() * 250)
    acknowledged.push(...fresh)
    const { library, close } = await openLibrary({ directory })
    const found = await Promise.all(fresh.map((hash) => library.entries.meta(hash)))
    expect(found.map((entry) => entry?.contentHash)).toEqual(fresh)
    await expectBytes(directory, fresh)
    await expectWhole(directory)
    await close()
  }
  expect(acknowledged.length).toBeGreaterThan(20)
  await expectBytes(directory, acknowledged)
})

/** A library that another process had begun to use and was killed; with an orphan and a torn file put in. */
async function crashedLibrary(): Promise<{ directory: string; orphan: string }> {
  const directory = await temporaryFolder()
  const child = startLibraryProcess('hold', directory)
  await child.wrote(1)
  await child.kill()
  const orphan = 'ab'.repeat(32)
  await mkdir(join(directory, 'blobs', 'ab'), { recursive: true })
  await writeFile(blobPath(directory, orphan), 'placed, but its row was never written')
  await writeFile(join(directory, 'tmp', 'torn'), 'half of a pic')
  return { directory, orphan }
}

test('a blob without a row goes to quarantine with its bytes, and what was written aside is gone', async () => {
  const { directory, orphan } = await crashedLibrary()
  const { library } = await openLibrary({ directory })
  await until(async () => (await readdir(directory)).includes('quarantine'))
  await until(async () => (await blobsOnDisk(directory)).length === 0)
  expect(await readFile(join(directory, 'quarantine', orphan), 'utf8')).toMatch(/^placed/)
  expect(await temporaryFiles(directory)).toEqual([])
  expect((await store(library, 'after')).verdict.kind).toBe('added')
})

test('a sweep that closing cut short is done at the next opening', async () => {
  const { directory, orphan } = await crashedLibrary()
  const first = await openLibrary({ directory })
  await first.close()
  await openLibrary({ directory })
  await until(async () => (await blobsOnDisk(directory)).length === 0)
  expect(await readdir(join(directory, 'quarantine'))).toEqual([orphan])
})

test('files that a file manager left among the blobs stay where they are, and the sweep goes on', async () => {
  const { directory, orphan } = await crashedLibrary()
  const left = [join(directory, 'blobs', '.DS_Store'), join(directory, 'blobs', 'ab', '.DS_Store')]
  await Promise.all(left.map((path) => writeFile(path, 'how the folder looks')))
  const parts = { isKnown: async () => false, isPlacing: () => false, signal: new AbortController().signal }
  expect(await sweepOrphans({ directory, ...parts })).toEqual([orphan])
  expect(await readdir(join(directory, 'quarantine'))).toEqual([orphan])
  for (const path of left) expect(await readFile(path, 'utf8')).toBe('how the folder looks')
})

test('what is stored while the sweep runs stays where it is', async () => {
  const { directory } = await crashedLibrary()
  const { library } = await openLibrary({ directory })
  const all = Array.from({ length: 200 }, (_, i) => store(library, `new ${i}`, { url: `https://example.org/${i}` }))
  await Promise.all(all)
  await until(async () => (await readdir(directory)).includes('quarantine'))
  await expectWhole(directory)
  expect(hashesInIndex(directory).length).toBe(200)
})

/** A folder with folders of small files, each of its own bytes. */
async function folderOfFiles(count: number): Promise<string> {
  const folder = await temporaryFolder()
  for (const name of ['a', 'b']) await mkdir(join(folder, name))
  const paths = Array.from({ length: count }, (_, i) => join(folder, i % 2 ? 'a' : 'b', `${i}.gif`))
  await Promise.all(paths.map((path, i) => writeFile(path, `GIF89a not really, but number ${i} ${'.'.repeat(i * 40)}`)))
  return folder
}

const rowsOf = (directory: string) =>
  queryIndex<{ hash: string; url: string }>(
    directory,
    'SELECT lower(hex(content_hash)) AS hash, url FROM sources JOIN images ON images.id = image_id ORDER BY url',
  )

async function importWhole(directory: string, folder: string): Promise<void> {
  const { client, close } = await openLibrary({ directory })
  const { job } = await client.imports.paths({ paths: [folder] })
  await until(async () => (await client.imports.list({})).some(({ id, state }) => id === job && state === 'done'))
  await close()
}

test('a folder import that was killed and is run again gives the same library', { timeout: 60_000 }, async () => {
  const folder = await folderOfFiles(300)
  const whole = await temporaryFolder()
  await importWhole(whole, folder)
  for (const milliseconds of [10, 60, 150]) {
    const directory = await temporaryFolder()
    const child = startLibraryProcess('import', directory, folder)
    await child.wrote(1)
    await sleep(milliseconds)
    await child.kill()
    await importWhole(directory, folder)
    expect(rowsOf(directory)).toEqual(rowsOf(whole))
    await expectWhole(directory)
  }
  expect(rowsOf(whole).length).toBe(300)
  expect(rowsOf(whole)[0]?.url.startsWith(pathToFileURL(folder).href)).toBe(true)
})

test('an export that was killed leaves whole files under the pictures’ names', { timeout: 60_000 }, async () => {
  const folder = await temporaryFolder()
  const { library, directory, close } = await openLibrary()
  for (let seed = 0; seed < 40; seed++) {
    const source = { filename: `${seed}.jpg`, url: `https://example.org/${seed}` }
    await store(library, await jpeg(seed, 700, 500), source)
  }
  await close()
  const child = startLibraryProcess('export', directory, folder)
  await child.wrote(2)
  expect(await child.kill()).not.toContain('done')
  const whole = (await readdir(folder)).filter((name) => !/^\.magpie-.*\.part$/.test(name))
  expect(whole.length).toBeGreaterThan(0)
  for (const name of whole) expect([name, (await sharp(join(folder, name)).stats()).isOpaque]).toEqual([name, true])
})

test('a library that is copied while it rests opens as it was', async () => {
  const first = await openLibrary()
  await store(first.library, 'kept')
  await first.close()
  const directory = join(await temporaryFolder(), 'copy')
  await cp(first.directory, directory, { recursive: true })
  const copy = await openLibrary({ directory })
  expect((await copy.client.images.list({})).total).toBe(1)
  expect(copy.library.revision).toBe(first.library.revision)
})
