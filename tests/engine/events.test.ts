import { describe, expect, test } from 'vitest'
import { eventBatchLimit, type LibraryEvent } from '#shared/events.ts'
import { createEvents } from '../../electron/engine/events.ts'
import { hashOf, openLibrary, recordEvents, store } from '../helpers/library.ts'

const url = (i: number) => `https://example.org/${i}`
const typesOf = (events: readonly LibraryEvent[]) => events.map(({ type }) => type)
const isRising = (numbers: readonly number[]) => numbers.every((one, at) => at === 0 || one >= (numbers[at - 1] ?? 0))

describe('events', () => {
  test('tell of each thing that was committed', async () => {
    const { library, client } = await openLibrary()
    const events = recordEvents(library)
    const hash = hashOf(await store(library, 'one', { url: url(1) }))
    await store(library, 'one', { url: url(2) })
    await client.images.trash({ hashes: [hash] })
    await store(library, 'one', { url: url(3) })
    const [restored] = await client.history.list({})
    await client.history.undo({ id: restored?.id ?? 0 })
    await client.history.redo({ id: restored?.id ?? 0 })
    expect(typesOf(events)).toEqual([
      'images.added',
      'images.changed',
      'images.trashed',
      'folders.changed',
      'history.changed',
      'images.restored',
      'folders.changed',
      'history.changed',
      'images.trashed',
      'folders.changed',
      'history.changed',
      'images.restored',
      'folders.changed',
      'history.changed',
    ])
    expect(events[5]).toMatchObject({ by: 'store', truncated: false, images: [{ hash, sourceCount: 3 }] })
    expect(events[11]).toMatchObject({ by: 'user', truncated: false, images: [{ hash }] })
  })

  test('come when what they tell can be read', async () => {
    const { library, client } = await openLibrary()
    const reads: Promise<unknown>[] = []
    library.listen((event) => {
      expect(event.revision).toBeLessThanOrEqual(library.revision)
      if (event.type !== 'images.added') return
      for (const { hash } of event.images) reads.push(library.entries.meta(hash), client.images.get({ hash }))
      reads.push(client.images.list({}).then(({ items }) => items.find(({ id }) => id === event.images[0]?.id)))
    })
    await Promise.all(Array.from({ length: 40 }, (_, i) => store(library, `bytes ${i}`, { url: url(i) })))
    const found = await Promise.all(reads)
    expect(found.length).toBeGreaterThan(80)
    expect(found.filter((one) => one === undefined)).toEqual([])
  })

  test('carry revisions that never fall, however much is going on at once', async () => {
    const { library, client } = await openLibrary()
    const events = recordEvents(library)
    const known = await Promise.all(Array.from({ length: 10 }, (_, i) => store(library, `known ${i}`, { url: url(i) })))
    const hashes = known.map(hashOf)
    await client.images.trash({ hashes: hashes.slice(0, 3) })
    for (let round = 0; round < 12; round++) {
      await Promise.all([
        store(library, `new ${round}`, { url: url(round) }),
        store(library, `known ${round % 10}`, { url: url(1000 + round) }),
        client.images.trash({ hashes: [hashes[(round + 4) % 10] ?? ''] }),
        store(library, `more ${round}`, { url: url(round) }),
        store(library, `known ${(round + 5) % 10}`, { url: url((round + 5) % 10) }),
        client.images.restore({ hashes: [hashes[(round + 3) % 10] ?? ''] }),
      ])
    }
    expect(isRising(events.map(({ revision }) => revision))).toBe(true)
    expect(events.at(-1)?.revision).toBe(library.revision)
  })

  test('keep the scans as the index is, however much is going on at once', async () => {
    const { library, client, directory, close } = await openLibrary()
    const hashes = (
      await Promise.all(Array.from({ length: 6 }, (_, i) => store(library, `known ${i}`, { url: url(i) })))
    ).map(hashOf)
    for (let round = 0; round < 15; round++) {
      const hash = hashes[round % 6] ?? ''
      await Promise.all([
        client.images.trash({ hashes: [hash] }),
        store(library, `known ${round % 6}`, { url: url(round % 6) }),
        client.images.trash({ hashes: [hashes[(round + 1) % 6] ?? ''] }),
        store(library, `known ${(round + 1) % 6}`, { url: url(round) }),
      ])
    }
    const answers = async (one: typeof client) => {
      const [live, trash] = await Promise.all([one.images.list({}), one.images.list({ view: 'trash' })])
      return [live, trash].map(({ items, total }) => [items, total])
    }
    const before = await answers(client)
    await close()
    const again = await openLibrary({ directory })
    await again.library.loaded
    expect(await answers(again.client)).toEqual(before)
  })

  test('and lists fit together: a list holds exactly what was told of up to its revision', async () => {
    const { library, client } = await openLibrary()
    await library.loaded
    const events = recordEvents(library)
    const lists: { ids: Set<number>; revision: number }[] = []
    const list = async () => {
      const { items, revision } = await client.images.list({ limit: 1000 })
      lists.push({ ids: new Set(items.map(({ id }) => id)), revision })
    }
    library.listen(() => void list())
    for (let round = 0; round < 40; round++) {
      const stores = Array.from({ length: 3 }, (_, i) =>
        store(library, `${round} ${i}`, { url: url(round) }).then(list),
      )
      await Promise.all([list(), ...stores, list()])
    }
    const added = events.flatMap((event) =>
      event.type === 'images.added' ? event.images.map(({ id }) => ({ id, revision: event.revision })) : [],
    )
    const odd = lists.flatMap(({ ids, revision }) =>
      added.filter((one) => ids.has(one.id) !== one.revision <= revision),
    )
    expect(odd).toEqual([])
    expect(lists.length).toBeGreaterThan(200)
  })

  test('list so many images and no more, and say so', async () => {
    const { library, client } = await openLibrary()
    const all = Array.from({ length: eventBatchLimit + 1 }, (_, i) => store(library, `bytes ${i}`, { url: url(i) }))
    const hashes = (await Promise.all(all)).map(hashOf)
    const events = recordEvents(library)
    expect((await client.images.trash({ hashes })).changed).toBe(eventBatchLimit + 1)
    const [trashed] = events
    expect(trashed).toMatchObject({ type: 'images.trashed', truncated: true })
    expect(trashed?.type === 'images.trashed' && trashed.images.length).toBe(eventBatchLimit)
  })

  test('are not heard any more by who has stopped listening', async () => {
    const { library } = await openLibrary()
    const heard: LibraryEvent[] = []
    const stop = library.listen((event) => heard.push(event))
    await store(library, 'one')
    stop()
    await store(library, 'two')
    expect(heard.length).toBe(1)
  })

  test('that a listener chokes on fail neither the store nor the other listeners', async () => {
    const log: string[] = []
    const { library } = await openLibrary({ log: (message) => log.push(message) })
    library.listen(() => {
      throw new Error('a broken window')
    })
    const events = recordEvents(library)
    expect((await store(library, 'one')).verdict.kind).toBe('added')
    expect(typesOf(events)).toEqual(['images.added'])
    expect(log).toEqual(['A listener failed'])
  })
})

