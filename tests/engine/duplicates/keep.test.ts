import { describe, expect, test } from 'vitest'
import {
  add,
  addCopies,
  openReadyLibrary,
  original,
  queueOf,
  reencoded,
  reopen,
  resized,
} from '../../helpers/duplicates.ts'
import { createHashes, plantedHash, plantLibrary } from '../../helpers/duplicates-planted.ts'
import { type OpenLibrary, openLibrary, queryIndex, recordEvents, temporaryFolder } from '../../helpers/library.ts'
import { dump } from '../../helpers/library-dump.ts'

const gridOf = async ({ client }: OpenLibrary, text = '') =>
  (await client.images.list({ text })).items.map(({ hash }) => hash)
const urlsOf = async ({ client }: OpenLibrary, hash: string) =>
  (await client.images.get({ hash })).sources.map(({ url }) => url).sort()

const supersededIn = ({ directory }: OpenLibrary) => queryIndex(directory, 'SELECT * FROM superseded ORDER BY image_id')

/** Three copies of one picture, each with a client, a tag and a note of its own; the second is the best. */
async function openDocumented(): Promise<OpenLibrary & { hashes: [string, string, string] }> {
  const directory = await temporaryFolder()
  const hash = createHashes(1)
  const images = [1, 2, 3].map((n) => {
    const from = { url: `https://site${n}.org/${n}`, client: `client${n}`, pixels: n === 2 ? 20_000 : 10_000 }
    return { ...from, perceptual: hash(16), detail: hash(64) }
  })
  const pairs = [
    [1, 2],
    [1, 3],
    [2, 3],
  ].map(([a = 0, b = 0]) => ({ a, b, distance: 1, kind: 'reencoded' as const }))
  await plantLibrary(directory, images, pairs)
  const opened = await openReadyLibrary({ directory })
  const hashes: [string, string, string] = [plantedHash(1), plantedHash(2), plantedHash(3)]
  for (const [at, image] of hashes.entries()) {
    await opened.client.images.tag({ hashes: [image], add: [`tag${at + 1}`, 'same'] })
    await opened.client.images.annotate({ hash: image, note: `note ${at + 1}` })
  }
  return { ...opened, hashes }
}

describe('the kept copy', () => {
  test('has the URLs, clients, tags and notes of all, and the earliest date', async () => {
    const opened = await openDocumented()
    const [first, keeper, third] = opened.hashes
    const { changed } = await opened.client.duplicates.keep({ keeper, discard: [first, third] })
    expect(changed).toBe(2)
    const kept = await opened.client.images.get({ hash: keeper })
    expect(kept.sources.map(({ url, clientName, copy }) => [url, clientName, copy]).sort()).toEqual([
      ['https://site1.org/1', 'client1', first],
      ['https://site2.org/2', 'client2', null],
      ['https://site3.org/3', 'client3', third],
    ])
    expect([kept.tags, kept.sourceCount]).toEqual([['same', 'tag1', 'tag2', 'tag3'], 3])
    expect(kept.notes).toEqual([
      { text: 'note 2', copy: null },
      { text: 'note 1', copy: first },
      { text: 'note 3', copy: third },
    ])
    expect(kept.createdAt).toBe('1970-01-01T00:00:00.001Z')
    expect(kept.supersedes).toEqual([first, third].toSorted())
  })

  test('is found by the URLs of all of them, also while they are being read', async () => {
    const opened = await openDocumented()
    const [first, keeper, third] = opened.hashes
    await opened.client.duplicates.keep({ keeper, discard: [first, third] })
    for (const text of ['site1', 'site2', 'SITE3.org']) expect(await gridOf(opened, text)).toEqual([keeper])
    await opened.close()
    const again = await openLibrary({ directory: opened.directory })
    for (const text of ['site1', 'site3']) expect(await gridOf(again, text)).toEqual([keeper])
    await again.library.loaded
    for (const text of ['site1', 'site3']) expect(await gridOf(again, text)).toEqual([keeper])
  })

  test('loses a tag that any of its copies had when that is taken off', async () => {
    const opened = await openDocumented()
    const [first, keeper, third] = opened.hashes
    await opened.client.duplicates.keep({ keeper, discard: [first, third] })
    await opened.client.images.tag({ hashes: [keeper], remove: ['tag1', 'same'] })
    expect((await opened.client.images.get({ hash: keeper })).tags).toEqual(['tag2', 'tag3'])
    await opened.client.history.undo({})
    expect((await opened.client.images.get({ hash: keeper })).tags).toEqual(['same', 'tag1', 'tag2', 'tag3'])
  })

  test('is announced as changed, and those that were discarded as trashed', async () => {
    const opened = await openDocumented()
    const [first, keeper, third] = opened.hashes
    const events = recordEvents(opened.library)
    await opened.client.duplicates.keep({ keeper, discard: [first, third] })
    const told = events.flatMap((event) =>
      event.type === 'images.trashed' || event.type === 'images.changed'
        ? [[event.type, event.images.map(({ hash }) => hash).sort()]]
        : [],
    )
    expect(told).toEqual([
      ['images.trashed', [first, third].toSorted()],
      ['images.changed', [keeper]],
    ])
  })
})

