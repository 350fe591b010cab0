import { once } from 'node:events'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import SQLite from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import { FileSearch, type FoundFile } from '#shared/file-search.ts'
import { createSearch } from '../../../electron/engine/file-search/search.ts'
import { searchFunctions } from '../../../electron/engine/file-search/searches.ts'
import { openSearchConnection } from '../../../electron/engine/index/search-connection.ts'
import { makeSearchLibrary } from '../../helpers/file-search-library.ts'
import { addFile, openLibraryOf } from '../../helpers/files.ts'
import { failureOf, hashOf, openLibrary, store, temporaryFolder } from '../../helpers/library.ts'
import { jpeg, png } from '../../helpers/pictures.ts'

const namesIn = ({ items }: { items: { name: string }[] }) => items.map(({ name }) => name)

describe('a search of the library', () => {
  test('answers files as they are told one by one, the oldest first', async () => {
    const { client, library, file } = await openLibraryOf('a.jpg', 'b.jpg')
    const [a, b] = [await file('/a.jpg'), await file('/b.jpg')]
    await client.files.update({ files: [a.id], tags: ['red'], description: 'A cat' })
    const { items, revision } = await client.files.search({})
    expect(items).toEqual([
      { type: 'file', ...(await file('/a.jpg')) },
      { type: 'file', ...b },
    ])
    expect(revision).toBe(library.revision)
    expect(namesIn(await client.files.search({ searchQuery: 'tags IN ["red"]' }))).toEqual(['a.jpg'])
    expect(namesIn(await client.files.search({ name: 'b.jpg' }))).toEqual(['b.jpg'])
  })

  test('finds by what was read from the picture', async () => {
    const { client, library } = await openLibrary()
    await store(library, await png(1, 40, 30), { filename: 'small.png' })
    await store(library, await png(2, 90, 60), { filename: 'large.png' })
    const found = await client.files.search({ searchQuery: 'width > 50 AND format = "png"' })
    expect(found.items).toMatchObject([{ name: 'large.png', width: 90, height: 60 }])
    expect(namesIn(await client.files.search({ sort: 'width' }))).toEqual(['small.png', 'large.png'])
  })

  test('finds pictures by their perceptual hash, and those near it', async () => {
    const { client, library } = await openLibrary()
    const hash = hashOf(await store(library, await jpeg(1), { filename: 'a.jpg' }))
    await store(library, await png(1), { filename: 'a.png' })
    await store(library, await png(2), { filename: 'b.png' })
    const { perceptualHash } = await client.images.get({ hash })
    const found = async (operator: string) =>
      namesIn(await client.files.search({ searchQuery: `pHash ${operator} "${perceptualHash?.value}"` }))
    expect(await found('=')).toContain('a.jpg')
    expect(await found(':')).toEqual(['a.jpg', 'a.png'])
    expect(namesIn(await client.files.search({ searchQuery: `pHash = "${'0'.repeat(16)}"` }))).toEqual([])
  })

  test('finds dates up to the last day of the year 9999, which often means never', async () => {
    const { client, file } = await openLibraryOf('a', 'b')
    await client.customFields.create({ name: 'expires', label: 'Expires', schema: { type: 'Date' } })
    const expire = async (path: string, expires: string) =>
      client.files.update({ files: [(await file(path)).id], customMetadata: { expires } })
    await expire('/a', '9999-12-29')
    await expire('/b', '9999-12-31')
    const found = async (condition: string) =>
      namesIn(await client.files.search({ searchQuery: `"customMetadata.expires" ${condition}` }))
    expect(await found('= "9999-12-31"')).toEqual(['b'])
    expect(await found('IN ["9999-12-31", "9999-12-29"]')).toEqual(['a', 'b'])
    expect(await found('< "9999-12-31"')).toEqual(['a'])
    expect(await found('<= "9999-12-31"')).toEqual(['a', 'b'])
    expect(await found('<= "9999-12-31T23:00:00-05:00"')).toEqual(['a', 'b'])
    expect(await found('> "9999-12-30"')).toEqual(['b'])
  })

  test('finds folders, and files in one folder', async () => {
    const { client, file } = await openLibraryOf('a', 'b')
    await client.folders.create({ path: '/x/y' })
    await client.files.move({ files: [(await file('/a')).id], folder: '/x' })
    const found = await client.files.search({ folder: '/x', type: 'all', sort: 'name' })
    expect(found.items).toMatchObject([
      { type: 'file', name: 'a', folder: '/x' },
      { type: 'folder', name: 'y', path: '/x/y' },
    ])
    expect(namesIn(await client.files.search({ searchQuery: 'type = "folder" AND name HAS "X"' }))).toEqual(['x'])
    await client.folders.remove({ path: '/x' })
    expect((await client.files.search({ type: 'all' })).items).toMatchObject([{ name: 'b' }])
  })

  test('finds former versions with what they showed', async () => {
    const opened = await openLibraryOf('a')
    const { client, file } = opened
    const former = await file('/a')
    const hash = await addFile(opened, 'b')
    await client.files.replace({ id: former.id, hash })
    const [found] = (await client.files.search({ type: 'fileVersion' })).items as FoundFile[]
    expect(found).toMatchObject({ type: 'fileVersion', id: former.id, name: 'a', hash: former.hash })
    expect(found?.version).toEqual(former.version)
    expect((await client.files.search({ name: 'a' })).items).toMatchObject([{ type: 'file', hash }])
  })

  test('shows all files once, page by page', async () => {
    const names = Array.from({ length: 23 }, (_, at) => `file ${at}`)
    const { client } = await openLibraryOf(...names)
    const offsets = [0, 5, 10, 15, 20]
    const pages = await Promise.all(offsets.map((offset) => client.files.search({ offset, limit: 5, sort: 'size' })))
    expect(pages.flatMap(namesIn).sort()).toEqual(names.toSorted())
  })

  test('knows a name’s words after it was changed, taken back and trashed', async () => {
    const { client, directory, file } = await openLibraryOf('Summer_sale-cat.jpg', 'b.jpg')
    const { id } = await file('/Summer_sale-cat.jpg')
    const found = async (words: string) => namesIn(await client.files.search({ searchQuery: `name HAS "${words}"` }))
    expect(await found('SALE ca')).toEqual(['Summer_sale-cat.jpg'])
    await client.files.rename({ id, name: 'winter.jpg' })
    expect([await found('sale'), await found('winter')]).toEqual([[], ['winter.jpg']])
    await client.history.undo({})
    expect([await found('sale'), await found('winter')]).toEqual([['Summer_sale-cat.jpg'], []])
    await client.files.trash({ files: [id] })
    expect(await found('sale')).toEqual([])
    await client.files.copy({ files: [(await file('/b.jpg')).id], folder: '/x' })
    await client.history.undo({})
    const database = new SQLite(join(directory, 'index.db'))
    const check = () => database.exec(`INSERT INTO file_names (file_names, rank) VALUES ('integrity-check', 1)`)
    expect(check).not.toThrow()
    database.close()
  })
})

