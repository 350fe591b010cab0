import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hammingDistance } from '#shared/hamming.ts'
import type { ImageDetail } from '#shared/schema.ts'
import { hashOf, type OpenLibrary, openSharedLibrary, store } from '../../helpers/library.ts'
import { animatedGif, encoder, orientedJpeg, type Pixels, paint, png, scene } from '../../helpers/pictures.ts'
import { bmp, ico, iconBitmap } from '../../helpers/pictures-bitmap.ts'
import { heic } from '../../helpers/pictures-heic.ts'

let opened: OpenLibrary & { remove(): Promise<void> }
beforeAll(async () => {
  opened = await openSharedLibrary()
})
afterAll(() => opened.remove())

async function inspect(bytes: Uint8Array): Promise<ImageDetail> {
  const hash = hashOf(await store(opened.library, bytes))
  return opened.client.images.get({ hash })
}

/** The thumbnail's facts and pixels. */
async function thumbnailOf({ hash }: { hash: string }) {
  const jpeg = await opened.library.thumbnail(hash)
  const { data, info } = await sharp(jpeg ?? Buffer.alloc(0))
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height, format: (await sharp(jpeg).metadata()).format }
}

/** Bits by which the picture's hash differs from that of the same pixels as PNG. */
async function distanceToPng(detail: ImageDetail, pixels: Pixels): Promise<number> {
  const reference = await inspect(await encoder(pixels).removeAlpha().png().toBuffer())
  return hammingDistance(detail.perceptualHash?.value ?? '', reference.perceptualHash?.value ?? '')
}

const pixels = scene(11, 160, 112)
const lossless: [string, string, () => Promise<Buffer>][] = [
  ['PNG', 'image/png', () => encoder(pixels).png({ compressionLevel: 1 }).toBuffer()],
  ['PNG with 16 bits a channel', 'image/png', () => encoder(pixels).toColourspace('rgb16').png().toBuffer()],
  ['PNG with an opaque alpha channel', 'image/png', () => encoder(pixels).ensureAlpha().png().toBuffer()],
  ['interlaced PNG', 'image/png', () => encoder(pixels).png({ progressive: true }).toBuffer()],
  ['lossless WebP', 'image/webp', () => encoder(pixels).webp({ lossless: true }).toBuffer()],
  ['TIFF', 'image/tiff', () => encoder(pixels).tiff({ compression: 'lzw' }).toBuffer()],
  ['24-bit BMP', 'image/bmp', async () => bmp(pixels, 24)],
  ['32-bit BMP', 'image/bmp', async () => bmp(pixels, 32)],
]
const lossy: [string, string, () => Promise<Buffer>][] = [
  ['JPEG', 'image/jpeg', () => encoder(pixels).jpeg({ quality: 80 }).toBuffer()],
  ['progressive JPEG', 'image/jpeg', () => encoder(pixels).jpeg({ progressive: true }).toBuffer()],
  ['PNG with a palette', 'image/png', () => encoder(pixels).png({ palette: true, colours: 64 }).toBuffer()],
  ['WebP', 'image/webp', () => encoder(pixels).webp({ quality: 75 }).toBuffer()],
  ['AVIF', 'image/avif', () => encoder(pixels).avif({ quality: 60, effort: 0 }).toBuffer()],
  ['GIF', 'image/gif', () => encoder(pixels).gif().toBuffer()],
  ['JPEG within a TIFF', 'image/tiff', () => encoder(pixels).tiff({ compression: 'jpeg', quality: 85 }).toBuffer()],
]

describe('a picture', () => {
  test.each(lossless)('as %s has its size, a thumbnail and the hash of its pixels', async (_, contentType, encode) => {
    const detail = await inspect(await encode())
    expect(detail).toMatchObject({ contentType, width: 160, height: 112, frames: 1, hasThumbnail: true })
    expect(detail.decode).toEqual({ status: 'ok', reason: null })
    expect(detail.perceptualHash?.algorithm).toBe('phash-dct64/1')
    expect(await distanceToPng(detail, pixels)).toBe(0)
    expect(await thumbnailOf(detail)).toMatchObject({ width: 160, height: 112, format: 'jpeg' })
  })

  test.each(lossy)(
    'as %s has its size, a thumbnail and nearly the hash of its pixels',
    async (_, contentType, encode) => {
      const detail = await inspect(await encode())
      expect(detail).toMatchObject({ contentType, width: 160, height: 112, frames: 1, hasThumbnail: true })
      expect(detail.decode).toEqual({ status: 'ok', reason: null })
      expect(await distanceToPng(detail, pixels)).toBeLessThanOrEqual(4)
    },
  )

  test('as HEIC has its size, a thumbnail and a hash', async () => {
    const detail = await inspect(heic)
    expect(detail).toMatchObject({ contentType: 'image/heic', width: 64, height: 48, frames: 1, hasThumbnail: true })
    const painted = paint(64, 48, (x, y) => [x * 256, y * 240, x < 0.5 === y < 0.5 ? 200 : 40])
    expect(await distanceToPng(detail, painted)).toBeLessThanOrEqual(4)
    const { data } = await thumbnailOf(detail)
    expect(data[2]).toBeGreaterThan(120)
  })

  test('as 8-bit BMP shows the colours of its palette', async () => {
    const detail = await inspect(bmp(pixels, 8))
    const grey = paint(160, 112, () => [0, 0, 0])
    for (let p = 0; p < 160 * 112; p++) grey.data.fill(pixels.data[p * 3 + 1] ?? 0, p * 3, p * 3 + 3)
    expect(detail).toMatchObject({ contentType: 'image/bmp', width: 160, height: 112 })
    expect(await distanceToPng(detail, grey)).toBe(0)
  })

  test('larger than a thumbnail is shrunk to 384 pixels on its longer side', async () => {
    const detail = await inspect(await png(12, 900, 300))
    expect(detail).toMatchObject({ width: 900, height: 300 })
    expect(await thumbnailOf(detail)).toMatchObject({ width: 384, height: 128 })
  })

  test('of one pixel is stored with its colour', async () => {
    const one = paint(1, 1, () => [200, 16, 32])
    const detail = await inspect(await encoder(one).png().toBuffer())
    expect(detail).toMatchObject({ width: 1, height: 1, color: '#c81020' })
  })

  test('tells its dominant colour', async () => {
    const mostly = paint(60, 60, (x, y) => (x < 0.3 && y < 0.3 ? [255, 255, 0] : [10, 120, 60]))
    expect((await inspect(await encoder(mostly).png().toBuffer())).color).toBe('#0a783c')
  })
})

