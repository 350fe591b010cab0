import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { createEntries } from '../../electron/engine/index/entries.ts'
import { createListing } from '../../electron/engine/index/listing.ts'
import { hashOf, type OpenLibrary, openLibrary, startLibrary, store } from '../helpers/library.ts'
import { fold, needleOf, urls } from '../helpers/library-urls.ts'
import { orientedJpeg, png, scene } from '../helpers/pictures.ts'

/** What a library must hold, kept as plainly as can be: sources in the order in which they were last seen. */
interface Model {
  sources: { url: string; hash: string }[]
  /** Content hashes in the order of storing. */
  images: string[]
  trashed: Set<string>
  /** What was kept for each discarded copy. */
  keepers: Map<string, string>
}

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('store' as const), bytes: fc.nat(9), url: urls }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('trash' as const, 'restore' as const), bytes: fc.nat(9) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('keep' as const), bytes: fc.nat(9), other: fc.nat(9) }) },
)
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

async function perform(opened: OpenLibrary, model: Model, step: Step): Promise<void> {
  if (step.kind === 'store') return performStore(opened, model, step)
  const hash = model.images[step.bytes % model.images.length]
  if (!hash) return
  if (step.kind === 'keep') return performKeep(opened, model, hash, model.images[step.other % model.images.length])
  await opened.client.images[step.kind]({ hashes: [hash] })
  model.keepers.delete(hash)
  if (step.kind === 'trash') model.trashed.add(hash)
  else model.trashed.delete(hash)
}

async function performStore({ library }: OpenLibrary, model: Model, { bytes, url }: { bytes: number; url: string }) {
  const hash = hashOf(await store(library, `bytes ${bytes}`, { url, filename: 'same' }))
  if (!model.images.includes(hash)) model.images.push(hash)
  if (!isAnswered(model, hash)) {
    model.trashed.delete(hash)
    model.keepers.delete(hash)
  }
  model.sources = [...model.sources.filter((one) => one.url !== url || one.hash !== hash), { url, hash }]
}

async function performKeep({ client }: OpenLibrary, model: Model, keeper: string, copy = keeper): Promise<void> {
  if (keeper === copy || model.trashed.has(keeper) || model.trashed.has(copy)) return
  await client.duplicates.keep({ keeper, discard: [copy] })
  for (const [image, former] of model.keepers) if (former === copy) model.keepers.set(image, keeper)
  model.keepers.set(copy, keeper)
  model.trashed.add(copy)
}

/** Whether clients are answered with an image: it is live, or what was kept for it is. */
const isAnswered = ({ trashed, keepers }: Model, hash: string) =>
  !trashed.has(hash) || !trashed.has(keepers.get(hash) ?? hash)

const holds = (url: string, needle: string) => fold(url).includes(fold(needle))

/** Sources that a search must find, the one seen last first. */
const expectedSources = (model: Model, needle: string) =>
  model.sources.filter(({ url, hash }) => holds(url, needle) && isAnswered(model, hash)).reverse()

/** Images that a list must show, the one stored last first; the URLs of its copies are an image’s own. */
const expectedImages = ({ images, sources, trashed, keepers }: Model, needle: string, view: 'library' | 'trash') =>
  images
    .filter((hash) => trashed.has(hash) === (view === 'trash'))
    .filter((image) => {
      const own = sources.filter(({ hash }) => hash === image || keepers.get(hash) === image)
      return needle === '' || own.some(({ url }) => holds(url, needle))
    })
    .reverse()

async function expectSameAnswers(opened: OpenLibrary, model: Model, needle: string): Promise<void> {
  const { library, client, directory } = opened
  const sources = expectedSources(model, needle)
  const fromMemory = await library.entries.search(needle, 1000)
  expect(fromMemory.total).toBe(sources.length)
  expect(fromMemory.entries.map(({ url, contentHash }) => ({ url, hash: contentHash }))).toEqual(sources)
  const fewer = await library.entries.search(needle, 2)
  expect([fewer.total, fewer.entries]).toEqual([sources.length, fromMemory.entries.slice(0, 2)])
  const database = new SQLite(join(directory, 'index.db'), { readonly: true })
  expect(await createEntries(database).search(needle, 1000)).toEqual(fromMemory)
  const listing = createListing(database)
  for (const view of ['library', 'trash'] as const) {
    const { items, total, ceiling } = await client.images.list({ text: needle, view })
    expect(items.map(({ hash }) => hash)).toEqual(expectedImages(model, needle, view))
    expect(total).toBe(items.length)
    const bySql = await listing.page({ view, text: needle, offset: 0, limit: 1000 })
    expect(bySql).toEqual({ images: items.map(({ id }) => id), total, ceiling })
    const below = await client.images.list({
      text: needle,
      view,
      ceiling: Math.max(0, ceiling - 1),
      offset: 1,
      limit: 2,
    })
    const belowBySql = await listing.page({
      view,
      text: needle,
      ceiling: Math.max(0, ceiling - 1),
      offset: 1,
      limit: 2,
    })
    expect(belowBySql).toEqual({
      images: below.items.map(({ id }) => id),
      ...{ total: below.total, ceiling: below.ceiling },
    })
  }
  database.close()
}