describe('a discarded copy', () => {
  test('is in the trash, with a word of what was kept for it', async () => {
    const opened = await openDocumented()
    const [first, keeper, third] = opened.hashes
    await opened.client.duplicates.keep({ keeper, discard: [first, third] })
    const { trashed, supersededBy } = await opened.client.images.get({ hash: first })
    expect([trashed, supersededBy]).toEqual([true, keeper])
    expect(await gridOf(opened)).toEqual([keeper])
    expect((await opened.client.images.list({ view: 'trash' })).total).toBe(2)
    expect(await queueOf(opened.client)).toEqual([])
  })

  test('stands by itself again when somebody restores it', async () => {
    const opened = await openDocumented()
    const [first, keeper, third] = opened.hashes
    await opened.client.duplicates.keep({ keeper, discard: [first, third] })
    await opened.client.images.restore({ hashes: [first] })
    const restored = await opened.client.images.get({ hash: first })
    expect([restored.trashed, restored.supersededBy]).toEqual([false, null])
    expect(await urlsOf(opened, keeper)).toEqual(['https://site2.org/2', 'https://site3.org/3'])
    expect(await gridOf(opened, 'site1')).toEqual([first])
    expect((await queueOf(opened.client)).map((cluster) => cluster.toSorted())).toEqual([[first, keeper].toSorted()])
    await opened.client.history.undo({})
    expect(await gridOf(opened, 'site1')).toEqual([keeper])
  })

  test('stands by itself again when one of its files is restored', async () => {
    const opened = await openDocumented()
    const [first, keeper] = opened.hashes
    await opened.client.duplicates.keep({ keeper, discard: [first] })
    const { files } = await opened.client.images.get({ hash: first })
    await opened.client.files.restore({ files: files.map(({ id }) => id) })
    expect(await gridOf(opened, 'site1')).toEqual([first])
    expect((await opened.client.images.get({ hash: first })).supersededBy).toBeNull()
  })
})