describe('transparent pixels', () => {
  test('count as white', async () => {
    const clear = paint(96, 96, (x, y) => (Math.hypot(x - 0.5, y - 0.5) < 0.3 ? [0, 80, 160, 255] : [0, 0, 0, 0]), 4)
    const white = paint(96, 96, (x, y) => (Math.hypot(x - 0.5, y - 0.5) < 0.3 ? [0, 80, 160] : [255, 255, 255]))
    const detail = await inspect(await encoder(clear).png().toBuffer())
    expect(await distanceToPng(detail, white)).toBe(0)
    expect(detail.color).toBe('#ffffff')
    expect((await thumbnailOf(detail)).data[0]).toBeGreaterThan(250)
  })
})

describe('an animated GIF', () => {
  test('has its frames counted and its first one hashed and shown', async () => {
    const detail = await inspect(await animatedGif([scene(21), scene(22), scene(23)]))
    expect(detail).toMatchObject({ contentType: 'image/gif', width: 192, height: 128, frames: 3 })
    expect(await distanceToPng(detail, scene(21))).toBeLessThanOrEqual(4)
    expect(await distanceToPng(detail, scene(22))).toBeGreaterThan(10)
    expect(await thumbnailOf(detail)).toMatchObject({ width: 192, height: 128 })
  })
})

describe('EXIF', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'orientation %i is turned upright before anything is read',
    async (orientation) => {
      const upright = scene(31, 240, 160)
      const detail = await inspect(await orientedJpeg(upright, orientation))
      expect(detail).toMatchObject({ width: 240, height: 160 })
      expect(await distanceToPng(detail, upright)).toBe(0)
      expect(await thumbnailOf(detail)).toMatchObject({ width: 240, height: 160 })
    },
  )

  test('tells the time of taking as the camera’s clock showed it', async () => {
    const exif = { IFD2: { DateTimeOriginal: '2019:07:14 05:06:07' } }
    const detail = await inspect(await encoder(scene(32)).jpeg().withExif(exif).toBuffer())
    expect(detail.takenAt).toBe('2019-07-14T05:06:07')
  })

  test('that makes no sense costs no more than its facts', async () => {
    const exif = { IFD2: { DateTimeOriginal: 'last summer, I think' } }
    const detail = await inspect(await encoder(scene(33)).jpeg().withExif(exif).toBuffer())
    expect(detail).toMatchObject({ takenAt: null, decode: { status: 'ok' } })
  })
})

describe('an SVG', () => {
  const svg = Buffer.from(
    '<?xml version="1.0"?>\n<!-- by hand -->\n<svg xmlns="http://www.w3.org/2000/svg" width="120" height="80"><circle cx="60" cy="40" r="30" fill="#2a6"/></svg>',
  )

  test('has a thumbnail and its size, but no hash', async () => {
    const detail = await inspect(svg)
    expect(detail).toMatchObject({ contentType: 'image/svg+xml', width: 120, height: 80, perceptualHash: null })
    expect(await thumbnailOf(detail)).toMatchObject({ width: 120, height: 80, format: 'jpeg' })
    expect((await opened.library.entries.meta(detail.hash))?.perceptualHash).toBeNull()
  })

  test('is never among similar pictures', async () => {
    const detail = await inspect(svg)
    expect(await opened.client.images.similar({ hash: detail.hash, distance: 64 })).toMatchObject({
      items: [],
      total: 0,
    })
  })
})

describe('an icon', () => {
  test('of PNGs shows its largest picture', async () => {
    const [small, large] = [scene(41, 16, 16), scene(41, 64, 64)]
    const pictures = [small, large].map(async (one) => ({ ...one, bytes: await encoder(one).png().toBuffer() }))
    const detail = await inspect(ico(await Promise.all(pictures)))
    expect(detail).toMatchObject({ contentType: 'image/x-icon', width: 64, height: 64, hasThumbnail: true })
    expect(await distanceToPng(detail, large)).toBe(0)
  })

  test('of bitmaps shows its largest picture', async () => {
    const pictures = [scene(42, 48, 48), scene(42, 32, 32)].map((one) => ({ ...one, bytes: iconBitmap(one) }))
    const detail = await inspect(ico(pictures))
    expect(detail).toMatchObject({ contentType: 'image/x-icon', width: 48, height: 48, hasThumbnail: true })
    expect(await distanceToPng(detail, scene(42, 48, 48))).toBe(0)
  })
})
