import { describe, expect, test } from 'vitest'
import { openReadyLibrary, original, queueOf, reencoded, reopen, turned } from '../../helpers/duplicates.ts'
import { hashOf, type OpenLibrary, recordEvents, store } from '../../helpers/library.ts'
import { dump } from '../../helpers/library-dump.ts'

/** What a scrape posts: pictures with their copies, each at a URL of its own. */
const pictures = await Promise.all(
  [1, 2].flatMap((seed) => [original(seed), reencoded(seed), turned(seed, 'mirrored')]).concat(original(9)),
)

async function scrape({ library }: OpenLibrary, site: string) {
  const stored = []
  for (const [at, bytes] of pictures.entries())
    stored.push(await store(library, bytes, { url: `https://${site}/${at}.png`, clientName: 'scraper' }))
  return stored
}

/** Keeps the best of each cluster; answers with the hashes of the kept and of the discarded. */
async function keepBest({ client }: OpenLibrary) {
  const clusters = await queueOf(client)
  for (const [keeper = '', ...discard] of clusters) await client.duplicates.keep({ keeper, discard })
  return { kept: clusters.map(([keeper = '']) => keeper), discarded: clusters.flatMap((cluster) => cluster.slice(1)) }
}

async function stateOf({ client }: OpenLibrary) {
  const { images, trashed } = await client.host.info({})
  const grid = (await client.images.list({})).items.map(({ hash }) => hash)
  return { images, trashed, grid, queue: await queueOf(client) }
}

async function openScraped() {
  const opened = await openReadyLibrary()
  const stored = await scrape(opened, 'first.org')
  return { opened, hashes: stored.map(hashOf) }
}

describe('the whole scrape again, after the best of each cluster was kept', () => {
  test('leaves the queue empty, and grid and counts as they were', async () => {
    const { opened } = await openScraped()
    expect((await stateOf(opened)).queue.map((cluster) => cluster.length)).toEqual([3, 3])
    await keepBest(opened)
    const was = await stateOf(opened)
    expect(was).toMatchObject({ images: 3, trashed: 4, queue: [] })
    for (const site of ['first.org', 'second.org']) {
      const again = await scrape(opened, site)
      expect(new Set(again.map(({ verdict }) => verdict.kind))).toEqual(
        new Set([site === 'first.org' ? 'existing' : 'urlAdded']),
      )
      expect(await stateOf(opened)).toEqual(was)
    }
    const reopened = await reopen(opened)
    expect(await stateOf(reopened)).toEqual(was)
    await scrape(reopened, 'second.org')
    expect(await stateOf(reopened)).toEqual(was)
  })

  test('is answered with the very bytes that were posted, as ever', async () => {
    const { opened, hashes } = await openScraped()
    await keepBest(opened)
    const { meta, lookup, search, similar } = opened.library.entries
    const again = await scrape(opened, 'second.org')
    expect(again.map(({ entry }) => entry?.contentHash)).toEqual(hashes)
    for (const [at, hash] of hashes.entries()) {
      const url = `https://second.org/${at}.png`
      expect(again[at]?.entry).toMatchObject({ url, byteSize: pictures[at]?.length })
      expect((await meta(hash))?.contentHash).toBe(hash)
      expect((await lookup(url))?.contentHash).toBe(hash)
      expect((await search(url, 5)).entries.map((entry) => entry.contentHash)).toEqual([hash])
    }
    expect((await search('second.org', 100)).total).toBe(pictures.length)
    const entry = await meta(hashes[0] ?? '')
    expect((await similar(entry?.perceptualHash ?? '', 0, 100)).entries.length).toBeGreaterThan(0)
  })

  test('gives the kept ones its URLs, and they are found by them', async () => {
    const { opened, hashes } = await openScraped()
    const { kept, discarded } = await keepBest(opened)
    await scrape(opened, 'second.org')
    for (const hash of discarded) {
      const at = hashes.indexOf(hash)
      const keeper = (await opened.client.images.get({ hash })).supersededBy ?? ''
      expect(kept).toContain(keeper)
      const found = await opened.client.images.list({ text: `second.org/${at}.png` })
      expect(found.items.map((image) => image.hash)).toEqual([keeper])
    }
    for (const hash of kept) expect((await opened.client.images.get({ hash })).sources.length).toBe(6)
  })

  test('is told of the kept ones, not of the discarded', async () => {
    const { opened } = await openScraped()
    const { kept } = await keepBest(opened)
    const events = recordEvents(opened.library)
    await scrape(opened, 'second.org')
    const changed = events.flatMap((event) => (event.type === 'images.changed' ? event.images : []))
    expect(new Set(changed.map(({ hash }) => hash))).toEqual(new Set((await stateOf(opened)).grid))
    const last = changed.findLast(({ hash }) => hash === kept[0])
    expect(last?.sourceCount).toBe(6)
    const types = new Set(events.map(({ type }) => type).filter((type) => type.startsWith('images.')))
    expect(types).toEqual(new Set(['images.changed']))
  })

  test('can be followed by undoing everything: each picture has its own URLs again', async () => {
    const { opened, hashes } = await openScraped()
    const was = dump(opened.directory, 'sources')
    const state = await stateOf(opened)
    await keepBest(opened)
    await scrape(opened, 'second.org')
    const again = await reopen(opened)
    for (let change = 0; change < 2; change++) await again.client.history.undo({})
    expect(dump(opened.directory, 'sources')).toEqual(was)
    expect(await stateOf(again)).toEqual(state)
    for (const hash of hashes) {
      const { sources, supersedes } = await again.client.images.get({ hash })
      expect([sources.length, supersedes]).toEqual([2, []])
    }
  })
})

describe('a copy whose kept picture goes to the trash', () => {
  test('is gone for clients, too, until its bytes are posted: then it is back by itself', async () => {
    const { opened, hashes } = await openScraped()
    await keepBest(opened)
    const [keeper = '', copy = ''] = hashes
    const url = 'https://first.org/1.png'
    const { meta, lookup, search } = opened.library.entries
    expect((await meta(copy))?.contentHash).toBe(copy)
    await opened.client.images.trash({ hashes: [keeper] })
    expect([await meta(copy), await lookup(url), (await search(url, 5)).total]).toEqual([undefined, undefined, 0])
    const { verdict } = await store(opened.library, pictures[1] as Buffer, { url })
    expect(verdict).toMatchObject({ kind: 'restored', hash: copy })
    expect((await meta(copy))?.contentHash).toBe(copy)
    expect(await opened.client.images.get({ hash: copy })).toMatchObject({ trashed: false, supersededBy: null })
    expect(await opened.client.images.get({ hash: keeper })).toMatchObject({ trashed: true })
    expect((await stateOf(opened)).queue).toEqual([])
    const [row] = await opened.client.history.list({ limit: 1 })
    await opened.client.history.undo({ id: row?.id ?? 0 })
    expect(await opened.client.images.get({ hash: copy })).toMatchObject({ trashed: true, supersededBy: keeper })
  })
})
