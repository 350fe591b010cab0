import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Client } from '#shared/client.ts'
import {
  clientOf,
  failureOf,
  hashOf,
  type OpenLibrary,
  openLibrary,
  queryIndex,
  recordEvents,
  store,
} from '../helpers/library.ts'

/** All rows of all tables but the journal, without the revision and the times of trashing. */
function dump(directory: string): unknown {
  const tables = queryIndex<{ name: string }>(
    directory,
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT IN ('journal', 'library')`,
  )
  return tables.map(({ name }) => ({
    name,
    rows: queryIndex<object>(directory, `SELECT * FROM ${name} ORDER BY 1`).map(plain),
  }))
}

const plain = (row: object) =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [column, column === 'trashed_at' ? value !== null : value]),
  )

/** Stores some bytes; those with the same number are the same. */
const add = ({ library }: OpenLibrary, bytes: number, clientName = 'scraper') =>
  store(library, `bytes ${bytes}`, { url: `https://example.org/${bytes}`, clientName })

const fileIds = (directory: string) =>
  queryIndex<{ id: string }>(directory, 'SELECT lower(hex(public_id)) AS id FROM files ORDER BY id').map(({ id }) => id)
const hashes = (directory: string) =>
  queryIndex<{ hash: string }>(directory, 'SELECT lower(hex(content_hash)) AS hash FROM images ORDER BY id').map(
    ({ hash }) => hash,
  )

/** Another file of an image: the same picture may have several places. */
function addFile({ directory }: OpenLibrary, imageId: number, name: string): void {
  const database = new SQLite(join(directory, 'index.db'))
  database
    .prepare(
      `INSERT INTO files (public_id, image_id, folder_id, name, created_at, changed_seq) VALUES (?, ?, 1, ?, 0, 0)`,
    )
    .run(randomBytes(12), imageId, name)
  database.close()
}

type Act = 'images.trash' | 'images.restore' | 'files.trash' | 'files.restore' | 'undo' | 'redo' | 'store'
const acts: Act[] = [
  'images.trash',
  'images.trash',
  'images.restore',
  'files.trash',
  'files.trash',
  'files.restore',
  'undo',
  'undo',
  'redo',
  'store',
]
const step = fc.record({
  act: fc.constantFrom(...acts),
  actor: fc.constantFrom('magpie', 'scraper'),
  picks: fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
})
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

const pickFrom = <T>(all: readonly T[], picks: readonly number[]): T[] => [
  ...new Set(picks.map((pick) => all[pick % all.length] as T)),
]

/** Does one step; conflicts and nothing left to undo are answers like others. */
async function act(opened: OpenLibrary, client: Client, { act, actor, picks }: Step): Promise<void> {
  const [images, files] = [pickFrom(hashes(opened.directory), picks), pickFrom(fileIds(opened.directory), picks)]
  if (act === 'store') await add(opened, (picks[0] ?? 0) % 6, actor)
  else if (act === 'undo' || act === 'redo') await client.history[act]({}).catch(expectAnswer)
  else if (act === 'images.trash') await client.images.trash({ hashes: images })
  else if (act === 'images.restore') await client.images.restore({ hashes: images })
  else await client.files[act === 'files.trash' ? 'trash' : 'restore']({ files })
}

function expectAnswer(error: unknown): void {
  expect(error).toMatchObject({ name: 'Failure', code: expect.stringMatching(/^(conflict|notFound)$/) })
}

const newest = async (client: Client) => (await client.history.list({ limit: 1 }))[0]

async function libraryWithFiles(): Promise<OpenLibrary> {
  const opened = await openLibrary()
  for (let bytes = 0; bytes < 4; bytes++) await add(opened, bytes)
  addFile(opened, 1, 'second place')
  addFile(opened, 1, 'third place')
  addFile(opened, 2, 'other place')
  return opened
}

describe('undo', () => {
  test('puts every row back as it was, whatever was done by whom before', { timeout: 120_000 }, async () => {
    const change = step.filter(({ act }) => act.includes('.'))
    const property = fc.asyncProperty(fc.array(step, { maxLength: 14 }), change, async (before, last) => {
      const opened = await libraryWithFiles()
      for (const one of before) await act(opened, clientOf(opened.library, one.actor), one)
      const client = clientOf(opened.library, last.actor)
      const [was, journal] = [dump(opened.directory), (await newest(client))?.id]
      await act(opened, client, last)
      const [became, made] = [dump(opened.directory), await newest(client)]
      if (made && made.id !== journal) {
        await client.history.undo({ id: made.id })
        expect(dump(opened.directory)).toEqual(was)
        await client.history.redo({ id: made.id })
        expect(dump(opened.directory)).toEqual(became)
        await client.history.undo({})
      }
      expect(dump(opened.directory)).toEqual(was)
      await opened.close()
    })
    await fc.assert(property, { numRuns: 25 })
  })

  test('of everything, one by one, leads back to the beginning', { timeout: 60_000 }, async () => {
    const change = step.filter(({ act }) => act.includes('.'))
    const property = fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 10 }), async (all) => {
      const opened = await libraryWithFiles()
      const was = dump(opened.directory)
      for (const one of all) await act(opened, opened.client, one)
      const became = dump(opened.directory)
      const changes = (await opened.client.history.list({})).length
      for (let i = 0; i < changes; i++) await opened.client.history.undo({})
      expect(dump(opened.directory)).toEqual(was)
      expect((await failureOf(opened.client.history.undo({}))).code).toBe('notFound')
      for (let i = 0; i < changes; i++) await opened.client.history.redo({})
      expect(dump(opened.directory)).toEqual(became)
      await opened.close()
    })
    await fc.assert(property, { numRuns: 12 })
  })

  test('takes back the actor’s own latest change first', async () => {
    const opened = await libraryWithFiles()
    const [first = '', second = '', third = ''] = hashes(opened.directory)
    const scraper = clientOf(opened.library, 'scraper')
    await opened.client.images.trash({ hashes: [first] })
    await opened.client.images.trash({ hashes: [second] })
    await scraper.images.trash({ hashes: [third] })
    await opened.client.history.undo({})
    const trashed = async () => (await opened.client.images.list({ view: 'trash' })).items.map(({ hash }) => hash)
    expect(await trashed()).toEqual([third, first])
    await opened.client.history.undo({})
    expect(await trashed()).toEqual([third])
    expect((await failureOf(opened.client.history.undo({}))).code).toBe('notFound')
    await scraper.history.undo({})
    expect(await trashed()).toEqual([])
  })

  test('of any row by its number takes back another actor’s change', async () => {
    const opened = await libraryWithFiles()
    const [first = ''] = hashes(opened.directory)
    const { journal } = await clientOf(opened.library, 'scraper').images.trash({ hashes: [first] })
    const row = await opened.client.history.undo({ id: journal ?? 0 })
    expect(row).toMatchObject({ actor: 'scraper', state: 'undone', label: 'Moved 1 picture to the trash' })
    expect((await opened.client.images.get({ hash: first })).trashed).toBe(false)
  })

  test('works after the library was closed and opened again', async () => {
    const opened = await libraryWithFiles()
    const was = dump(opened.directory)
    const [first = '', second = ''] = hashes(opened.directory)
    await opened.client.images.trash({ hashes: [first, second] })
    await opened.close()
    const again = await openLibrary({ directory: opened.directory })
    await again.client.history.undo({})
    expect(dump(opened.directory)).toEqual(was)
    await again.close()
    const third = await openLibrary({ directory: opened.directory })
    await third.client.history.redo({})
    expect((await third.client.images.list({ view: 'trash' })).total).toBe(2)
  })

  test('of rows that have changed since is a conflict that changes nothing', async () => {
    const opened = await libraryWithFiles()
    const [first = '', second = ''] = hashes(opened.directory)
    const { journal } = await opened.client.images.trash({ hashes: [first, second] })
    await opened.client.images.restore({ hashes: [second] })
    await opened.client.images.trash({ hashes: [second] })
    const was = dump(opened.directory)
    const failure = await failureOf(opened.client.history.undo({ id: journal ?? 0 }))
    expect(failure.code).toBe('conflict')
    expect(failure.message).toMatch(/“Moved 2 pictures to the trash” cannot be undone/)
    expect(dump(opened.directory)).toEqual(was)
    expect((await opened.client.history.list({})).map(({ state }) => state)).toEqual(['done', 'done', 'done'])
  })

  test('of a change that is undone already, or unknown, changes nothing', async () => {
    const opened = await libraryWithFiles()
    const [first = ''] = hashes(opened.directory)
    const { journal } = await opened.client.images.trash({ hashes: [first] })
    await opened.client.history.undo({ id: journal ?? 0 })
    expect((await failureOf(opened.client.history.undo({ id: journal ?? 0 }))).code).toBe('conflict')
    expect((await failureOf(opened.client.history.undo({ id: 999 }))).code).toBe('notFound')
    expect((await failureOf(opened.client.history.redo({ id: 999 }))).code).toBe('notFound')
  })
})

