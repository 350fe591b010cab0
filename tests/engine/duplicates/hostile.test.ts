import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dispatch } from '../../../electron/api/dispatch.ts'
import { add, original, queueOf, untilReady } from '../../helpers/duplicates.ts'
import { openSharedLibrary } from '../../helpers/library.ts'
import { encoder, paint, png } from '../../helpers/pictures.ts'

let opened: Awaited<ReturnType<typeof openSharedLibrary>>
beforeAll(async () => {
  opened = await openSharedLibrary()
  await untilReady(opened)
})
afterAll(() => opened.remove())

const solid = (level: number, side = 64) => encoder(paint(side, side, () => [level, level, level]))
const svg = (fill: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><rect width="64" height="64" fill="${fill}"/></svg>`
const bars = (level: number) => encoder(paint(64, 64, (x) => (x < 0.5 ? [100, 100, 100] : [level, level, level])))

const groups: [string, () => Promise<(Uint8Array | string)[]>][] = [
  ['bytes that nothing decodes', async () => ['no picture', 'no picture either', '\x89PNG\r\n\x1a\nbroken']],
  ['drawings (SVG) of one colour', async () => [svg('red'), svg('#fe0000'), svg('blue')]],
  ['PNG of one colour', () => Promise.all([0, 1, 128, 255].map((level) => solid(level).png().toBuffer()))],
  ['JPEG of one colour', () => Promise.all([0, 1, 128, 255].map((level) => solid(level).jpeg().toBuffer()))],
  ['lossy WebP of one colour', () => Promise.all([7, 99, 128, 250].map((level) => solid(level).webp().toBuffer()))],
  [
    'pictures with hardly any contrast',
    () => Promise.all([101, 102, 103].map((level) => bars(level).png().toBuffer())),
  ],
  ['pictures under 32 pixels', () => Promise.all([31, 24, 16, 4].map((side) => png(77, side, 40)))],
]

describe.each(groups)('%s', (_what, make) => {
  test('are in no cluster and near to nothing, and similar only to those of equal hash', async () => {
    const hashes: string[] = []
    for (const bytes of await make()) hashes.push(await add(opened, Buffer.from(bytes)))
    expect(new Set(hashes).size).toBe(hashes.length)
    expect(await queueOf(opened.client)).toEqual([])
    for (const hash of hashes) {
      const { perceptualHash, lowDetail } = await opened.client.images.get({ hash })
      expect(perceptualHash === null || lowDetail).toBe(true)
      const { items } = await opened.client.images.similar({ hash, distance: 64, turned: true, limit: 1000 })
      for (const { image, distance } of items) {
        const other = await opened.client.images.get({ hash: image.hash })
        if (other.lowDetail) expect([distance, other.perceptualHash]).toEqual([0, perceptualHash])
      }
    }
  })
})

test('a picture of one colour is not told to be near another of that colour', async () => {
  const events: unknown[] = []
  const stop = opened.library.listen((event) => {
    if (event.type === 'images.added') events.push(event.near)
  })
  await add(opened, solid(200).png().toBuffer())
  await add(opened, solid(200).png({ compressionLevel: 0 }).toBuffer())
  stop()
  expect(events).toEqual([[], []])
})

test('an ordinary picture among them is not drawn into a cluster', async () => {
  const hash = await add(opened, original(60))
  expect((await opened.client.images.similar({ hash, distance: 10, turned: true })).total).toBe(0)
  expect(await queueOf(opened.client)).toEqual([])
})

describe('the gate', () => {
  const hash = 'ab'.repeat(32)
  const rules = ['age']
  test.each([
    ['duplicates.list', { distance: 12 }, 'distance'],
    ['duplicates.list', { distance: -1 }, 'distance'],
    ['duplicates.list', { distance: 2.5 }, 'distance'],
    ['duplicates.list', { distance: '4' }, 'distance'],
    ['duplicates.list', { kinds: [] }, 'kinds'],
    ['duplicates.list', { kinds: ['alike'] }, 'kinds.0'],
    ['duplicates.list', { limit: 501 }, 'limit'],
    ['duplicates.list', { order: 'random' }, 'order'],
    ['duplicates.get', { hash, distance: 12 }, 'distance'],
    ['duplicates.get', { hash: 'abc' }, 'hash'],
    ['duplicates.plan', { distance: 64 }, 'distance'],
    ['duplicates.plan', { kinds: ['variant'] }, 'kinds.0'],
    ['duplicates.keep', { keeper: hash, discard: [] }, 'discard'],
    ['duplicates.decide', { hashes: [hash], verdict: 'variants' }, 'hashes'],
    ['duplicates.decide', { hashes: [hash, hash], verdict: 'maybe' }, 'verdict'],
    ['duplicates.apply', { plan: 'x', groups: [] }, 'groups'],
    ['duplicates.configure', { rules: ['age', 'age'], protectedSources: [] }, 'rules'],
    ['duplicates.configure', { rules: ['luck'], protectedSources: [] }, 'rules.0'],
    ['duplicates.configure', { rules, protectedSources: [{ kind: 'domain', value: ' ' }] }, 'protectedSources.0.value'],
    ['images.similar', { hash, distance: 65 }, 'distance'],
    ['images.tag', { hashes: [hash], add: ['a,b'] }, 'add.0'],
    ['images.annotate', { hash, note: 'x'.repeat(100_001) }, 'note'],
  ])('refuses %s with %j and names the field', async (name, input, field) => {
    const reply = await dispatch(opened.library, name, input, 'tester')
    expect(reply).toMatchObject({
      ok: false,
      failure: { code: 'invalid', field, message: expect.stringContaining(field) },
    })
  })
})
