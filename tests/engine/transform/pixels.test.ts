import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { encoder, paint } from '../../helpers/pictures.ts'
import { expectNear, type OpenTransforms, openTransforms, pixelsOf } from '../../helpers/transforms.ts'

let open: OpenTransforms
const red = [255, 0, 0, 255]
const blue = [0, 0, 255, 255]
const white = [255, 255, 255, 255]
const black = [0, 0, 0, 255]
const nothing = 0

/** Its four quarters are red, lime, blue and white. */
const quarters = paint(80, 60, (x, y) => (y < 0.5 ? (x < 0.5 ? red : [0, 255, 0]) : x < 0.5 ? blue : white))
const plain = (width: number, height: number, color: readonly number[], channels: 3 | 4 = 3) =>
  encoder(paint(width, height, () => color, channels))
    .png()
    .toBuffer()

beforeAll(async () => {
  open = await openTransforms()
  await open.store('quarters.png', await encoder(quarters).png().toBuffer())
  await open.store('grey.png', await plain(40, 40, [100, 150, 200]))
  await open.store(
    'ramp.png',
    await encoder(paint(64, 8, (x) => Array(3).fill(50 + x * 100)))
      .png()
      .toBuffer(),
  )
  const framed = paint(100, 80, (x, y) => (x > 0.2 && x < 0.6 && y > 0.25 && y < 0.75 ? red : white))
  await open.store('framed.png', await encoder(framed).png().toBuffer())
  const disc = paint(60, 60, (x, y) => [255, 0, 0, Math.hypot(x - 0.5, y - 0.5) < 0.3 ? 255 : 0], 4)
  await open.store('disc.png', await encoder(disc).png().toBuffer())
})
afterAll(() => open.close())

const drawn = async (transformation: string, path = 'quarters.png') =>
  pixelsOf((await open.render(path, `${transformation}:f-png`)).bytes)

describe('focus', () => {
  test.each([
    ['fo-left', red, blue],
    ['fo-right', [0, 255, 0, 255], white],
    ['fo-top_left', red, blue],
  ])('%s decides what a crop keeps', async (focus, above, below) => {
    const { at, width, height } = await drawn(`w-30,h-60,${focus}`)
    expect([width, height]).toEqual([30, 60])
    expectNear(at(5, 10), above)
    expectNear(at(5, 50), below)
  })

  test('decides where a cut is made', async () => {
    expectNear((await drawn('w-20,h-20,cm-extract,fo-bottom_right')).at(0, 0), white)
    expectNear((await drawn('w-20,h-20,cm-extract,x-0,y-40')).at(0, 0), blue)
    expectNear((await drawn('w-10,h-10,cm-extract,xc-70,yc-10')).at(9, 9), [0, 255, 0])
  })

  test('on the stored part keeps that', async () => {
    const asked = { coordinates: { left: 50, top: 40, width: 20, height: 10 } }
    const cut = await open.render('quarters.png', 'cm-extract,fo-custom:f-png', asked)
    expect([cut.width, cut.height]).toEqual([20, 10])
    const cover = await open.render('quarters.png', 'w-8,h-8,fo-custom:f-png', asked)
    expectNear((await pixelsOf(cover.bytes)).at(0, 0), white)
    const without = await open.render('quarters.png', 'w-80,h-60,fo-custom')
    expect(without.warnings).toEqual([])
  })

  test('on what draws the eye finds the red patch', async () => {
    const { at } = await drawn('w-40,h-80,fo-auto', 'framed.png')
    expectNear(at(20, 40), red)
    for (const focus of ['auto', 'face'])
      expectNear((await drawn(`w-30,h-30,cm-extract,fo-${focus}`, 'framed.png')).at(15, 15), red)
  })

  test('on a face keeps what draws the eye, and says so', async () => {
    const { warnings } = await open.render('framed.png', 'w-40,h-80,fo-face')
    expect(warnings.join()).toContain('fo-face')
    const strict = open.render('framed.png', 'w-40,h-80,fo-face', { strict: true })
    await expect(strict).rejects.toMatchObject({ code: 'invalid', field: 'fo' })
  })
})

