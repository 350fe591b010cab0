import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { encoder, scene } from '../../helpers/pictures.ts'
import { type Asked, type OpenTransforms, openTransforms } from '../../helpers/transforms.ts'

let open: OpenTransforms

beforeAll(async () => {
  open = await openTransforms({ badge: 'w-50,h-40,c-force' })
  await open.store(
    'photo.jpg',
    await encoder(scene(1, 640, 865))
      .jpeg({ quality: 90 })
      .toBuffer(),
  )
  await open.store(
    'square.png',
    await encoder(scene(2, 600, 600))
      .png()
      .toBuffer(),
  )
  const turned = await encoder(scene(3, 60, 40))
    .jpeg()
    .withExif({})
    .withMetadata({ orientation: 6 })
    .toBuffer()
  await open.store('turned.jpg', turned)
})
afterAll(() => open.close())

/** The size of what is rendered, told and encoded alike. */
async function sizeOf(transformation: string, path = 'photo.jpg', asked: Asked = {}): Promise<string> {
  const { bytes, width, height } = await open.render(path, transformation, asked)
  const encoded = await sharp(bytes).metadata()
  expect([encoded.width, encoded.height]).toEqual([width, height])
  return `${width}x${height}`
}

describe('a picture of 640 × 865', () => {
  test.each([
    ['w-300,h-200,c-at_max', '148x200'],
    ['w-850,h-1000,c-at_max_enlarge', '740x1000'],
    ['w-850,h-1000,c-at_max', '640x865'],
    ['w-300,h-200,c-at_least', '300x405'],
    ['w-300,h-200', '300x200'],
    ['w-300,h-200,c-maintain_ratio', '300x200'],
    ['w-300,h-200,c-force', '300x200'],
    ['w-300,h-200,cm-pad_resize', '300x200'],
    ['w-300,h-200,cm-extract', '300x200'],
    ['w-700,h-900,cm-pad_extract', '700x900'],
    ['w-300,h-200,cm-pad_extract', '300x200'],
    ['w-320', '320x433'],
    ['h-173', '128x173'],
    ['w-0.5', '320x433'],
    ['w-0.5,h-0.2', '320x173'],
    ['w-1280', '1280x1730'],
    ['w-1280,c-at_max', '640x865'],
    ['w-400,ar-4-3', '400x300'],
    ['w-400,ar-4_3', '400x300'],
    ['w-400,ar-4:3', '400x300'],
    ['h-300,ar-4-3', '400x300'],
    ['h-300,w-100,ar-4-3', '100x300'],
    ['w-400,ar-iar_mul_2', '400x270'],
    ['w-100,dpr-2', '200x270'],
    ['w-100,h-50,dpr-0.5', '50x25'],
    ['w-3000,dpr-2,c-at_max', '640x865'],
    ['w-iw_div_2,h-ih_div_5', '320x173'],
    ['w-2_add_3_mul_100', '302x408'],
    ['w-10_mul_2_pow_2', '400x541'],
    ['w-1000,h-1000,c-maintain_ratio_no_enlarge', '640x640'],
    ['w-1000,h-1000,cm-pad_resize_no_enlarge', '1000x1000'],
    ['w-300,h-1000,cm-pad_extract_no_shrink', '640x1000'],
    ['rt-90', '865x640'],
    ['rt-180', '640x865'],
    ['rt-N90', '865x640'],
    ['w-100,h-100,rt-45', '141x141'],
    ['w-100,h-50,b-5_FF0000', '110x60'],
    ['w-100,h-50,bo-5_FF0000', '110x60'],
    ['w-100,h-50,b-cw_div_64_red', '120x70'],
    ['w-100:h-50', '37x50'],
    ['w-200,h-200:w-cw_div_2,h-ch_div_4', '100x50'],
    ['n-badge', '50x40'],
    ['n-ik_ml_thumbnail', '222x300'],
    ['n-badge:w-25', '25x20'],
    ['if-w_gt_600_and_ar_lt_1,w-30,h-30,if-else,w-40,h-40,if-end', '30x30'],
    ['if-w_gt_700,w-30,h-30,if-else,w-40,h-40,if-end', '40x40'],
    ['if-w_gt_700,w-30,if-end:h-86', '64x86'],
    ['if-w_eq_640_and_h_lt_9_or_ar_lt_4-3,w-30,h-30,if-end', '30x30'],
  ])('becomes with %s %s', async (transformation, size) => {
    expect(await sizeOf(transformation)).toBe(size)
  })

  test('gets the width that the browser hints at, up to the next hundred', async () => {
    expect(await sizeOf('w-auto', 'photo.jpg', { hints: { width: 331, dpr: 2 } })).toBe('400x541')
    expect(await sizeOf('w-auto,dpr-auto', 'photo.jpg', { hints: { width: 331, dpr: 2 } })).toBe('400x541')
    expect(await sizeOf('w-100,dpr-auto', 'photo.jpg', { hints: { dpr: 1.5 } })).toBe('150x203')
    expect(await sizeOf('w-auto')).toBe('640x865')
    const { vary } = await open.render('photo.jpg', 'w-100,dpr-auto,f-auto')
    expect(vary.toSorted()).toEqual(['Accept', 'Sec-CH-DPR'])
  })

  test('is asked for as it is by orig-true', async () => {
    const { bytes, contentType } = await open.render('photo.jpg', 'w-10,orig-true')
    expect((await sharp(bytes).metadata()).width).toBe(640)
    expect(contentType).toBe('image/jpeg')
  })
})

describe('a square of 600 pixels', () => {
  test('is padded to 700 when that is cut out of it', async () => {
    expect(await sizeOf('w-700,h-700,cm-pad_extract', 'square.png')).toBe('700x700')
  })
})

describe('a picture that EXIF turns', () => {
  test.each([
    ['w-20', '20x30'],
    ['w-10,h-30,cm-extract,x-0,y-0', '10x30'],
    ['w-10,h-10', '10x10'],
    ['rt-auto', '40x60'],
    ['rt-90', '60x40'],
  ])('is upright before %s: %s', async (transformation, size) => {
    expect(await sizeOf(transformation, 'turned.jpg')).toBe(size)
  })
})
