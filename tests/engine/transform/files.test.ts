import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { animatedGif, encoder, paint, scene } from '../../helpers/pictures.ts'
import { bmp, ico } from '../../helpers/pictures-bitmap.ts'
import { heic } from '../../helpers/pictures-heic.ts'
import { expectNear, type OpenTransforms, openTransforms, pixelsOf } from '../../helpers/transforms.ts'

let open: OpenTransforms
const frame = (color: readonly number[]) => paint(20, 10, () => color)

/** A TIFF of grey pages, each of its own size. Source: TIFF 6.0, baseline. */
function tiffOf(pages: readonly (readonly [width: number, height: number])[]): Buffer {
  const parts = [Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0])]
  let at = 8
  pages.forEach(([width, height], index) => {
    const tags = [256, 257, 258, 259, 262, 273, 277, 278, 279]
    const directory = Buffer.alloc(2 + tags.length * 12 + 4)
    const bytes = width * height
    const values = [width, height, 8, 1, 1, at + directory.length, 1, height, bytes]
    directory.writeUInt16LE(tags.length, 0)
    for (const [entry, tag] of tags.entries()) {
      directory.writeUInt16LE(tag, 2 + entry * 12)
      directory.writeUInt16LE(4, 4 + entry * 12)
      directory.writeUInt32LE(1, 6 + entry * 12)
      directory.writeUInt32LE(values[entry] as number, 10 + entry * 12)
    }
    at += directory.length + bytes
    directory.writeUInt32LE(index < pages.length - 1 ? at : 0, directory.length - 4)
    parts.push(directory, Buffer.alloc(bytes, 128))
  })
  return Buffer.concat(parts)
}

beforeAll(async () => {
  open = await openTransforms()
  const told = encoder(paint(60, 40, (x) => (x < 0.5 ? [200, 40, 40] : [40, 40, 200]))).withExif({
    IFD0: { Artist: 'Pica' },
  })
  await open.store('told.jpg', await told.withIccProfile('p3').jpeg({ quality: 95 }).toBuffer())
  await open.store(
    'rough.jpg',
    await encoder(scene(4, 60, 40))
      .jpeg({ quality: 40 })
      .toBuffer(),
  )
  await open.store('moving.gif', await animatedGif([frame([255, 0, 0]), frame([0, 0, 255])]))
  await open.store(
    'pages.tiff',
    tiffOf([
      [20, 10],
      [30, 8],
    ]),
  )
  const grey = encoder(
    paint(
      20,
      20,
      (x) =>
        Array(3)
          .fill(x * 255)
          .concat(x * 255),
      4,
    ),
  ).toColourspace('b-w')
  await open.store('grey-clear.png', await grey.png().toBuffer())
  await open.store(
    'deep.png',
    await encoder(scene(5, 30, 20))
      .toColourspace('rgb16')
      .png()
      .toBuffer(),
  )
  await open.store(
    'print.jpg',
    await encoder(scene(6, 30, 20))
      .toColourspace('cmyk')
      .jpeg()
      .toBuffer(),
  )
  const turned = encoder(scene(3, 60, 40))
    .jpeg()
    .withMetadata({ orientation: 6 })
  await open.store('turned.jpg', await turned.toBuffer())
  await open.store(
    'damaged.jpg',
    (
      await encoder(scene(7, 200, 200))
        .jpeg()
        .toBuffer()
    ).subarray(0, 3000),
  )
})
afterAll(() => open.close())

const metadataOf = async (transformation: string, path = 'told.jpg') =>
  sharp((await open.render(path, transformation)).bytes).metadata()