describe('a search for a part of a URL', () => {
  test('answers from memory as by SQL and as a plain search, whatever was stored, seen again, kept for another, trashed and restored', {
    timeout: 120_000,
  }, async () => {
    const steps = fc.array(step, { minLength: 1, maxLength: 25 })
    const picks = fc.array(fc.nat(), { minLength: 4, maxLength: 4 })
    const property = fc.asyncProperty(steps, picks, async (all, chosen) => {
      const opened = await openLibrary()
      const model: Model = { sources: [], images: [], trashed: new Set(), keepers: new Map() }
      await opened.library.loaded
      for (const one of all) await perform(opened, model, one)
      const known = model.sources.map(({ url }) => url)
      for (const needle of ['', ...chosen.map((pick) => (known.length > 0 ? needleOf(known, pick) : 'x'))]) {
        await expectSameAnswers(opened, model, needle)
      }
      await opened.close()
    })
    await fc.assert(property, { numRuns: 25 })
  })

  test('takes percent signs, underscores and backslashes for themselves', async () => {
    const { library } = await openLibrary()
    for (const url of ['100%', '100_', '1000', 'back\\slash', 'back/slash']) await store(library, url, { url })
    const found = async (text: string) => (await library.entries.search(text, 10)).entries.map(({ url }) => url)
    expect([await found('0%'), await found('0_'), await found('k\\s')]).toEqual([['100%'], ['100_'], ['back\\slash']])
  })

  test('tells capitals from small letters only outside ASCII', async () => {
    const { library } = await openLibrary()
    await store(library, 'x', { url: 'https://example.org/ÉCOLE/Photo.JPG' })
    const total = async (text: string) => (await library.entries.search(text, 10)).total
    expect([await total('photo.jpg'), await total('PHOTO'), await total('École'), await total('école')]).toEqual([
      1, 1, 1, 0,
    ])
  })
})

describe('while the URLs are still being read', () => {
  test('the answers are the same as afterwards, also for what is stored meanwhile', async () => {
    const first = await openLibrary()
    const all = Array.from({ length: 300 }, (_, i) =>
      store(first.library, `bytes ${i}`, { url: `https://example.org/${i}` }),
    )
    await Promise.all([...all, store(first.library, await png(1), { url: 'https://example.org/picture' })])
    await first.client.images.trash({ hashes: [hashOf(await (all[7] as (typeof all)[number]))] })
    await first.close()
    const { library, client, close } = await startLibrary({ directory: first.directory })
    const meanwhile = store(library, 'meanwhile', { url: 'https://example.org/1-meanwhile' })
    const ask = async () => {
      const { items, total } = await client.images.list({ text: 'org/1' })
      const trash = await client.images.list({ view: 'trash' })
      const search = await library.entries.search('ORG/29', 5)
      const similar = await library.entries.similar('0'.repeat(16), 64, 10)
      return { items, total, trash: trash.items, search, similar }
    }
    expect((await client.host.info({})).loading).toBe(true)
    const before = await ask()
    await meanwhile
    await library.loaded
    expect((await client.host.info({})).loading).toBe(false)
    const after = await ask()
    expect(after.total).toBe(before.total + (before.items.length === after.items.length ? 0 : 1))
    expect(after.items.slice(-before.items.length)).toEqual(before.items)
    expect({ ...after, items: 0, total: 0 }).toEqual({ ...before, items: 0, total: 0 })
    expect(after.items.some(({ name }) => name === '1-meanwhile')).toBe(true)
    await close()
  })
})

