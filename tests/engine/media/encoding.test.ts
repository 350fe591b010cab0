import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isLossless, jpegQuality } from '../../../electron/engine/media/encoding.ts'
import { type OpenMedia, openMedia } from '../../helpers/media.ts'
import { animatedGif, encoder, paint, scene } from '../../helpers/pictures.ts'
import { bmp, ico } from '../../helpers/pictures-bitmap.ts'

let media: OpenMedia
beforeAll(async () => {
  media = await openMedia()
})
afterAll(() => media.close())

const picture = scene(1, 120, 90)
const transparent = paint(80, 60, (x, y) => [x * 255, y * 255, 90, x * 255], 4)

describe('the quality of a JPEG', () => {
  test.each([5, 10, 25, 40, 49, 50, 60, 75, 80, 90, 95, 100])('that was saved at %i is told', async (quality) => {
    for (const options of [{}, { progressive: true }, { chromaSubsampling: '4:4:4', optimiseCoding: false }]) {
      const bytes = await encoder(picture)
        .withMetadata()
        .jpeg({ quality, ...options })
        .toBuffer()
      expect(Math.abs((jpegQuality(bytes) ?? 0) - quality)).toBeLessThanOrEqual(2)
    }
  })

  test('is told of tables that are like none of the standard, higher for finer ones', async () => {
    const qualities = [40, 70, 95].map(async (quality) =>
      jpegQuality(await encoder(picture).jpeg({ quality, mozjpeg: true }).toBuffer()),
    )
    const [low, middle, high] = (await Promise.all(qualities)) as [number, number, number]
    expect(low).toBeLessThan(middle)
    expect(middle).toBeLessThan(high)
  })

  test('is unknown where there is no table, however the bytes end', async () => {
    const bytes = await encoder(picture).jpeg({ quality: 80 }).toBuffer()
    const table = bytes.indexOf(Buffer.from([0xff, 0xdb]))
    for (let length = 0; length < table + 64; length++) expect(jpegQuality(bytes.subarray(0, length))).toBeNull()
    expect(jpegQuality(await encoder(picture).png().toBuffer())).toBeNull()
  })

  test('is a fact of the picture', async () => {
    const facts = await media.inspect(await encoder(picture).jpeg({ quality: 70 }).toBuffer())
    expect(facts).toMatchObject({ quality: 70, lossless: false })
    expect(await media.inspect(await encoder(picture).png().toBuffer())).toMatchObject({
      quality: null,
      lossless: true,
    })
  })
})

describe('whether an encoding is lossless', () => {
  test('is told of formats that always or never are', async () => {
    expect(isLossless(await encoder(picture).png().toBuffer(), 'png')).toBe(true)
    expect(isLossless(await encoder(picture).gif().toBuffer(), 'gif')).toBe(true)
    expect(isLossless(bmp(picture, 24), 'bmp')).toBe(true)
    const png = await encoder(scene(2, 32, 32))
      .png()
      .toBuffer()
    expect(isLossless(ico([{ bytes: png, width: 32, height: 32 }]), 'ico')).toBe(true)
    expect(isLossless(await encoder(picture).jpeg().toBuffer(), 'jpeg')).toBe(false)
  })

  test('is told of a WebP by its chunks, with transparency and in animations, too', async () => {
    const animation = await animatedGif([scene(3, 40, 40), scene(4, 40, 40)])
    for (const lossless of [true, false]) {
      for (const pixels of [picture, transparent])
        expect(isLossless(await encoder(pixels).withMetadata().webp({ lossless }).toBuffer(), 'webp')).toBe(lossless)
      const animated = await sharp(animation, { animated: true }).webp({ lossless }).toBuffer()
      expect(isLossless(animated, 'webp')).toBe(lossless)
    }
  })

  test('is unknown of a WebP without pixels and of formats that do not tell', async () => {
    const bytes = await encoder(picture).webp().toBuffer()
    for (let length = 0; length < 20; length++) expect(isLossless(bytes.subarray(0, length), 'webp')).not.toBe(true)
    expect(isLossless(bytes.subarray(0, 14), 'webp')).toBeNull()
    expect(isLossless(await encoder(picture).tiff().toBuffer(), 'tiff')).toBeNull()
    expect(isLossless(await encoder(picture).avif({ effort: 0 }).toBuffer(), 'avif')).toBeNull()
  })
})
