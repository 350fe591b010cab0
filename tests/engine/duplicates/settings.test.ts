import { beforeEach, describe, expect, test } from 'vitest'
import { defaultSettings, KeepRule, type ProtectedSource } from '#shared/duplicates.ts'
import { openReadyLibrary, queueOf, reopen } from '../../helpers/duplicates.ts'
import { createHashes, plantedHash, plantLibrary } from '../../helpers/duplicates-planted.ts'
import { failureOf, type OpenLibrary, temporaryFolder } from '../../helpers/library.ts'

const [best, large, small, third] = [1, 2, 3, 4].map(plantedHash) as [string, string, string, string]
const likenesses = [2, 3, 4].flatMap((b) =>
  Array.from({ length: b - 1 }, (_, at) => ({ a: at + 1, b, distance: 1, kind: 'reencoded' as const })),
)
const images = [
  { pixels: 40_000, url: 'https://images.example.net/best.png', client: 'scraper' },
  { pixels: 30_000, url: 'https://images.example.net/large.png', client: 'scraper' },
  { pixels: 20_000, url: 'https://sub.museum.org/art/small.jpg', client: 'museum' },
  { pixels: 10_000, url: 'https://museum.org/third.jpg', client: 'museum' },
]

let opened: OpenLibrary
beforeEach(async () => {
  const hash = createHashes(1)
  const hashes = images.map(() => ({ perceptual: hash(16), detail: hash(64) }))
  const directory = await temporaryFolder()
  await plantLibrary(
    directory,
    images.map((image, at) => ({ ...image, ...(hashes[at] as (typeof hashes)[0]) })),
    likenesses,
  )
  opened = await openReadyLibrary({ directory })
})

const protectedBy = (...protectedSources: ProtectedSource[]) => ({ ...defaultSettings, protectedSources })
const sources: ProtectedSource[] = [
  { kind: 'client', value: 'museum' },
  { kind: 'domain', value: 'sub.museum.org' },
  { kind: 'domain', value: 'museum.org' },
  { kind: 'urlPrefix', value: 'https://sub.museum.org/art/' },
]
const others: ProtectedSource[] = [
  { kind: 'client', value: 'muse' },
  { kind: 'domain', value: 'useum.org' },
  { kind: 'urlPrefix', value: 'https://museum.org/' },
]

describe('a protected source', () => {
  test.each(sources)('of $kind $value: its pictures are the ones to keep, and never discarded', async (source) => {
    await opened.client.duplicates.configure(protectedBy(source))
    const { members } = await opened.client.duplicates.get({ hash: small })
    expect(members[0]).toMatchObject({ image: { hash: small }, isProtected: true, reason: null })
    const reasonOf = (hash: string) => members.find(({ image }) => image.hash === hash)?.reason
    expect([reasonOf(best), reasonOf(large)]).toEqual(['protected', 'protected'])
    const failure = await failureOf(opened.client.duplicates.keep({ keeper: large, discard: [small] }))
    expect(failure).toMatchObject({ code: 'conflict', field: 'discard' })
    expect(failure.message).toMatch(/comes from a protected source/)
    expect((await opened.client.images.list({})).total).toBe(4)
    await opened.client.duplicates.keep({ keeper: small, discard: [large] })
  })

  test.each(others)('of $kind $value does not hold for others', async (source) => {
    await opened.client.duplicates.configure(protectedBy(source))
    await opened.client.duplicates.keep({ keeper: large, discard: [small] })
    expect((await opened.client.images.list({})).total).toBe(3)
  })

  test('keeps its pictures out of plans, though not those like them', async () => {
    const planned = async () => {
      const { groups } = await opened.client.duplicates.plan({})
      return groups.flatMap(({ samples }) => samples.map(({ keeper, discard }) => [keeper, ...discard]))
    }
    const hashes = async () => (await planned()).map((action) => action.map(({ hash }) => hash))
    expect(await hashes()).toEqual([[best, large, small, third]])
    await opened.client.duplicates.configure(protectedBy({ kind: 'domain', value: 'museum.org' }))
    expect(await hashes()).toEqual([[small, best, large]])
  })

  test('holds for what stands behind a kept picture, too', async () => {
    await opened.client.duplicates.keep({ keeper: large, discard: [small] })
    await opened.client.duplicates.configure(protectedBy({ kind: 'client', value: 'museum' }))
    const failure = await failureOf(opened.client.duplicates.keep({ keeper: best, discard: [large] }))
    expect(failure.code).toBe('conflict')
  })
})

describe('the rules', () => {
  test('choose the copy to keep, in their order', async () => {
    const keeper = async () => (await queueOf(opened.client))[0]?.[0]
    expect(await keeper()).toBe(best)
    await opened.client.images.tag({ hashes: [small], add: ['good'] })
    expect(await keeper()).toBe(best)
    await opened.client.duplicates.configure({ rules: ['metadata', 'resolution'], protectedSources: [] })
    expect(await keeper()).toBe(small)
    const { members } = await opened.client.duplicates.get({ hash: best })
    expect(members[1]?.reason).toBe('metadata')
  })

  test('are kept, and changed back by undo', async () => {
    expect(await opened.client.duplicates.settings({})).toEqual(defaultSettings)
    const wanted = { rules: [...KeepRule.options].reverse(), protectedSources: sources }
    await opened.client.duplicates.configure(wanted)
    const again = await reopen(opened)
    expect(await again.client.duplicates.settings({})).toEqual(wanted)
    await again.client.history.undo({})
    expect(await again.client.duplicates.settings({})).toEqual(defaultSettings)
    expect((await queueOf(again.client))[0]?.[0]).toBe(best)
  })

  test('may be none: then what is better by all of them is kept', async () => {
    await opened.client.duplicates.configure({ rules: [], protectedSources: [] })
    expect((await queueOf(opened.client))[0]?.[0]).toBe(best)
  })
})