describe('metadata', () => {
  test('stays behind unless it is asked for', async () => {
    const { exif, icc } = await metadataOf('w-30')
    expect([exif, icc]).toEqual([undefined, undefined])
  })

  test.each([
    'w-30,md-true',
    'w-30,r-5,e-grayscale,f-jpg,md-true',
    'md-true,f-webp',
    'md-true,f-png',
    'md-true,f-avif',
  ])('is kept by %s', async (transformation) => {
    const { exif, icc } = await metadataOf(transformation)
    expect(exif?.includes('Pica')).toBe(true)
    expect(icc).toBeDefined()
  })

  test('but for the colour profile is left behind by cp-true', async () => {
    const { exif, icc } = await metadataOf('w-30,cp-true')
    expect([exif, icc === undefined]).toEqual([undefined, false])
  })

  test('never changes what colours look like', async () => {
    for (const transformation of ['w-60', 'w-60,cp-true', 'w-60,md-true', 'w-60,bl-1,md-true']) {
      const { bytes } = await open.render('told.jpg', `${transformation},f-png`)
      const { data, info } = await sharp(bytes)
        .toColourspace('srgb')
        .removeAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true })
      expectNear([...data.subarray((5 * info.width + 5) * 3, (5 * info.width + 5) * 3 + 3)], [200, 40, 40], 6)
    }
  })

  test('that says which side is up is applied and taken out', async () => {
    const { orientation, width, height } = await metadataOf('w-20,md-true', 'turned.jpg')
    expect([orientation ?? 1, width, height]).toEqual([1, 20, 30])
  })
})

describe('quality', () => {
  test('of a JPEG is lowered, never raised', async () => {
    const size = async (transformation: string) => (await open.render('rough.jpg', transformation)).bytes.length
    expect(await size('f-jpg,q-90')).toBe(await size('f-jpg,q-40'))
    expect(await size('f-jpg,q-20')).toBeLessThan(await size('f-jpg,q-40'))
  })
})

describe('an animation', () => {
  test('is its first frame unless another one is told', async () => {
    const at = async (transformation: string) =>
      (await pixelsOf((await open.render('moving.gif', `${transformation}:f-png`)).bytes)).at(0, 0)
    expectNear(await at('w-10'), [255, 0, 0])
    expectNear(await at('w-10,pg-2'), [0, 0, 255])
    const { width, height } = await open.render('pages.tiff', 'pg-2')
    expect([width, height]).toEqual([30, 8])
    expect((await open.render('moving.gif', 'w-10,f-gif')).contentType).toBe('image/gif')
    expect((await open.render('moving.gif', 'w-10,pg-3')).warnings.join()).toContain('pg-3')
  })
})

describe('pictures of any kind', () => {
  test('that the library reads can be transformed, and become what browsers show', async () => {
    const pixels = scene(8, 40, 30)
    const kinds: Record<string, Uint8Array> = {
      'a.bmp': bmp(pixels, 24),
      'a.ico': ico([{ bytes: await encoder(pixels).png().toBuffer(), width: 40, height: 30 }]),
      'a.heic': heic,
      'a.tiff': await encoder(pixels).tiff().toBuffer(),
      'a.avif': await encoder(pixels).avif().toBuffer(),
      'a.webp': await encoder(pixels).webp().toBuffer(),
    }
    for (const [path, bytes] of Object.entries(kinds)) {
      await open.store(path, bytes)
      const { width, contentType } = await open.render(path, 'w-10,e-grayscale,f-orig')
      expect([path, width]).toEqual([path, 10])
      expect(contentType).toMatch(/^image\/(jpeg|png|avif|webp)$/)
    }
  })

  test.each(['grey-clear.png', 'deep.png', 'print.jpg', 'damaged.jpg'])('can be drawn on: %s', async (path) => {
    for (const transformation of ['w-10', 'w-10,e-grayscale', 'r-max', 'l-text,i-a,fs-9,l-end', 'rt-20,bg-red,f-jpg']) {
      const { bytes, width, height } = await open.render(path, transformation)
      const encoded = await sharp(bytes).metadata()
      expect([encoded.width, encoded.height]).toEqual([width, height])
    }
  })

  test('have one key for one plan, another for another', async () => {
    const keyOf = async (transformation: string, accept = '') =>
      (await open.transforms.open(open.request('told.jpg', transformation, { accept }))).key
    expect(await keyOf('w-30')).toBe(await keyOf('w-iw_div_2'))
    expect(await keyOf('w-30', 'image/webp')).toBe(await keyOf('w-30,f-webp'))
    expect(await keyOf('w-30')).not.toBe(await keyOf('w-31'))
    expect(await keyOf('w-30')).not.toBe(await keyOf('w-30,q-50'))
  })

  test('asked for twice at once are rendered once, and kept', async () => {
    const [first, second] = await Promise.all([1, 2].map(() => open.render('told.jpg', 'w-29')))
    expect(first?.bytes).toBe(second?.bytes)
  })
})
