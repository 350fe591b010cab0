import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LibraryEvent } from '#shared/events.ts'
import { Orientation, type PairKind } from '#shared/schema.ts'
import {
  add,
  clusterOf,
  original,
  reencoded,
  resized,
  rewrap,
  turned,
  untilReady,
  watermarked,
} from '../../helpers/duplicates.ts'
import { openSharedLibrary, recordEvents, store, temporaryFolder, until } from '../../helpers/library.ts'

let opened: Awaited<ReturnType<typeof openSharedLibrary>>
beforeAll(async () => {
  opened = await openSharedLibrary()
  await untilReady(opened)
})
afterAll(() => opened.remove())

const likenessOf = async (keeper: string, hash: string) => {
  const { members } = await clusterOf(opened.client, keeper)
  return members.find(({ image }) => image.hash === hash)
}

describe('a copy', () => {
  const kinds: [PairKind, string, (seed: number) => Promise<Buffer>][] = [
    ['samePixels', 'of the same pixels with other bytes', rewrap],
    ['reencoded', 'encoded again', reencoded],
    ['resized', 'of another size', resized],
    ['variant', 'with a watermark', watermarked],
  ]
  test.each(kinds)('is called %s when it is one %s', async (kind, _what, copy) => {
    const seed = 10 + kinds.findIndex(([name]) => name === kind)
    const [first, second] = [await add(opened, original(seed)), await add(opened, copy(seed))]
    const { members, cluster } = await clusterOf(opened.client, first)
    expect(members.map(({ image }) => image.hash).sort()).toEqual([first, second].sort())
    expect([members[1]?.kind, cluster.kind]).toEqual([kind, kind])
    expect(cluster.confidence).toBe(kind === 'variant' ? 'unsure' : 'safe')
  })

  test.each(Orientation.options)('is found %s, and named so', async (orientation) => {
    const seed = 20 + Orientation.options.indexOf(orientation)
    const [first, second] = [await add(opened, original(seed)), await add(opened, turned(seed, orientation))]
    const found = await likenessOf(first, second)
    expect(found?.likeness?.orientation).toBe(orientation)
    expect(found?.kind).toBe(orientation === 'upright' ? 'resized' : 'turned')
    const similar = await opened.client.images.similar({ hash: first, distance: 10, turned: true })
    const match = similar.items.find(({ image }) => image.hash === second)
    expect(match?.orientation).toBe(orientation)
  })

  test.each(['rotated90', 'transversed'] as const)(
    '%s is named from the copy to keep, also when that came later',
    async (orientation) => {
      const seed = orientation === 'rotated90' ? 30 : 31
      const [second, first] = [await add(opened, turned(seed, orientation)), await add(opened, original(seed))]
      expect(await likenessOf(first, second)).toMatchObject({ likeness: { orientation }, kind: 'turned' })
    },
  )

  test('is similar when mirrored only to those who ask for that', async () => {
    const [first, second] = [await add(opened, original(32)), await add(opened, turned(32, 'mirrored'))]
    const hashes = async (turnedToo: boolean) => {
      const { items } = await opened.client.images.similar({ hash: first, distance: 10, turned: turnedToo })
      return items.map(({ image }) => image.hash)
    }
    expect([await hashes(false), await hashes(true)]).toEqual([[], [second]])
  })

  test('is no copy of another picture', async () => {
    const [first, second] = [await add(opened, original(33)), await add(opened, original(34))]
    for (const hash of [first, second])
      await expect(opened.client.duplicates.get({ hash })).rejects.toMatchObject({ code: 'notFound', field: 'hash' })
  })
})

describe('the nearest picture that was there', () => {
  const source = (name: string) => ({ url: `https://example.org/near/${name}` })

  test('is told in the answer to each store', async () => {
    const first = await add(opened, original(40))
    const { verdict } = await store(opened.library, await reencoded(40), source('40'))
    expect(verdict).toMatchObject({ kind: 'added', near: { hash: first, orientation: 'upright' } })
    expect(verdict.near?.distance).toBeLessThanOrEqual(10)
    const again = await store(opened.library, await reencoded(40), source('40'))
    expect(again.verdict).toMatchObject({ kind: 'existing', near: null })
    expect((await store(opened.library, await original(41), source('41'))).verdict.near).toBeNull()
  })

  test('is told with how it must be turned to get the new one', async () => {
    const first = await add(opened, original(42))
    const { verdict } = await store(opened.library, await turned(42, 'rotated90'), source('42'))
    expect(verdict.near).toMatchObject({ hash: first, orientation: 'rotated90' })
  })

  test('is told in events', async () => {
    const first = await add(opened, original(43))
    const events = recordEvents(opened.library)
    const second = await add(opened, reencoded(43))
    await until(() => events.some(({ type }) => type === 'duplicates.changed'))
    const added = events.find(
      (event): event is LibraryEvent & { type: 'images.added' } => event.type === 'images.added',
    )
    expect(added?.images.map(({ hash }) => hash)).toEqual([second])
    expect(added?.near).toMatchObject([{ hash: second, near: { hash: first, orientation: 'upright' } }])
  })

  test('is told with the progress of an import', async () => {
    const folder = await temporaryFolder()
    const first = await add(opened, original(46))
    await writeFile(join(folder, 'copy.jpg'), await reencoded(46))
    await writeFile(join(folder, 'other.png'), await original(47))
    const { job } = await opened.client.imports.paths({ paths: [folder] })
    const progress = async () => (await opened.client.imports.list({})).find(({ id }) => id === job)
    await until(async () => (await progress())?.state === 'done')
    const { counts, verdicts = [] } = (await progress()) ?? {}
    expect(counts).toMatchObject({ added: 2, near: 1 })
    const near = new Map(verdicts.map((verdict) => [verdict.name, verdict.near?.hash]))
    expect(near).toEqual(
      new Map([
        ['copy.jpg', first],
        ['other.png', undefined],
      ]),
    )
  })

  test('is one that does not lie in the trash', async () => {
    const [first, second] = [await add(opened, original(44)), await add(opened, reencoded(44, 50))]
    await opened.client.images.trash({ hashes: [first] })
    expect((await store(opened.library, await reencoded(44), source('44'))).verdict.near?.hash).toBe(second)
  })

  test('is told past a trashed one with the very same hashes', async () => {
    const first = await add(opened, original(45))
    const other = await add(opened, turned(45, 'mirrored'))
    await opened.client.images.trash({ hashes: [first] })
    const { verdict } = await store(opened.library, await rewrap(45), source('45'))
    expect(verdict.near).toMatchObject({ hash: other, orientation: 'mirrored' })
  })
})
