import { randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { expect, test } from 'vitest'
import type { Step } from '#shared/imagekit/grammar.ts'
import { TransformationSettings } from '#shared/transformations.ts'
import { chunksOf, hashOf, openLibrary, queryIndex, startLibrary, store, temporaryFolder } from '../helpers/library.ts'
import { dump } from '../helpers/library-dump.ts'
import { png } from '../helpers/pictures.ts'

/** Puts another file of the first image into a folder of its own. */
function addFile(directory: string, folder: string, name: string): void {
  const database = new SQLite(join(directory, 'index.db'))
  const { lastInsertRowid } = database.prepare('INSERT INTO folders (parent_id, path) VALUES (1, ?)').run(folder)
  database
    .prepare(
      'INSERT INTO files (public_id, image_id, folder_id, name, created_at, changed_seq) VALUES (?, 1, ?, ?, 0, 0)',
    )
    .run(randomBytes(12), lastInsertRowid, name)
  database.close()
}

test('a picture is found by its path, its hash and the URLs that it came from', async () => {
  const { library, directory } = await openLibrary()
  const hash = hashOf(await store(library, 'one', { url: 'https://example.com/a b.jpg', filename: 'é 1.jpg' }))
  await store(library, 'one', { url: 'https://example.com/p?v=1', filename: 'é 1.jpg' })
  addFile(directory, '/folder/sub', 'b.jpg')
  const { resolve } = library.delivery
  const names = ['/é 1.jpg', 'é 1.jpg', '/folder/sub/b.jpg', 'folder//sub/b.jpg', hash]
  const urls = ['https://example.com/a b.jpg', 'https://example.com/a%20b.jpg', 'https:/example.com/p?v=1']
  for (const name of [...names, ...urls, 'https:/example.com/p%3Fv=1'])
    expect([name, await resolve(name)]).toMatchObject([name, { hash }])
})

test('what the library does not hold is not found, whatever it is called', async () => {
  const { library } = await openLibrary()
  await store(library, 'one', { url: 'https://example.com/a.jpg', filename: 'a.jpg' })
  const names = ['', '/', '/b.jpg', '/x/a.jpg', '/A.jpg', '../a.jpg', 'a.jpg%', 'https://example.com/a.jpg?v=1']
  for (const name of [
    ...names,
    'https://example.com/%',
    'a'.repeat(64),
    '\0',
    '\ud800',
    '%',
    "'; DROP TABLE files; --",
  ])
    expect([name, await library.delivery.resolve(name)]).toEqual([name, undefined])
})

test('a trashed picture is not found; of two with one URL the newer is', async () => {
  const { library, client } = await openLibrary()
  const url = 'https://example.com/a.jpg'
  const older = hashOf(await store(library, 'one', { url, filename: 'one.jpg' }))
  const newer = hashOf(await store(library, 'two', { url, filename: 'two.jpg' }))
  const { resolve } = library.delivery
  expect(await resolve(url)).toMatchObject({ hash: newer })
  await client.images.trash({ hashes: [newer] })
  expect(await resolve(url)).toMatchObject({ hash: older })
  expect(await resolve('/two.jpg')).toBeUndefined()
  expect(await resolve(newer)).toBeUndefined()
})

test('a copy that was discarded for another is found by its URL and hash, not by its path', async () => {
  const { library, client } = await openLibrary()
  const url = 'https://example.com/copy.jpg'
  const keeper = hashOf(await store(library, 'one', { url: 'https://example.com/a.jpg', filename: 'one.jpg' }))
  const copy = hashOf(await store(library, 'two', { url, filename: 'two.jpg' }))
  await client.duplicates.keep({ keeper, discard: [copy] })
  const { resolve } = library.delivery
  expect(await resolve(url)).toMatchObject({ hash: copy })
  expect(await resolve(copy)).toMatchObject({ hash: copy })
  expect(await resolve('/two.jpg')).toBeUndefined()
})

test('the private key is made at its first use and stays, and no change or undo touches it', async () => {
  const directory = await temporaryFolder()
  const first = await startLibrary({ directory })
  const { revision } = first.library
  const { privateKey } = await first.client.transformations.key({})
  expect(privateKey).toMatch(/^private_[\w-]{28}$/)
  expect(first.library.revision).toBe(revision)
  await first.client.transformations.configure({
    strict: true,
    origins: ['http://localhost:3000'],
    named: { small: 'w-9' },
  })
  await first.client.history.undo({})
  await first.close()
  const second = await openLibrary({ directory })
  expect(await second.client.transformations.key({})).toEqual({ privateKey })
  const other = await openLibrary()
  expect(await other.client.transformations.key({})).not.toEqual({ privateKey })
})

test('how URLs are answered is changed, remembered and undone', async () => {
  const { client, directory } = await openLibrary()
  const before = dump(directory)
  expect(await client.transformations.settings({})).toEqual({ strict: false, origins: [], named: {} })
  const settings = { strict: true, origins: ['http://localhost:3000'], named: { small: 'w-9' } }
  expect(await client.transformations.configure(settings)).toMatchObject({ journal: expect.any(Number) })
  expect(await client.transformations.settings({})).toEqual(settings)
  expect(queryIndex<{ name: string }>(directory, 'SELECT name FROM settings')).toEqual([{ name: 'transformations' }])
  await client.history.undo({})
  expect(dump(directory)).toEqual(before)
})

test('what was asked is kept by its name until the library changes, but not what failed', async () => {
  const { library } = await openLibrary()
  let asked = 0
  const ask = library.delivery.untilChanged(async (name) => {
    asked++
    if (name === 'none') throw new Error('nothing')
    return { name }
  })
  const first = await ask('a')
  expect(await ask('a')).toBe(first)
  expect(await ask('b')).toEqual({ name: 'b' })
  for (const name of ['none', 'none']) await expect(ask(name)).rejects.toThrow('nothing')
  expect(asked).toBe(4)
  await store(library, 'one')
  expect(await ask('a')).not.toBe(first)
})

test('what is rendered takes no more of the disk than it is given', async () => {
  const { library, directory, close } = await openLibrary({ limits: { variants: 10 } })
  const image = hashOf(
    await library.store(chunksOf(await png(1)), { url: 'https://example.com/a.png', clientName: 'x' }),
  )
  const steps: Step[] = [[{ kind: 'parameter', code: 'w', value: '9' }]]
  const { bytes } = await library.delivery.transform({ image, steps, accept: '', hints: {}, strict: false })
  expect((await bytes()).length).toBeGreaterThan(10)
  await close()
  expect(await readdir(join(directory, 'variants')).catch(() => [])).toEqual([])
})

test.each(['localhost:3000', 'http://a.example/path', 'null', '*', 'file://x', 'http://a@b', 'http://a, http://b'])(
  '“%s” is no origin',
  (origin) => {
    expect(TransformationSettings.safeParse({ strict: false, origins: [origin], named: {} }).success).toBe(false)
  },
)

test.each<Record<string, string>>([
  { 'a b': 'w-1' },
  { '': 'w-1' },
  { a: '' },
  { a: 'w-1,,h-1' },
  { a: 'l-image,i-a' },
])('%j is no transformation with a name', (named) => {
  expect(TransformationSettings.safeParse({ strict: false, origins: [], named }).success).toBe(false)
})
