import sharp, { type Sharp } from 'sharp'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Orientation } from '#shared/schema.ts'
import { blackPng } from '../../helpers/hostile.ts'
import { type OpenMedia, openMedia } from '../../helpers/media.ts'
import { animatedGif, createRandom, encoder, orientedJpeg, type Pixels, paint, scene } from '../../helpers/pictures.ts'

let media: OpenMedia
beforeAll(async () => {
  media = await openMedia()
})
afterAll(() => media.close())

/** A scene with grain, so that there is something to lose. */
function grainy(seed: number, width = 480, height = 360): Pixels {
  const random = createRandom(seed)
  const { data, ...size } = scene(seed, width, height)
  return { ...size, data: Buffer.from(data.map((value) => Math.min(255, Math.max(0, value + random() * 24 - 12)))) }
}

const picture = grainy(1)
const png = (pixels: Pixels) => encoder(pixels).png().toBuffer()
const jpeg = (pixels: Pixels, quality: number) => encoder(pixels).jpeg({ quality }).toBuffer()

async function kindOf(first: Uint8Array, second: Uint8Array, orientation?: Orientation): Promise<string> {
  const [there, back] = [await media.compare(first, second, orientation), await media.compare(second, first, 'upright')]
  if (!orientation) expect(back.kind).toBe(there.kind)
  return there.kind
}

describe('two pictures of the same pixels', () => {
  test('are told when only compression or container differ', async () => {
    const original = await encoder(picture).png({ compressionLevel: 0 }).toBuffer()
    expect(await kindOf(original, await encoder(picture).png({ compressionLevel: 9 }).toBuffer())).toBe('samePixels')
    expect(await kindOf(original, await encoder(picture).webp({ lossless: true }).toBuffer())).toBe('samePixels')
    expect(await kindOf(original, await encoder(picture).tiff({ compression: 'lzw' }).toBuffer())).toBe('samePixels')
  })

  test('are told when only metadata differ', async () => {
    const original = await jpeg(picture, 80)
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, 9]), Buffer.from('comment')])
    const commented = Buffer.concat([original.subarray(0, 2), comment, original.subarray(2)])
    expect(await kindOf(original, commented)).toBe('samePixels')
  })

  test('are told when a JPEG was saved as a PNG', async () => {
    const original = await jpeg(picture, 70)
    expect(await kindOf(original, await sharp(original).png().toBuffer())).toBe('samePixels')
  })

  test('are told when one is turned by its EXIF orientation alone', async () => {
    const original = await orientedJpeg(picture, 6)
    expect(await kindOf(original, await sharp(original).autoOrient().png().toBuffer())).toBe('samePixels')
  })

  test('are told when one of them keeps grey as colour', async () => {
    const grey = paint(200, 150, (x, y) =>
      Array.from({ length: 3 }, () => Math.sin(x * 9) * Math.cos(y * 7) * 120 + 128),
    )
    const single = await encoder(grey).toColourspace('b-w').png().toBuffer()
    expect(await kindOf(await png(grey), single)).toBe('samePixels')
  })
})