describe('redo', () => {
  test('is gone once something new was done', async () => {
    const opened = await libraryWithFiles()
    const [first = '', second = ''] = hashes(opened.directory)
    await opened.client.images.trash({ hashes: [first] })
    await opened.client.history.undo({})
    await opened.client.images.trash({ hashes: [second] })
    expect((await failureOf(opened.client.history.redo({}))).code).toBe('notFound')
  })
})

describe('the trash', () => {
  test('takes an image when its last live file goes there, and gives it back with the first that returns', async () => {
    const opened = await libraryWithFiles()
    const [hash = ''] = hashes(opened.directory)
    const { files } = await opened.client.images.get({ hash })
    expect(files.length).toBe(3)
    const isTrashed = async () => (await opened.client.images.get({ hash })).trashed
    for (const { id } of files.slice(0, 2)) await opened.client.files.trash({ files: [id] })
    expect(await isTrashed()).toBe(false)
    await opened.client.files.trash({ files: [files[2]?.id ?? ''] })
    expect(await isTrashed()).toBe(true)
    await opened.client.files.restore({ files: [files[1]?.id ?? ''] })
    expect(await isTrashed()).toBe(false)
  })

  test('hides an image from every entry, but not from those who ask for it by name', async () => {
    const { library, client } = await openLibrary()
    const url = 'https://example.org/hidden.png'
    const hash = hashOf(await store(library, 'hidden', { url }))
    await client.images.trash({ hashes: [hash] })
    const { meta, lookup, search } = library.entries
    expect([await meta(hash), await lookup(url), (await search('hidden', 10)).total]).toEqual([undefined, undefined, 0])
    expect((await client.images.list({})).total).toBe(0)
    expect((await client.images.list({ view: 'trash' })).items.map((image) => image.hash)).toEqual([hash])
    expect((await client.images.get({ hash })).trashed).toBe(true)
    expect(await library.blob(hash)).toMatchObject({ trashed: true })
  })

  test('of what lies there already changes nothing and is no change in the history', async () => {
    const { library, client } = await openLibrary()
    const hash = hashOf(await store(library, 'once'))
    await client.images.trash({ hashes: [hash] })
    const revision = library.revision
    const events = recordEvents(library)
    expect(await client.images.trash({ hashes: [hash] })).toEqual({ changed: 0, revision, journal: null })
    expect((await client.history.list({})).length).toBe(1)
    expect(events).toEqual([])
  })

  test('of an image that is not there names it and changes nothing', async () => {
    const { library, client } = await openLibrary()
    const hash = hashOf(await store(library, 'there'))
    const failure = await failureOf(client.images.trash({ hashes: [hash, 'ab'.repeat(32)] }))
    expect(failure).toMatchObject({ code: 'notFound', field: 'hashes' })
    expect((await client.images.get({ hash })).trashed).toBe(false)
  })
})