describe('padding', () => {
  test('is black, or of the colour told, beside the picture', async () => {
    const centred = await drawn('w-100,h-60,cm-pad_resize')
    expect([centred.at(0, 0), centred.at(99, 59)]).toEqual([black, black])
    expectNear(centred.at(10, 0), red)
    const left = await drawn('w-100,h-60,cm-pad_resize,fo-left,bg-00FF0050')
    expectNear(left.at(0, 0), red)
    expectNear(left.at(99, 0), [0, 255, 0, 128])
  })

  test('is made of the picture itself', async () => {
    const dominant = await drawn('w-60,h-40,cm-pad_resize,bg-dominant', 'grey.png')
    expectNear(dominant.at(0, 0), [100, 150, 200], 16)
    const blurred = await drawn('w-60,h-40,cm-pad_resize,bg-blurred_10_N50', 'grey.png')
    expectNear(blurred.at(0, 0), [50, 100, 150])
    expectNear(blurred.at(30, 20), [100, 150, 200])
    const gradient = await drawn('w-100,h-60,cm-pad_resize,bg-gradient_dominant_4')
    const corner = gradient.at(0, 0)
    expect(corner[0]).toBeGreaterThan((corner[2] as number) + 100)
  })

  test('fills what a cut reaches beyond the picture', async () => {
    const { at } = await drawn('w-40,h-40,cm-pad_extract,x-60,y-N20,bg-red')
    expect([at(0, 0), at(39, 39)]).toEqual([red, red])
    expectNear(at(0, 21), [0, 255, 0])
  })
})

describe('turning', () => {
  test('goes clockwise, and the other way with N', async () => {
    expectNear((await drawn('rt-90')).at(0, 0), blue)
    expectNear((await drawn('rt-N90')).at(0, 0), [0, 255, 0])
    expectNear((await drawn('rt-180')).at(0, 0), white)
  })

  test('by any angle leaves corners of the background, else of nothing', async () => {
    expect((await drawn('rt-30')).at(0, 0)[3]).toBe(nothing)
    expectNear((await drawn('rt-30,bg-blue')).at(0, 0), blue)
  })

  test('mirrors', async () => {
    expectNear((await drawn('fl-h')).at(0, 0), [0, 255, 0])
    expectNear((await drawn('fl-v')).at(0, 0), blue)
    expectNear((await drawn('fl-h_v')).at(0, 0), white)
  })
})

describe('effects', () => {
  test('take the colours out', async () => {
    const [r, g, b] = (await drawn('e-grayscale', 'grey.png')).at(5, 5)
    expect([r === g, g === b]).toEqual([true, true])
    expect(r).toBeCloseTo(141, -1)
  })

  test('stretch the contrast', async () => {
    const { at } = await drawn('e-contrast', 'ramp.png')
    expect(at(0, 0)[0]).toBeLessThan(8)
    expect(at(63, 0)[0]).toBeGreaterThan(247)
  })

  test('tint with a colour', async () => {
    const [r, g, b] = (await drawn('e-colorize-co-red_in-100', 'grey.png')).at(5, 5)
    expect([g, b]).toEqual([0, 0])
    expect(r).toBeGreaterThan(100)
    expectNear((await drawn('e-colorize-co-red_in-0', 'grey.png')).at(5, 5), [100, 150, 200])
  })

  test('replace a colour and leave the others', async () => {
    const { at } = await drawn('cr-FFFF00_20_FF0000')
    expectNear(at(5, 5), [255, 255, 0])
    expectNear(at(5, 55), blue)
  })

  test('blur and sharpen edges', async () => {
    const blurred = (await drawn('bl-20')).at(40, 5)
    expect(blurred[0]).toBeGreaterThan(60)
    expect(blurred[1]).toBeGreaterThan(60)
    for (const effect of ['e-sharpen', 'e-sharpen-50', 'e-usm', 'e-usm-2-2-0.8-0.024'])
      expect((await drawn(`bl-2:${effect}`)).at(38, 5)).not.toEqual((await drawn('bl-2')).at(38, 5))
  })

  test('lay a gradient over the picture', async () => {
    const down = await drawn('e-gradient-from-black_to-white', 'grey.png')
    expect(down.at(20, 0)[0]).toBeLessThan(8)
    expect(down.at(20, 39)[0]).toBeGreaterThan(247)
    const half = await drawn('e-gradient-ld-right_from-black_to-white_sp-0.5', 'grey.png')
    expect(half.at(25, 20)).toEqual(white)
    const plainly = await drawn('e-gradient', 'grey.png')
    expectNear(plainly.at(0, 39), [100, 150, 200], 5)
    expectNear(plainly.at(0, 0), white, 5)
  })

  test('cast a shadow behind what is not transparent', async () => {
    const { at, width } = await drawn('e-shadow-bl-2_st-80_x-20_y-20', 'disc.png')
    expect(width).toBe(60)
    expectNear(at(30, 30), red)
    expect(at(52, 45)[3]).toBeGreaterThan(150)
    expect(at(2, 2)[3]).toBe(nothing)
    const opaque = await open.render('quarters.png', 'e-shadow')
    expect(opaque.warnings.join()).toContain('e-shadow')
  })

  test('pull the corners to other places', async () => {
    const { at } = await drawn('e-distort-p-20_0_80_0_80_60_0_60')
    expect(at(2, 2)[3]).toBe(nothing)
    expectNear(at(70, 50), white)
    expectNear(at(30, 5), red)
  })
})