describe('pages of a list', () => {
  test('neither lose nor double an image while others are added', { timeout: 60_000 }, async () => {
    const shape = fc.record({
      start: fc.integer({ min: 0, max: 20 }),
      limit: fc.integer({ min: 1, max: 7 }),
      between: fc.array(fc.nat(4), { maxLength: 8 }),
    })
    const property = fc.asyncProperty(shape, async ({ start, limit, between }) => {
      const { library, client, close } = await openLibrary()
      const add = async (name: string) => hashOf(await store(library, name, { url: `https://example.org/${name}` }))
      const there = await Promise.all(Array.from({ length: start }, (_, i) => add(`old ${i}`)))
      const seen: string[] = []
      let ceiling: number | undefined
      for (let round = 0; round <= start; round++) {
        const page = await client.images.list({
          offset: seen.length,
          limit,
          ...(ceiling === undefined ? {} : { ceiling }),
        })
        ceiling = page.ceiling
        expect(page.total).toBe(start)
        seen.push(...page.items.map(({ hash }) => hash))
        for (let i = 0; i < (between[round] ?? 0); i++) await add(`new ${round} ${i}`)
      }
      expect(seen.toSorted()).toEqual(there.toSorted())
      await close()
    })
    await fc.assert(property, { numRuns: 15 })
  })

  test('of no length tell the total alone', async () => {
    const { library, client } = await openLibrary()
    await store(library, 'x')
    expect(await client.images.list({ limit: 0 })).toMatchObject({ items: [], total: 1 })
  })
})

describe('a search for similar pictures', () => {
  test('gives the nearest first, leaves out the picture itself and what lies in the trash, and counts them all', async () => {
    const { library, client } = await openLibrary()
    const pictures = await Promise.all([png(1, 192, 128), png(1, 96, 64), png(1, 300, 200), png(2), png(3)])
    const stored = []
    for (const [i, bytes] of pictures.entries())
      stored.push(await store(library, bytes, { url: `https://example.org/${i}` }))
    const [first = '', second = '', third = ''] = stored.map(hashOf)
    const near = await client.images.similar({ hash: first, distance: 8 })
    expect(near.items.map(({ image }) => image.hash).sort()).toEqual([second, third].sort())
    const all = await client.images.similar({ hash: first, distance: 64, limit: 2 })
    expect([all.items.length, all.total]).toEqual([2, 4])
    expect(all.items.map(({ distance }) => distance)).toEqual(
      all.items.map(({ distance }) => distance).toSorted((a, b) => a - b),
    )
    await client.images.trash({ hashes: [second] })
    expect((await client.images.similar({ hash: first, distance: 8 })).items.map(({ image }) => image.hash)).toEqual([
      third,
    ])
  })

  test('gives mirrored and rotated ones on request, each named and with its nearest turn, from memory as by SQL', async () => {
    const { library, client, directory } = await openLibrary()
    await library.loaded
    const orientations = [1, 2, 4, 6, 7]
    const stored = []
    for (const orientation of orientations) {
      const turned = await orientedJpeg(scene(5, 240, 160), orientation)
      // Without its EXIF, the picture itself is turned.
      const bytes = await sharp(turned).png().toBuffer()
      stored.push(hashOf(await store(library, bytes, { url: `https://example.org/${orientation}` })))
    }
    await store(library, await png(6), { url: 'https://example.org/other' })
    const [first = '', ...others] = stored
    const plain = await client.images.similar({ hash: first, distance: 10 })
    expect(plain.total).toBe(0)
    const turned = await client.images.similar({ hash: first, distance: 10, turned: true })
    const named = new Map(turned.items.map(({ image, orientation }) => [image.hash, orientation]))
    expect(others.map((hash) => named.get(hash))).toEqual(['mirrored', 'flipped', 'rotated270', 'transversed'])
    const { perceptualHash } = await client.images.get({ hash: first })
    const database = new SQLite(join(directory, 'index.db'), { readonly: true })
    const bySql = await createListing(database).similar(perceptualHash?.value ?? '', 10, true)
    const fromMemory = await client.images.similar({ hash: perceptualHash?.value ?? '', distance: 10, turned: true })
    expect(bySql.map(({ image, distance, orientation }) => [image, distance, orientation])).toEqual(
      fromMemory.items.map(({ image, distance, orientation }) => [image.id, distance, orientation]),
    )
    database.close()
  })
})
