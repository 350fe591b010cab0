import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CallInput } from '#shared/contract.ts'
import { openReadyLibrary, untilReady } from '../../helpers/duplicates.ts'
import { createHashes, plantClusters, plantedHash, plantLibrary } from '../../helpers/duplicates-planted.ts'
import { flipBits } from '../../helpers/fingerprints.ts'
import { openSharedLibrary, startLibrary, temporaryFolder } from '../../helpers/library.ts'

type Wish = CallInput<'duplicates.list'>

/** Pairs at distances 0 to 12, each of a kind and from places of its own. */
const pairs = [
  { distance: 0, kind: 'samePixels', urls: ['https://a.org/1', 'https://a.org/2'], clients: ['one', 'one'] },
  { distance: 2, kind: 'reencoded', urls: ['https://a.org/3', 'https://b.org/4'], clients: ['one', 'two'] },
  { distance: 5, kind: 'resized', urls: ['https://b.org/5', 'https://b.org/6'], clients: ['one', 'two'] },
  { distance: 8, kind: 'turned', urls: ['https://b.org/7', 'https://c.org/8'], clients: ['two', 'two'] },
  { distance: 10, kind: 'variant', urls: ['https://c.org/9', 'https://c.org/10'], clients: ['one', 'two'] },
] as const

let opened: Awaited<ReturnType<typeof openSharedLibrary>>
beforeAll(async () => {
  const hash = createHashes(3)
  const images = pairs.flatMap(({ distance, urls, clients }, pair) => {
    const [perceptual, detail] = [hash(16), hash(64)]
    const bits = Array.from({ length: distance }, (_, bit) => bit)
    return [0, 1].map((at) => ({
      perceptual: at === 0 ? perceptual : flipBits(perceptual, bits),
      detail: at === 0 ? detail : flipBits(detail, bits),
      pixels: at === 0 ? 20_000 : 10_000,
      url: urls[at] ?? '',
      client: clients[at] ?? '',
      byteSize: 1000 * (10 - pair),
    }))
  })
  const edges = pairs.map(({ distance, kind }, at) => ({ a: at * 2 + 1, b: at * 2 + 2, distance, kind }))
  opened = await openSharedLibrary()
  await opened.close()
  await plantLibrary(opened.directory, images, edges)
  opened = { ...opened, ...(await startLibrary({ directory: opened.directory })) }
  await untilReady(opened)
})
afterAll(() => opened.remove())

/** Which of the pairs a wish answers with. */
async function chosen(wish: Wish): Promise<number[]> {
  const { items } = await opened.client.duplicates.list(wish)
  const keepers = pairs.map((_, at) => plantedHash(at * 2 + 1))
  return items.map(({ keeper }) => keepers.indexOf(keeper.hash))
}

describe('the queue', () => {
  test.each([0, 1, 2, 4, 5, 7, 8, 9, 10])('at radius %i holds what is within it', async (distance) => {
    const within = pairs.flatMap((pair, at) => (pair.distance <= distance ? [at] : []))
    expect(await chosen({ distance })).toEqual(within)
    const last = plantedHash(pairs.length * 2)
    const get = opened.client.duplicates.get({ hash: last, distance })
    if (distance === 10) expect((await get).members.length).toBe(2)
    else await expect(get).rejects.toMatchObject({ code: 'notFound' })
  })

  test('is filtered by kind, by one domain, and by several clients', async () => {
    expect(await chosen({ kinds: ['reencoded', 'variant'] })).toEqual([1, 4])
    expect(await chosen({ sameDomain: true })).toEqual([0, 2, 4])
    expect(await chosen({ acrossClients: true })).toEqual([1, 2, 4])
    expect(await chosen({ sameDomain: true, acrossClients: true, distance: 5 })).toEqual([2])
    expect(await chosen({ kinds: ['turned'], sameDomain: true })).toEqual([])
  })

  test('is ordered as wished', async () => {
    expect(await chosen({ order: 'tightest' })).toEqual([0, 1, 2, 3, 4])
    expect(await chosen({ order: 'newest' })).toEqual([4, 3, 2, 1, 0])
    expect(await chosen({ order: 'reclaimable' })).toEqual([0, 1, 2, 3, 4])
    expect(await chosen({ order: 'largest' })).toEqual([0, 1, 2, 3, 4])
  })

  test('tells the totals of all of it with each stretch', async () => {
    const whole = await opened.client.duplicates.list({})
    expect(whole).toMatchObject({ total: 5, images: 10, reclaimable: 40_000, loading: false })
    const stretch = await opened.client.duplicates.list({ offset: 3, limit: 1 })
    expect(stretch).toMatchObject({ total: 5, images: 10, reclaimable: 40_000 })
    expect(stretch.items).toEqual([whole.items[3]])
    expect((await opened.client.duplicates.list({ offset: 5 })).items).toEqual([])
    expect((await opened.client.duplicates.list({ limit: 0 })).total).toBe(5)
  })

  test('tells of each cluster how far, how sure and from where', async () => {
    const { items } = await opened.client.duplicates.list({})
    expect(items.map(({ nearest, farthest, kind, confidence }) => [nearest, farthest, kind, confidence])).toEqual([
      [0, 0, 'samePixels', 'safe'],
      [2, 2, 'reencoded', 'safe'],
      [5, 5, 'resized', 'safe'],
      [8, 8, 'turned', 'look'],
      [10, 10, 'variant', 'unsure'],
    ])
    expect(items.map(({ sameDomain, acrossClients }) => [sameDomain, acrossClients])).toEqual([
      [true, false],
      [false, true],
      [true, true],
      [false, false],
      [true, true],
    ])
  })
})

test('stretches of a queue of hundreds join without loss', async () => {
  const directory = await temporaryFolder()
  await plantClusters(directory, 300)
  const { client } = await openReadyLibrary({ directory })
  const keepers: string[] = []
  for (let offset = 0; offset < 300; offset += 70) {
    const { items, total } = await client.duplicates.list({ offset, limit: 70, order: 'newest' })
    expect(total).toBe(300)
    keepers.push(...items.map(({ keeper }) => keeper.hash))
  }
  expect(keepers).toEqual(Array.from({ length: 300 }, (_, cluster) => plantedHash((299 - cluster) * 3 + 1)))
})

test('the members of a large cluster are read stretch by stretch, the keeper first', async () => {
  const directory = await temporaryFolder()
  const hash = createHashes(5)
  const same = { perceptual: hash(16), detail: hash(64) }
  await plantLibrary(
    directory,
    Array.from({ length: 40 }, (_, at) => ({ ...same, pixels: at === 7 ? 20_000 : 10_000 })),
  )
  const { client } = await openReadyLibrary({ directory })
  const first = await client.duplicates.get({ hash: plantedHash(1), limit: 25 })
  const second = await client.duplicates.get({ hash: plantedHash(1), offset: 25 })
  expect([first.cluster.size, first.members.length, second.members.length]).toEqual([40, 25, 15])
  expect(first.members[0]?.image.hash).toBe(plantedHash(8))
  const all = [...first.members, ...second.members].map(({ image }) => image.hash)
  expect(new Set(all).size).toBe(40)
})
