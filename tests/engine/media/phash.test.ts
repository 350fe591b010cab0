import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hammingDistance } from '#shared/hamming.ts'
import { type OpenMedia, openMedia } from '../../helpers/media.ts'
import { createRandom, encoder, type Pixels, paint, scene } from '../../helpers/pictures.ts'
import { referenceHashes } from './phash-reference.ts'

let media: OpenMedia
beforeAll(async () => {
  media = await openMedia()
})
afterAll(() => media.close())

const hashesOf = async (bytes: Uint8Array) => {
  const { perceptualHash, detailHash, lowDetail } = await media.inspect(bytes)
  return { perceptualHash: perceptualHash ?? 'none', detailHash: detailHash ?? 'none', lowDetail }
}

const hashesOfPixels = async (pixels: Pixels) => hashesOf(await encoder(pixels).png().toBuffer())

/** Distance of two hashes of any equal length, in bits. */
const bitsBetween = (a: string, b: string) =>
  (BigInt(`0x${a}`) ^ BigInt(`0x${b}`)).toString(2).replaceAll('0', '').length

const random = createRandom(7)
const noise = Array.from({ length: 64 }, () => random() * 255)
const vectors: [string, Pixels][] = [
  ['a gradient to the right', paint(64, 64, (x) => [x * 255, x * 255, x * 255])],
  ['a gradient downwards', paint(100, 40, (_, y) => [y * 255, 30, 255 - y * 255])],
  ['a slanted gradient of an odd size', paint(77, 131, (x, y) => [x * y * 255, x * 255, y * 255])],
  ['a disc', paint(120, 90, (x, y) => (Math.hypot(x - 0.4, y - 0.55) < 0.3 ? [250, 40, 40] : [20, 20, 60]))],
  ['stripes', paint(50, 70, (x, y) => (Math.floor(x * 7 + y * 3) % 2 ? [255, 255, 255] : [0, 90, 0]))],
  ['noise in large cells', paint(96, 96, (x, y) => [noise[Math.floor(x * 8) * 8 + Math.floor(y * 8)] ?? 0, 128, 128])],
  ['a picture smaller than the grid', paint(9, 7, (x, y) => [x * 255, y * 255, x * y * 255])],
  ['a picture of one row', paint(80, 1, (x) => [x > 0.3 && x < 0.6 ? 255 : 0, 0, x * 255])],
  ['a scene', scene(51, 200, 150)],
  ['another scene', scene(52, 111, 222)],
]

const solids: [string, number[]][] = [
  ['black', [0, 0, 0]],
  ['white', [255, 255, 255]],
  ['a colour', [13, 77, 201]],
]

