import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hammingDistance } from '#shared/hamming.ts'
import { hashOf, type OpenLibrary, openSharedLibrary, store } from '../../helpers/library.ts'
import { createRandom, encoder, type Pixels, paint, scene } from '../../helpers/pictures.ts'
import { referenceHash } from './phash-reference.ts'

let opened: OpenLibrary & { remove(): Promise<void> }
beforeAll(async () => {
  opened = await openSharedLibrary()
})
afterAll(() => opened.remove())

async function perceptualHash(bytes: Uint8Array): Promise<string> {
  const detail = await opened.client.images.get({ hash: hashOf(await store(opened.library, bytes)) })
  return detail.perceptualHash?.value ?? 'none'
}

const hashOfPixels = async (pixels: Pixels) => perceptualHash(await encoder(pixels).png().toBuffer())

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

describe('the perceptual hash', () => {
  test.each(vectors)('of %s is that of the recipe', async (_, pixels) => {
    const { hash } = referenceHash(pixels)
    expect(await hashOfPixels(pixels)).toBe(hash)
  })

  test.each([
    ['black', [0, 0, 0]],
    ['white', [255, 255, 255]],
    ['a colour', [13, 77, 201]],
  ])('of solid %s is sixteen zeros in every format and size', async (_, color) => {
    for (const [width, height] of [
      [32, 32],
      [301, 57],
      [1, 1],
      [1000, 700],
    ] as const) {
      const solid = encoder(paint(width, height, () => color))
      // Lossy WebP is left out: its decoder dithers, so that nothing in it is solid.
      for (const encode of [solid.clone().png(), solid.clone().jpeg(), solid.clone().webp({ lossless: true })]) {
        expect(await perceptualHash(await encode.toBuffer())).toBe('0000000000000000')
      }
    }
  })

  test('of a copy made smaller and compressed harder stays within a few bits', async () => {
    const distances: number[] = []
    for (let seed = 60; seed < 72; seed++) {
      const picture = scene(seed, 600, 400)
      const original = await hashOfPixels(picture)
      const copy = encoder(picture).resize(240).jpeg({ quality: 60 }).resize(384).jpeg({ quality: 60 })
      distances.push(hammingDistance(original, await perceptualHash(await copy.toBuffer())))
    }
    expect(Math.max(...distances)).toBeLessThanOrEqual(4)
    expect(distances.reduce((a, b) => a + b) / distances.length).toBeLessThan(1.5)
  })

  test('of another picture is far away', async () => {
    const hashes = await Promise.all([80, 81, 82, 83, 84].map((seed) => hashOfPixels(scene(seed))))
    const distances = hashes.flatMap((a, i) => hashes.slice(i + 1).map((b) => hammingDistance(a, b)))
    expect(Math.min(...distances)).toBeGreaterThan(10)
  })

  test('of the mirrored picture follows from that of the picture', async () => {
    const flipped = (hash: string, mask: bigint) => (BigInt(`0x${hash}`) ^ mask).toString(16).padStart(16, '0')
    const original = scene(90, 160, 128)
    const hash = await hashOfPixels(original)
    const leftRight = await perceptualHash(await encoder(original).flop().png().toBuffer())
    const upDown = await perceptualHash(await encoder(original).flip().png().toBuffer())
    expect(hammingDistance(leftRight, flipped(hash, 0xff00ff00ff00ff00n))).toBeLessThanOrEqual(12)
    expect(hammingDistance(upDown, flipped(hash, 0xaaaaaaaaaaaaaaaan))).toBeLessThanOrEqual(12)
  })
})

// Photographs are no part of the project: where they lie on this machine with their published hashes, they count, too.
const { MAGPIE_PHOTOS: photos, MAGPIE_PHASH_VECTORS: vectorFile } = process.env
if (photos && vectorFile) {
  test('of photographs is the published one, up to what another resampler changes', { timeout: 300_000 }, async () => {
    const { rows, tolerance } = JSON.parse(await readFile(vectorFile, 'utf8'))
    for (const { photo, phash } of rows as { photo: string; phash: string }[]) {
      const hash = await perceptualHash(await readFile(join(photos, photo)))
      expect(hammingDistance(hash, phash), photo).toBeLessThanOrEqual(tolerance.phash)
    }
  })
}
