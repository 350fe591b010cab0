import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { add, original, untilReady } from '../../helpers/duplicates.ts'
import { createHashes, type Planted, plantedHash, plantLibrary } from '../../helpers/duplicates-planted.ts'
import { openSharedLibrary, queryIndex, startLibrary, until } from '../../helpers/library.ts'

const count = 50_000
const slow = 180_000
const hash = createHashes(11)
const [perceptual, detail] = [hash(16), hash(64)]

type Shared = Awaited<ReturnType<typeof openSharedLibrary>>

/** A library of 50,000 pictures with one 64-bit hash; those with equal 256-bit hashes have been told apart already. */
async function openCrowd(detailOf: () => string): Promise<Shared> {
  const empty = await openSharedLibrary()
  await empty.close()
  const images = Array.from({ length: count }, (_, at): Planted => {
    return { perceptual, detail: detailOf(), pixels: at === 0 ? 20_000 : 10_000 }
  })
  const same = images.flatMap((image, at) => (at > 0 && image.detail === images[0]?.detail ? [at + 1] : []))
  const pairs = same.map((b) => ({ a: 1, b, distance: 0, kind: 'samePixels' as const }))
  await plantLibrary(empty.directory, images, pairs)
  const opened = await startLibrary({ directory: empty.directory })
  await untilReady(opened)
  const remove = async () => {
    await opened.close()
    await empty.remove()
  }
  return { ...opened, remove }
}

describe('50,000 pictures with the very same hashes', () => {
  let opened: Shared
  beforeAll(async () => {
    opened = await openCrowd(() => detail)
  }, slow)
  afterAll(() => opened.remove())

  const sizeBecomes = (size: number) =>
    until(async () => ((await opened.client.duplicates.list({})).items[0]?.size ?? 0) === size, 60)

  test('are one cluster that is listed, read, decided on and kept like any other', { timeout: slow }, async () => {
    const { list, get, decide, keep } = opened.client.duplicates
    const [keeper, second, third] = [plantedHash(1), plantedHash(2), plantedHash(3)]
    expect(await list({})).toMatchObject({
      total: 1,
      images: count,
      items: [{ size: count, keeper: { hash: keeper } }],
    })
    expect((await get({ hash: plantedHash(count), offset: count - 10 })).members.length).toBe(10)
    await decide({ hashes: [keeper, second], verdict: 'notDuplicates' })
    await sizeBecomes(count - 1)
    await keep({ keeper, discard: [third] })
    await sizeBecomes(count - 2)
    await opened.client.history.undo({})
    await opened.client.history.undo({})
    await sizeBecomes(count)
    expect((await opened.client.images.similar({ hash: keeper, distance: 0, limit: 1 })).total).toBe(count - 1)
  })

  test('are discarded but for one, and taken back, in one change each', { timeout: slow }, async () => {
    const others = Array.from({ length: count - 1 }, (_, at) => plantedHash(at + 2))
    const { changed } = await opened.client.duplicates.keep({ keeper: plantedHash(1), discard: others })
    expect(changed).toBe(count - 1)
    const kept = await opened.client.images.get({ hash: plantedHash(1) })
    expect([kept.sourceCount, kept.supersedes.length]).toEqual([count, count - 1])
    await sizeBecomes(0)
    await opened.client.history.undo({})
    expect(queryIndex(opened.directory, 'SELECT 1 FROM superseded LIMIT 1')).toEqual([])
    await sizeBecomes(count)
  })
})

describe('50,000 pictures with one 64-bit hash that are not alike', () => {
  let opened: Shared
  beforeAll(async () => {
    const details = createHashes(12)
    opened = await openCrowd(() => details(64))
  }, slow)
  afterAll(() => opened.remove())

  test('make no cluster, and are similar to each other only by that hash', { timeout: slow }, async () => {
    expect(await opened.client.duplicates.list({})).toMatchObject({ total: 0, images: 0 })
    const similar = await opened.client.images.similar({ hash: perceptual, distance: 0, limit: 1 })
    expect(similar.total).toBe(count)
    const fresh = await add(opened, original(1))
    expect((await opened.client.images.similar({ hash: fresh, distance: 0 })).total).toBe(0)
    expect((await opened.client.duplicates.list({})).total).toBe(0)
  })

  test('keep nobody waiting while they are searched, and the search can be stopped', { timeout: slow }, async () => {
    const searching = async () => (await opened.client.duplicates.tasks({})).find(({ task }) => task === 'searching')
    expect(await opened.client.duplicates.search({})).toEqual({ started: true })
    expect((await opened.client.images.list({ limit: 1 })).total).toBe(count + 1)
    const { cancelled } = await opened.client.duplicates.cancel({})
    await until(async () => (await searching())?.state === (cancelled ? 'cancelled' : 'done'))
    expect((await opened.client.duplicates.list({})).total).toBe(0)
  })
})