describe('the hashes', () => {
  test.each(vectors)('of %s are those of the recipes', async (_, pixels) => {
    const { perceptualHash, detailHash } = await hashesOfPixels(pixels)
    expect({ perceptualHash, detailHash }).toEqual(referenceHashes(pixels))
  })

  test.each(solids)('of solid %s are zeros in every format and size, and of low detail', async (_, color) => {
    for (const [width, height] of [
      [32, 32],
      [301, 57],
      [1, 1],
      [1000, 700],
    ] as const) {
      const solid = encoder(paint(width, height, () => color))
      for (const encode of [solid.clone().png(), solid.clone().jpeg(), solid.clone().webp({ lossless: true })]) {
        const hashes = { perceptualHash: '0'.repeat(16), detailHash: '0'.repeat(64), lowDetail: true }
        expect(await hashesOf(await encode.toBuffer())).toEqual(hashes)
      }
    }
  })

  test('of a copy made smaller and compressed harder stay within a few bits', async () => {
    const distances: number[] = []
    for (let seed = 60; seed < 72; seed++) {
      const picture = scene(seed, 600, 400)
      const original = await hashesOfPixels(picture)
      const smaller = await encoder(picture).resize(240).jpeg({ quality: 60 }).toBuffer()
      const copy = await hashesOf(await sharp(smaller).resize(384).jpeg({ quality: 60 }).toBuffer())
      distances.push(hammingDistance(original.perceptualHash, copy.perceptualHash))
      expect(bitsBetween(original.detailHash, copy.detailHash)).toBeLessThanOrEqual(32)
    }
    expect(Math.max(...distances)).toBeLessThanOrEqual(4)
    expect(distances.reduce((a, b) => a + b) / distances.length).toBeLessThan(1.5)
  })

  test('of another picture are far away', async () => {
    const hashes = await Promise.all([80, 81, 82, 83, 84].map((seed) => hashesOfPixels(scene(seed))))
    const pairs = hashes.flatMap((a, i) => hashes.slice(i + 1).map((b) => [a, b] as const))
    for (const [a, b] of pairs) {
      expect(hammingDistance(a.perceptualHash, b.perceptualHash)).toBeGreaterThan(10)
      expect(bitsBetween(a.detailHash, b.detailHash)).toBeGreaterThan(80)
    }
  })

  test('of the mirrored picture follow from those of the picture', async () => {
    const original = scene(90, 160, 128)
    const hashes = await hashesOfPixels(original)
    const leftRight = await hashesOf(await encoder(original).flop().png().toBuffer())
    const upDown = await hashesOf(await encoder(original).flip().png().toBuffer())
    const flipped = (hash: string, mask: string) =>
      (BigInt(`0x${hash}`) ^ BigInt(`0x${mask}`)).toString(16).padStart(hash.length, '0')
    const masks = [
      [leftRight, 'ff00'.repeat(4), 'ffff0000'.repeat(8)],
      [upDown, 'aaaa'.repeat(4), 'aaaa'.repeat(16)],
    ] as const
    for (const [turned, mask, detailMask] of masks) {
      expect(bitsBetween(turned.perceptualHash, flipped(hashes.perceptualHash, mask))).toBeLessThanOrEqual(12)
      expect(bitsBetween(turned.detailHash, flipped(hashes.detailHash, detailMask))).toBeLessThanOrEqual(14)
    }
  })

  test('made again from the thumbnail stay within a few bits', async () => {
    for (const [width, height] of [
      [640, 480],
      [90, 60],
    ] as const) {
      const { thumbnail, ...facts } = await media.inspect(
        await encoder(scene(95, width, height))
          .png()
          .toBuffer(),
      )
      if (!thumbnail) throw new Error('There is no thumbnail.')
      const again = await media.pool.fingerprint(thumbnail, { width, height })
      expect(again?.lowDetail).toBe(false)
      expect(bitsBetween(again?.perceptualHash ?? '', facts.perceptualHash ?? '')).toBeLessThanOrEqual(2)
      expect(bitsBetween(again?.detailHash ?? '', facts.detailHash ?? '')).toBeLessThanOrEqual(16)
    }
  })

  test('of a thumbnail that cannot be read are none', async () => {
    expect(await media.pool.fingerprint(Buffer.from('no thumbnail'), { width: 9, height: 9 })).toBeNull()
  })

  test('of an SVG are none', async () => {
    const svg = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><path d="M9 9h30v9z"/></svg>',
    )
    expect(await media.inspect(svg)).toMatchObject({ perceptualHash: null, detailHash: null, lowDetail: false })
  })
})

describe('low detail', () => {
  test.each(solids)('is what lossy WebP makes of solid %s, although its decoder dithers', async (_, color) => {
    for (const quality of [30, 80]) {
      const bytes = await encoder(paint(400, 300, () => color))
        .webp({ quality })
        .toBuffer()
      expect(await hashesOf(bytes)).toMatchObject({ lowDetail: true })
    }
  })

  test('is a picture that is less than 32 pixels wide or high, and its thumbnail', async () => {
    const detailOf = async (width: number, height: number) => hashesOfPixels(scene(96, width, height))
    expect(await detailOf(31, 200)).toMatchObject({ lowDetail: true })
    expect(await detailOf(200, 31)).toMatchObject({ lowDetail: true })
    expect(await detailOf(32, 32)).toMatchObject({ lowDetail: false })
    const { thumbnail } = await media.inspect(
      await encoder(scene(96, 200, 31))
        .png()
        .toBuffer(),
    )
    const again = thumbnail && (await media.pool.fingerprint(thumbnail, { width: 200, height: 31 }))
    expect(again).toMatchObject({ lowDetail: true })
  })

  test('is a gradient along one axis: its hash is near zero', async () => {
    expect(await hashesOfPixels(paint(200, 100, (x) => [x * 255, x * 255, x * 255]))).toMatchObject({ lowDetail: true })
  })

  test('is not a scene', async () => {
    for (const seed of [97, 98, 99]) expect(await hashesOfPixels(scene(seed))).toMatchObject({ lowDetail: false })
  })
})

// Photographs are no part of the project: where they lie on this machine with their published hashes, they count, too.
const { MAGPIE_PHOTOS: photos, MAGPIE_PHASH_VECTORS: vectorFile } = process.env
if (photos && vectorFile) {
  test('of photographs are the published ones, up to what another resampler changes', {
    timeout: 300_000,
  }, async () => {
    const { rows, tolerance } = JSON.parse(await readFile(vectorFile, 'utf8'))
    for (const { photo, phash, dct256 } of rows as { photo: string; phash: string; dct256: string }[]) {
      const { perceptualHash, detailHash, lowDetail } = await hashesOf(await readFile(join(photos, photo)))
      expect(bitsBetween(perceptualHash, phash), photo).toBeLessThanOrEqual(tolerance.phash)
      expect(bitsBetween(detailHash, dct256), photo).toBeLessThanOrEqual(tolerance.dct256)
      expect(lowDetail, photo).toBe(false)
    }
  })
}