describe('transparency', () => {
  test('is what radius leaves of the corners', async () => {
    const round = await drawn('r-20')
    expect([round.at(0, 0)[3], round.at(79, 59)[3], round.at(40, 0)[3], round.at(0, 30)[3]]).toEqual([0, 0, 255, 255])
    const oval = await drawn('r-max')
    expect([oval.at(6, 4)[3], oval.at(79, 59)[3], oval.at(40, 30)[3]]).toEqual([0, 0, 255])
    const corners = await drawn('r-0_20_0_max')
    expect([corners.at(0, 0)[3], corners.at(79, 0)[3], corners.at(79, 59)[3], corners.at(0, 59)[3]]).toEqual([
      255, 0, 255, 0,
    ])
  })

  test('is what opacity leaves, unless a background is told', async () => {
    expectNear((await drawn('o-50')).at(5, 5), [255, 0, 0, 128])
    expectNear((await drawn('o-50,bg-0000FF00')).at(5, 5), [128, 0, 128])
  })

  test('is filled with the background', async () => {
    expectNear((await drawn('bg-00FF00', 'disc.png')).at(0, 0), [0, 255, 0])
    expectNear((await drawn('r-20,bg-white')).at(0, 0), white)
  })

  test('keeps an automatic format from being JPEG', async () => {
    const formats = async (path: string, transformation: string, accept = '') =>
      (await open.render(path, transformation, { accept })).contentType
    expect(await formats('quarters.png', 'w-10')).toBe('image/jpeg')
    expect(await formats('disc.png', 'w-10')).toBe('image/png')
    expect(await formats('quarters.png', 'r-5')).toBe('image/png')
    expect(await formats('disc.png', 'w-10,bg-red')).toBe('image/jpeg')
    expect(await formats('disc.png', 'w-10', 'image/avif,image/webp,*/*')).toBe('image/webp')
    expect(await formats('disc.png', 'w-10,f-jpg')).toBe('image/jpeg')
    expect(await formats('disc.png', 'w-10', 'image/webp;q=0,*/*')).toBe('image/png')
  })
})

describe('borders', () => {
  test('surround the picture', async () => {
    const { at, width, height } = await drawn('b-4_0000FF')
    expect([width, height]).toEqual([88, 68])
    expect([at(0, 0), at(87, 67)]).toEqual([blue, blue])
    expectNear(at(4, 4), red)
  })

  test('of one colour are trimmed', async () => {
    const { at, width, height } = await drawn('t-true', 'framed.png')
    expect([width, height]).toEqual([40, 40])
    expectNear(at(0, 0), red)
    const late = await drawn('w-200:t-10,w-100', 'framed.png')
    expect([late.width, late.height]).toEqual([100, 100])
    expect((await drawn('t-true', 'grey.png')).width).toBe(40)
  })
})

describe('the file', () => {
  test.each([
    ['f-jpg', 'jpeg'],
    ['f-jpeg', 'jpeg'],
    ['f-png', 'png'],
    ['f-webp', 'webp'],
    ['f-orig', 'png'],
    ['f-avif', 'heif'],
  ])('is of the format told by %s', async (transformation, format) => {
    const { bytes } = await open.render('quarters.png', transformation)
    expect((await sharp(bytes).metadata()).format).toBe(format)
  })

  test('is smaller at a lower quality, and progressive when told', async () => {
    const size = async (transformation: string) => (await open.render('framed.png', transformation)).bytes.length
    expect(await size('f-jpg,q-10')).toBeLessThan(await size('f-jpg,q-95'))
    const { bytes } = await open.render('framed.png', 'f-jpg,pr-true')
    expect((await sharp(bytes).metadata()).isProgressive).toBe(true)
    const lossless = await pixelsOf((await open.render('quarters.png', 'f-webp,lo-true')).bytes)
    expect(lossless.at(39, 29)).toEqual(red)
  })
})