describe('two pictures of other pixels and the same size', () => {
  test.each([90, 60, 30])('are re-encoded when one is a JPEG of quality %i', async (quality) => {
    expect(await kindOf(await png(picture), await jpeg(picture, quality))).toBe('reencoded')
  })

  test('are re-encoded when a single value differs by one', async () => {
    const changed = { ...picture, data: Buffer.from(picture.data) }
    changed.data[50_000] = (changed.data[50_000] ?? 0) ^ 1
    expect(await kindOf(await png(picture), await png(changed))).toBe('reencoded')
  })

  test('are re-encoded when one has 16 bits for each channel', async () => {
    const deep = await encoder(picture).toColourspace('rgb16').png().toBuffer()
    expect(await kindOf(await png(picture), deep)).toBe('reencoded')
  })

  test('are re-encoded when only transparency differs', async () => {
    const whole = paint(200, 150, (x, y) => [x * 255, y * 255, Math.sin(x * 20) * 99 + 99, 255], 4)
    const holed = { ...whole, data: Buffer.from(whole.data) }
    holed.data[4 * 10_000 + 3] = 254
    expect(await kindOf(await png(whole), await png(holed))).toBe('reencoded')
  })

  test('count as re-encoded when they are animations, of which only the first frame is compared', async () => {
    const [one, other] = [await animatedGif([picture, grainy(2)]), await animatedGif([picture, grainy(3)])]
    expect(await kindOf(one, other)).toBe('reencoded')
    expect(await kindOf(one, one)).toBe('reencoded')
  })

  test('count as re-encoded when they have more pixels than are decoded', async () => {
    const small = await openMedia({ maxPixels: 100_000 })
    onTestFinished(small.close)
    const side = await media.sideOf(await png(picture))
    const pair = { first: side, second: side, orientation: 'upright' } as const
    expect(await media.pool.compare(pair)).toMatchObject({ kind: 'samePixels', difference: 0 })
    expect(await small.pool.compare(pair)).toMatchObject({ kind: 'reencoded', difference: 0 })
  })
})

test.each([0.25, 0.5, 0.75, 2])('a picture of %f times the size is resized', async (factor) => {
  const size = { width: Math.round(480 * factor), height: Math.round(360 * factor) }
  const resized = await encoder(picture)
    .resize({ ...size, fit: 'fill' })
    .jpeg({ quality: 85 })
    .toBuffer()
  expect(await kindOf(await png(picture), resized)).toBe('resized')
})

const turned = (turn: (image: Sharp) => Sharp) => turn(encoder(picture)).png().toBuffer()
const turns: [Orientation, () => Promise<Buffer>][] = [
  ['mirrored', () => turned((image) => image.flop())],
  ['flipped', () => turned((image) => image.flip())],
  ['rotated180', () => turned((image) => image.rotate(180))],
  ['rotated90', () => turned((image) => image.rotate(90))],
  ['rotated270', () => turned((image) => image.rotate(270))],
  [
    'transposed',
    async () =>
      sharp(await turned((image) => image.rotate(90)))
        .flop()
        .png()
        .toBuffer(),
  ],
  [
    'transversed',
    async () =>
      sharp(await turned((image) => image.rotate(270)))
        .flop()
        .png()
        .toBuffer(),
  ],
]

describe.each(turns)('a picture that was %s', (orientation, make) => {
  test('is turned, by that orientation and no other', async () => {
    const [original, copy] = [
      await png(picture),
      await sharp(await make())
        .jpeg({ quality: 85 })
        .toBuffer(),
    ]
    expect(await kindOf(original, copy, orientation)).toBe('turned')
    for (const [other] of turns.filter(([other]) => other !== orientation))
      expect(await kindOf(original, copy, other)).toBe('variant')
    expect(await kindOf(original, copy)).toBe('variant')
  })
})