describe('a search that takes too long', () => {
  test('is refused with a way out, and the next one is answered', async () => {
    const { client } = await openLibrary({ limits: { search: 0 } })
    const failure = await failureOf(client.files.search({ searchQuery: 'width > 1' }))
    expect(failure).toMatchObject({ code: 'invalid', field: 'searchQuery' })
    expect(failure.message).toMatch(/took longer than 0 ms: narrow it/)
    expect((await failureOf(client.files.search({ searchQuery: 'width = ' }))).message).toMatch(/character 9/)
  })
})

test.each([
  ['the rows that it gives', 'SELECT n FROM n WHERE tick()'],
  ['a function that it calls', `SELECT count(has_words('a ' || n, ?)) FROM n`],
])('a statement stops within %s, and gives way to another where it had only a share of the time', async (_, text) => {
  const { path } = makeSearchLibrary(await temporaryFolder(), 1)
  const connection = openSearchConnection(path, searchFunctions, () => false)
  const endless = {
    text: `WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n) ${text}`,
    parameters: text.includes('?') ? ['1'] : [],
  }
  connection.begin(300)
  expect(connection.allWithin(0.5, endless)).toBeUndefined()
  expect(connection.all({ text: 'SELECT 1 AS one', parameters: [] })).toEqual([{ one: 1 }])
  expect(() => connection.all(endless)).toThrow('The search took longer than 300 ms')
  connection.close()
})

test('a thread that failed is replaced once, though its end is told only after that', async () => {
  const directory = await temporaryFolder()
  const threads: Worker[] = []
  const count = (thread: Worker) => void threads.push(thread)
  process.on('worker', count)
  onTestFinished(() => void process.off('worker', count))
  const path = join(directory, 'index.db')
  const search = createSearch({ path, budget: 60_000, now: Date.now, similar: async () => [] })
  onTestFinished(search.close)
  const find = () => search.find(FileSearch.parse({}))
  await expect(find()).rejects.toThrow('unable to open database file')
  makeSearchLibrary(directory, 1)
  const ended = once(threads[0] as Worker, 'exit')
  await Promise.all([find(), ended])
  await find()
  expect(threads).toHaveLength(2)
})

describe('closing the library', () => {
  test('cancels searches that are under way or wait', async () => {
    const { client, close } = await openLibraryOf('a')
    const searches = Array.from({ length: 5 }, () => failureOf(client.files.search({})))
    await close()
    expect((await Promise.all(searches)).map(({ code }) => code)).toEqual(Array(5).fill('cancelled'))
    expect((await failureOf(client.files.search({}))).code).toBe('cancelled')
  })

  test('waits for the thread, so that a library can be opened again and searched', async () => {
    const { client, directory, close } = await openLibraryOf('a')
    expect(namesIn(await client.files.search({}))).toEqual(['a'])
    await close()
    const again = await openLibrary({ directory })
    expect(namesIn(await again.client.files.search({}))).toEqual(['a'])
  })

  test('is not the end for more searches than may wait: those are told to come again', async () => {
    const { client } = await openLibraryOf('a')
    const replies = await Promise.allSettled(Array.from({ length: 150 }, () => client.files.search({})))
    const refused = replies.filter(({ status }) => status === 'rejected')
    expect(refused).toHaveLength(50)
    expect(refused[0]).toMatchObject({ reason: { code: 'busy' } })
  })
})