describe('storing bytes that lie in the trash', () => {
  test('takes them out, says so, and is in the history with the client as its actor', async () => {
    const { library, client } = await openLibrary()
    const hash = hashOf(await store(library, 'again', { url: 'https://example.org/1' }))
    await client.images.trash({ hashes: [hash] })
    const again = await store(library, 'again', { url: 'https://example.org/2', clientName: 'gallery' })
    expect(again.verdict).toMatchObject({ kind: 'restored', hash })
    expect(again.entry?.url).toBe('https://example.org/2')
    expect((await client.images.get({ hash })).trashed).toBe(false)
    const [row] = await client.history.list({})
    expect(row).toMatchObject({ actor: 'gallery', label: 'Restored 1 picture by storing it again', state: 'done' })
    await client.history.undo({ id: row?.id ?? 0 })
    expect((await client.images.get({ hash })).trashed).toBe(true)
  })

  test('leaves them there where only a report is wanted', async () => {
    const { library, client } = await openLibrary()
    const hash = hashOf(await store(library, 'again'))
    await client.images.trash({ hashes: [hash] })
    const again = await store(library, 'again', {}, { trashed: 'report' })
    expect(again).toMatchObject({ entry: null, verdict: { kind: 'deletedBefore', hash } })
    expect((await client.images.get({ hash })).trashed).toBe(true)
  })
})

describe('the history', () => {
  test('lists changes newest first, page by page', async () => {
    const opened = await libraryWithFiles()
    const all = hashes(opened.directory)
    for (const hash of all) await opened.client.images.trash({ hashes: [hash] })
    const first = await opened.client.history.list({ limit: 3 })
    const second = await opened.client.history.list({ limit: 3, before: first.at(-1)?.id ?? 0 })
    expect([...first, ...second].map(({ id }) => id)).toEqual([4, 3, 2, 1])
  })
})