describe('a variant', () => {
  test.each([
    ['a mark in a corner', (x: number, y: number) => x > 0.86 && x < 0.97 && y > 0.92 && y < 0.97],
    ['a mark in the middle', (x: number, y: number) => Math.abs(x - 0.5) < 0.2 && Math.abs(y - 0.5) < 0.1],
    ['a thin frame', (x: number, y: number) => Math.min(x, y, 1 - x, 1 - y) < 0.01],
  ])('is a picture with %s', async (_, isMarked) => {
    const data = Buffer.from(picture.data)
    for (let p = 0; p < picture.width * picture.height; p++) {
      if (!isMarked((p % picture.width) / picture.width, Math.floor(p / picture.width) / picture.height)) continue
      for (const at of [3 * p, 3 * p + 1, 3 * p + 2]) data[at] = ((data[at] ?? 0) + 255) / 2
    }
    expect(await kindOf(await png(picture), await jpeg({ ...picture, data }, 85))).toBe('variant')
  })

  test.each([0.02, 0.05, 0.1])('is a picture that %f were cut off of', async (share) => {
    const [width, height] = [Math.round(480 * (1 - share)), Math.round(360 * (1 - share))]
    const region = { left: Math.floor((480 - width) / 2), top: Math.floor((360 - height) / 2), width, height }
    expect(await kindOf(await png(picture), await encoder(picture).extract(region).png().toBuffer())).toBe('variant')
  })

  test('is a picture of another aspect ratio, although nothing else differs', async () => {
    const squeezed = (width: number) => encoder(picture).resize({ width, height: 360, fit: 'fill' }).png().toBuffer()
    expect(await kindOf(await png(picture), await squeezed(460))).toBe('variant')
    expect(await kindOf(await png(picture), await squeezed(476))).toBe('resized')
  })

  test('differs more than a copy', async () => {
    const [original, other] = [await png(picture), await png(grainy(9))]
    const [copy, stranger] = [
      await media.compare(original, await jpeg(picture, 50)),
      await media.compare(original, other),
    ]
    expect(copy.difference).toBeGreaterThan(0)
    expect(stranger.difference).toBeGreaterThan(5 * copy.difference)
  })
})

describe('a pair that cannot be compared', () => {
  const reasonFor =
    (first: object, second: object = {}) =>
    async () => {
      const side = await media.sideOf(await png(picture))
      await media.pool.compare({ first: { ...side, ...first }, second: { ...side, ...second }, orientation: 'upright' })
    }

  test('says why: a file is missing', async () => {
    await expect(reasonFor({}, { path: '/nowhere/at/all' })).rejects.toThrow('no such file')
  })

  test('says why: a file is cut off', async () => {
    const bytes = await png(picture)
    const path = await media.write(bytes.subarray(0, bytes.length / 2))
    await expect(reasonFor({ path })).rejects.toThrow(/\w+/)
  })

  test('says why: a thumbnail is damaged', async () => {
    await expect(reasonFor({ thumbnail: Buffer.from('no thumbnail') })).rejects.toThrow('unsupported image format')
  })

  test('says why when it took the decode host with it, and what was beside it is done all the same', async () => {
    const small = await openMedia({ maxMemory: 260 * 1024 * 1024 })
    onTestFinished(small.close)
    const side = await small.sideOf(await png(picture))
    const path = await small.write(blackPng(6000, 6000, { interlaced: true, bits: 16 }))
    const hog = small.pool.compare({ first: { ...side, path }, second: side, orientation: 'upright' })
    const reason = hog.then(String, (error: Error) => error.message)
    const beside = await Promise.all([11, 12, 13, 14].map(async (seed) => small.inspect(await png(grainy(seed)))))
    expect(await reason).toBe('Decoding needed too much memory.')
    expect(beside.map(({ status }) => status)).toEqual(['ok', 'ok', 'ok', 'ok'])
    expect(await small.pool.compare({ first: side, second: side, orientation: 'upright' })).toMatchObject({
      kind: 'samePixels',
    })
  })
})

test('inspections overtake comparisons and hashes of thumbnails that wait', async () => {
  const side = await media.sideOf(await encoder(picture).resize(1600).png().toBuffer())
  const files = await Promise.all([21, 22, 23, 24, 25, 26, 27, 28].map(async (seed) => png(grainy(seed))))
  const ended: string[] = []
  const end = (what: string) => () => void ended.push(what)
  const waiting = Array.from({ length: 20 }, (_, i) =>
    i % 2
      ? media.pool.compare({ first: side, second: side, orientation: 'upright' }).then(end('background'))
      : media.pool.fingerprint(side.thumbnail, side).then(end('background')),
  )
  const inspected = files.map((bytes) => media.inspect(bytes).then(end('inspection')))
  await Promise.all([...waiting, ...inspected])
  const last = ended.lastIndexOf('inspection')
  expect(ended.slice(0, last).filter((what) => what === 'background').length).toBeLessThan(14)
})
