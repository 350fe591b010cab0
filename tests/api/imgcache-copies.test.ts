import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Doors, openDoors, storePicture, transports } from '../helpers/api-doors.ts'
import { original, reencoded } from '../helpers/duplicates.ts'
import { clientOf, until } from '../helpers/library.ts'

describe.each(transports)('a copy that was discarded for another, over %s', (transport) => {
  let doors: Doors
  beforeAll(async () => {
    doors = await openDoors(transport)
    await until(async () => !(await clientOf(doors.library).duplicates.list({ limit: 0 })).loading)
  })
  afterAll(() => doors.close())

  const statusOf = async (path: string, init?: RequestInit) => (await doors.ask(path, init)).status
  const jsonOf = async (path: string) => (await doors.ask(path)).json()
  const encoded = (url: string) => encodeURIComponent(url)

  /** A picture and a worse copy of it, of which the copy was discarded. */
  async function keepBest(seed: number) {
    const [large, small] = [await original(seed), await reencoded(seed)]
    const urls = [`https://c.example/${seed}/large`, `https://c.example/${seed}/small`] as const
    const keeper = (await storePicture(doors, large, urls[0])).entry.content_hash
    const copy = (await storePicture(doors, small, urls[1])).entry.content_hash
    await clientOf(doors.library).duplicates.keep({ keeper, discard: [copy] })
    return { keeper, copy, small, large, urls }
  }

  const addressesOf = (hash: string, url: string) => [
    `/images/${hash}`,
    `/images/meta/${hash}`,
    `/images/lookup?url=${encoded(url)}`,
  ]

  test('is answered with its own bytes and entries as ever', async () => {
    const { copy, small, urls } = await keepBest(1)
    for (const address of addressesOf(copy, urls[1])) expect([address, await statusOf(address)]).toEqual([address, 200])
    expect(Buffer.from(await (await doors.ask(`/images/${copy}`)).arrayBuffer()).equals(small)).toBe(true)
    expect(await jsonOf(`/images/lookup?url=${encoded(urls[1])}`)).toMatchObject({ content_hash: copy, url: urls[1] })
    expect(await jsonOf(`/images/search?url_contains=${encoded(urls[1])}`)).toMatchObject([{ content_hash: copy }])
  })

  test('is posted again with 200 and its own hash, and its new URL is one of the kept picture’s', async () => {
    const { keeper, copy, small, urls } = await keepBest(2)
    const client = clientOf(doors.library)
    const grid = await client.images.list({})
    const again = await storePicture(doors, small, urls[1])
    const elsewhere = await storePicture(doors, small, 'https://elsewhere.example/2')
    expect([again, elsewhere].map(({ status, entry }) => [status, entry.content_hash])).toEqual([
      [200, copy],
      [200, copy],
    ])
    expect(elsewhere.entry.url).toBe('https://elsewhere.example/2')
    const after = await client.images.list({})
    expect(after.items.map(({ hash }) => hash)).toEqual(grid.items.map(({ hash }) => hash))
    expect((await client.duplicates.list({})).total).toBe(0)
    const { sources } = await client.images.get({ hash: keeper })
    expect(sources.map(({ url }) => url).sort()).toEqual([...urls, 'https://elsewhere.example/2'].sort())
    expect((await client.images.list({ text: 'elsewhere.example' })).items.map(({ hash }) => hash)).toEqual([keeper])
  })

  test('is 404 once it is deleted, and the kept picture stays', async () => {
    const { keeper, copy, small, urls } = await keepBest(3)
    expect(await statusOf(`/images/${copy}`, { method: 'DELETE' })).toBe(204)
    for (const address of addressesOf(copy, urls[1])) expect([address, await statusOf(address)]).toEqual([address, 404])
    expect(await statusOf(`/images/${copy}`, { method: 'DELETE' })).toBe(404)
    for (const address of addressesOf(keeper, urls[0])) expect(await statusOf(address)).toBe(200)
    expect((await clientOf(doors.library).images.get({ hash: keeper })).sources.length).toBe(1)
    expect((await storePicture(doors, small, urls[1])).status).toBe(201)
    for (const address of addressesOf(copy, urls[1])) expect(await statusOf(address)).toBe(200)
  })

  test('is 404 when the kept picture is deleted, and is stored by itself when it is posted then', async () => {
    const { keeper, copy, small, urls } = await keepBest(4)
    expect(await statusOf(`/images/${keeper}`, { method: 'DELETE' })).toBe(204)
    for (const address of addressesOf(copy, urls[1])) expect([address, await statusOf(address)]).toEqual([address, 404])
    const { status, entry } = await storePicture(doors, small, urls[1])
    expect([status, entry.content_hash]).toEqual([201, copy])
    for (const address of addressesOf(copy, urls[1])) expect(await statusOf(address)).toBe(200)
    expect(await statusOf(`/images/${keeper}`)).toBe(404)
  })

  test('is found by likeness under its keeper alone', async () => {
    const { keeper, copy } = await keepBest(5)
    const { perceptual_hash } = await jsonOf(`/images/meta/${keeper}`)
    const found = await jsonOf(`/images/similar?perceptual_hash=${perceptual_hash}&max_hamming_distance=10`)
    const hashes = found.map((entry: { content_hash: string }) => entry.content_hash)
    expect([hashes.includes(keeper), hashes.includes(copy)]).toEqual([true, false])
  })
})