describe('keeping one copy and then a better one', () => {
  test('gives the last all URLs, and is undone one by one', async () => {
    const opened = await openReadyLibrary()
    const [small, middle] = [await add(opened, reencoded(2, 50)), await add(opened, original(2))]
    await opened.client.duplicates.keep({ keeper: middle, discard: [small] })
    const between = supersededIn(opened)
    const large = await add(opened, resized(2, 2))
    await opened.client.duplicates.keep({ keeper: large, discard: [middle] })
    expect((await urlsOf(opened, large)).length).toBe(3)
    expect((await opened.client.images.get({ hash: small })).supersededBy).toBe(large)
    expect(await gridOf(opened)).toEqual([large])
    await opened.client.history.undo({})
    expect((await opened.client.images.get({ hash: small })).supersededBy).toBe(middle)
    expect([(await urlsOf(opened, large)).length, (await urlsOf(opened, middle)).length]).toEqual([1, 2])
    await opened.client.images.trash({ hashes: [large] })
    expect(supersededIn(opened)).toEqual(between)
    await opened.client.history.undo({})
    const again = await reopen(opened)
    await again.client.history.undo({})
    expect(await gridOf(again)).toEqual([large, middle, small])
    expect(supersededIn(again)).toEqual([])
  })

  test('cannot be undone from the middle', async () => {
    const opened = await openReadyLibrary()
    const [large = '', middle = '', small = ''] = await addCopies(opened, 3, 2)
    const { journal } = await opened.client.duplicates.keep({ keeper: middle, discard: [small] })
    await opened.client.duplicates.keep({ keeper: large, discard: [middle] })
    const was = dump(opened.directory)
    await expect(opened.client.history.undo({ id: journal ?? 0 })).rejects.toMatchObject({ code: 'conflict' })
    expect(dump(opened.directory)).toEqual(was)
  })
})

describe('undoing', () => {
  test('brings all of it back exactly, after a restart too', async () => {
    const opened = await openDocumented()
    const [first, keeper, third] = opened.hashes
    const was = dump(opened.directory)
    await opened.client.duplicates.keep({ keeper, discard: [first, third] })
    const became = dump(opened.directory)
    const again = await reopen(opened)
    await again.client.history.undo({})
    expect(dump(opened.directory)).toEqual(was)
    expect(await gridOf(again)).toEqual([third, keeper, first])
    expect(await urlsOf(again, keeper)).toEqual(['https://site2.org/2'])
    expect((await queueOf(again.client))[0]?.length).toBe(3)
    const third1 = await reopen(again)
    await third1.client.history.redo({})
    expect(dump(opened.directory)).toEqual(became)
    expect(await gridOf(third1)).toEqual([keeper])
  })

  test('of a restored copy is a conflict once the kept one was discarded in its favour', async () => {
    const opened = await openReadyLibrary()
    const [first = '', second = ''] = await addCopies(opened, 4, 1)
    await opened.client.duplicates.keep({ keeper: first, discard: [second] })
    const { journal } = await opened.client.images.restore({ hashes: [second] })
    await opened.client.duplicates.keep({ keeper: second, discard: [first] })
    const was = dump(opened.directory)
    await expect(opened.client.history.undo({ id: journal ?? 0 })).rejects.toMatchObject({ code: 'conflict' })
    expect(dump(opened.directory)).toEqual(was)
  })

  test('and doing it again never discards the last copy', async () => {
    const opened = await openReadyLibrary()
    const [first = '', second = '', third = ''] = await addCopies(opened, 5, 2)
    const { journal } = await opened.client.duplicates.keep({ keeper: first, discard: [second] })
    const redo = () => opened.client.history.redo({ id: journal ?? 0 })
    await opened.client.history.undo({})
    await opened.client.images.trash({ hashes: [first] })
    await expect(redo()).rejects.toMatchObject({ code: 'conflict' })
    await opened.client.history.undo({})
    await opened.client.duplicates.keep({ keeper: third, discard: [first] })
    await expect(redo()).rejects.toMatchObject({ code: 'conflict' })
    await opened.client.history.undo({})
    await opened.client.duplicates.keep({ keeper: second, discard: [third] })
    await expect(redo()).rejects.toMatchObject({ code: 'conflict' })
    expect(await gridOf(opened)).toEqual([second, first])
    await opened.client.history.undo({})
    expect(await redo()).toMatchObject({ state: 'done' })
  })
})

test('the copy to keep cannot be discarded: the last copy always stays', async () => {
  const opened = await openReadyLibrary()
  const [first = '', second = ''] = await addCopies(opened, 6, 1)
  const keep = opened.client.duplicates.keep({ keeper: first, discard: [second, first] })
  await expect(keep).rejects.toMatchObject({ code: 'invalid', field: 'discard' })
  expect(await gridOf(opened)).toEqual([second, first])
})