describe('a listener that was away', () => {
  test('gets exactly what it missed, after any revision', async () => {
    const { library, client } = await openLibrary()
    const events = recordEvents(library)
    const start = library.revision
    const hashes = []
    for (let i = 0; i < 6; i++) hashes.push(hashOf(await store(library, `bytes ${i}`, { url: url(i) })))
    await client.images.trash({ hashes })
    await client.history.undo({})
    for (let revision = start; revision <= library.revision; revision++) {
      expect(library.eventsSince(revision)).toEqual(events.filter((event) => event.revision > revision))
    }
    expect(library.eventsSince(library.revision)).toEqual([])
  })

  test('is told so when it was away before the library was opened, or knows a revision that never was', async () => {
    const first = await openLibrary()
    await store(first.library, 'one')
    await first.close()
    const { library } = await openLibrary({ directory: first.directory })
    expect(library.revision).toBeGreaterThan(0)
    expect(library.eventsSince(0)).toBeUndefined()
    expect(library.eventsSince(library.revision + 1)).toBeUndefined()
    expect(library.eventsSince(library.revision)).toEqual([])
  })

  test('is told so when it missed more than is kept', () => {
    let revision = 0
    const events = createEvents(
      () => revision,
      () => {},
    )
    for (let i = 0; i < 1500; i++) events.emit({ type: 'history.changed', revision: ++revision })
    expect(events.since(499)).toBeUndefined()
    expect(events.since(500)?.map((event) => event.revision)).toEqual(Array.from({ length: 1000 }, (_, i) => 501 + i))
  })
})

describe('clusters', () => {
  test('that change after the last thing that was heard are told to who was away, progress is not', () => {
    const events = createEvents(
      () => 5,
      () => {},
    )
    const progress = { task: 'searching', state: 'running', done: 1, total: 2, rate: 1 } as const
    for (let times = 0; times < 2000; times++) events.emit({ type: 'duplicates.progressed', revision: 5, progress })
    events.emit({ type: 'duplicates.changed', revision: 5 })
    expect(events.since(5)).toEqual([{ type: 'duplicates.changed', revision: 5 }])
  })
})

describe('the revision', () => {
  test('rises with each commit and is the same after the library was opened again', async () => {
    const first = await openLibrary()
    const revisions = [first.library.revision]
    const hash = hashOf(await store(first.library, 'one'))
    revisions.push(first.library.revision)
    await store(first.library, 'one')
    revisions.push(first.library.revision)
    await first.client.images.trash({ hashes: [hash] })
    revisions.push(first.library.revision)
    await first.client.history.undo({})
    revisions.push(first.library.revision)
    expect(new Set(revisions).size).toBe(5)
    expect(isRising(revisions)).toBe(true)
    await first.close()
    const again = await openLibrary({ directory: first.directory })
    expect(again.library.revision).toBe(revisions.at(-1))
  })

  test('does not look at the clock', async () => {
    let now = Date.parse('2026-06-01T00:00:00Z')
    const { library, client } = await openLibrary({ now: () => now })
    const hash = hashOf(await store(library, 'one', { url: url(1) }))
    now -= 10 * 365 * 86_400_000
    await store(library, 'one', { url: url(2) })
    await store(library, 'two', { url: url(3) })
    expect((await library.entries.meta(hash))?.url).toBe(url(2))
    expect((await client.images.list({})).items[1]?.hash).toBe(hash)
    expect((await library.entries.search('example', 10)).entries.map((entry) => entry.url)).toEqual([
      url(3),
      url(2),
      url(1),
    ])
  })
})
