import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { encoder, paint } from '../../helpers/pictures.ts'
import { expectNear, type OpenTransforms, openTransforms, pixelsOf } from '../../helpers/transforms.ts'

let open: OpenTransforms
const red = [255, 0, 0, 255]
const green = [0, 255, 0, 255]
const blue = [0, 0, 255, 255]
const grey = [100, 100, 100, 255]

const plain = (width: number, height: number, color: readonly number[]) =>
  encoder(paint(width, height, () => color))
    .png()
    .toBuffer()

beforeAll(async () => {
  open = await openTransforms()
  await open.store('base.png', await plain(200, 100, grey))
  await open.store('red.png', await plain(20, 10, red))
  await open.store('logos/blue.png', await plain(30, 30, blue))
  const framed = paint(40, 40, (x, y) =>
    Math.abs(x - 0.5) < 0.25 && Math.abs(y - 0.5) < 0.25 ? blue : [255, 255, 255],
  )
  await open.store('framed.png', await encoder(framed).png().toBuffer())
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10" fill="#f00"/></svg>'
  await open.store('red.svg', Buffer.from(svg))
  const bomb = `<svg xmlns="http://www.w3.org/2000/svg" width="9000000" height="9000000"><rect width="1" height="1"/></svg>`
  await open.store('bomb.svg', Buffer.from(bomb))
})
afterAll(() => open.close())

const drawn = async (transformation: string, path = 'base.png') =>
  pixelsOf((await open.render(path, `${transformation}:f-png`)).bytes)

type Drawn = Awaited<ReturnType<typeof drawn>>

/** The box of all pixels that are not grey: left, top, width and height. */
function boxOf({ data, width }: Drawn): number[] {
  const places = Array.from({ length: data.length / 4 }, (_, index) => index).filter((index) =>
    grey.some((value, channel) => Math.abs(value - (data[index * 4 + channel] as number)) > 3),
  )
  const columns = places.map((index) => index % width)
  const rows = places.map((index) => Math.floor(index / width))
  const [left, top] = [Math.min(...columns), Math.min(...rows)]
  return [left, top, Math.max(...columns) - left + 1, Math.max(...rows) - top + 1]
}

describe('a layer lies', () => {
  test.each([
    ['', [90, 45, 20, 10]],
    ['lx-10,ly-20', [10, 20, 20, 10]],
    ['lx-10', [10, 0, 20, 10]],
    ['lx-N10,ly-N20', [170, 70, 20, 10]],
    ['lxc-50,lyc-50', [40, 45, 20, 10]],
    ['lx-bw_div_2,ly-bh_sub_10', [100, 90, 20, 10]],
    ['lfo-top_left', [0, 0, 20, 10]],
    ['lfo-bottom', [90, 90, 20, 10]],
    ['lfo-right,lx-5,ly-5', [5, 5, 20, 10]],
    ['lx-100,ly-50,lap-bottom_right', [80, 40, 20, 10]],
    ['lx-190,ly-95', [190, 95, 10, 5]],
    ['w-bw_mul_0.5,h-20', [50, 40, 100, 20]],
    ['w-40,ar-4-1,lx-0,ly-0', [0, 0, 40, 10]],
    ['w-40:h-5,lx-0,ly-0', [0, 0, 10, 5]],
    ['rt-90,lx-0,ly-0', [0, 0, 10, 20]],
    ['b-2_blue,lx-0,ly-0', [0, 0, 24, 14]],
  ])('with %s at %j', async (code, box) => {
    expect(boxOf(await drawn(['l-image,i-red.png', code, 'l-end'].filter(Boolean).join(',')))).toEqual(box)
  })

  test('nowhere when all of it is outside', async () => {
    expect((await drawn('l-image,i-red.png,lx-500,ly-0,l-end')).at(199, 0)).toEqual(grey)
  })
})

describe('a layer', () => {
  test('may be a path in folders, in base64, a plain colour, a gradient, or an SVG', async () => {
    expect((await drawn('l-image,i-logos@@blue.png,l-end')).at(100, 50)).toEqual(blue)
    const encoded = encodeURIComponent(Buffer.from('logos/blue.png').toString('base64'))
    expect((await drawn(`l-image,ie-${encoded},l-end`)).at(100, 50)).toEqual(blue)
    expectNear(
      (await drawn('l-image,i-ik_canvas,bg-FF000050,w-bw_div_2,h-10,lx-0,ly-0,l-end')).at(99, 9),
      [178, 50, 50],
    )
    expect((await drawn('l-image,i-ik_canvas,bg-00FF00,l-end')).at(199, 99)).toEqual(green)
    const gradient = await drawn('l-image,i-ik_canvas,e-gradient-ld-right_from-FF0000_to-0000FF,l-end')
    expect([(gradient.at(0, 5)[0] as number) > 250, (gradient.at(199, 5)[2] as number) > 250]).toEqual([true, true])
    expect(boxOf(await drawn('l-image,i-red.svg,w-50,l-end'))).toEqual([75, 25, 50, 50])
  })

  test('is trimmed unless told otherwise', async () => {
    expect(boxOf(await drawn('l-image,i-framed.png,lx-0,ly-0,l-end'))).toEqual([0, 0, 20, 20])
    expect(boxOf(await drawn('l-image,i-framed.png,t-false,lx-0,ly-0,l-end'))).toEqual([0, 0, 40, 40])
  })

  test('can multiply, keep what it covers, or take that away', async () => {
    const multiplied = (await drawn('l-image,i-red.png,lm-multiply,l-end')).at(100, 50)
    expect(multiplied).toEqual([100, 0, 0, 255])
    const cut = await drawn('l-image,i-red.png,lm-cutter,l-end')
    expect([cut.at(100, 50), cut.at(0, 0)[3]]).toEqual([grey, 0])
    const out = await drawn('l-image,i-red.png,lm-cutout,l-end')
    expect([out.at(100, 50)[3], out.at(0, 0)]).toEqual([0, grey])
  })

  test('may be cut to a box and framed', async () => {
    const picture = await drawn('l-image,i-red.png,w-10,h-8,b-2_00FF00,l-end')
    expect(boxOf(picture)).toEqual([93, 44, 14, 12])
    expectNear(picture.at(100, 50), red)
    for (const [x, y] of [
      [93, 44],
      [106, 44],
      [93, 55],
      [106, 55],
      [93, 50],
    ] as const)
      expectNear(picture.at(x, y), green)
  })

  test('may hold layers, ten deep', async () => {
    const deep = `${'l-image,i-base.png,t-false,'.repeat(9)}l-image,i-red.png,l-end${',l-end'.repeat(9)}`
    expect(boxOf(await drawn(deep))).toEqual([90, 45, 20, 10])
  })

  test('may be the picture itself', async () => {
    expect((await drawn('l-image,i-red.png,w-4,lx-0,ly-0,l-end', 'red.png')).at(1, 1)).toEqual(red)
  })

  test('that is missing is told by its code', async () => {
    const missing = open.render('base.png', 'l-image,i-nowhere.png,l-end')
    await expect(missing).rejects.toMatchObject({ code: 'notFound', field: 'i' })
    await expect(open.render('base.png', 'oi-nowhere.png')).rejects.toMatchObject({ code: 'notFound', field: 'oi' })
  })
})

describe('text', () => {
  test('is as large as its font says, in its colour', async () => {
    const [, , width = 0, height = 0] = boxOf(await drawn('l-text,i-Magpie,fs-30,co-FF0000,l-end'))
    expect(width).toBeGreaterThan(90)
    expect(width).toBeLessThan(130)
    expect(height).toBeGreaterThan(20)
    expect(height).toBeLessThan(36)
    const [, , bold = 0] = boxOf(await drawn('l-text,i-Magpie,fs-30,co-FF0000,tg-b,l-end'))
    expect(bold).toBeGreaterThan(width)
    for (const style of ['tg-i', 'tg-strikethrough', 'ff-Courier', 'ff-Georgia'])
      expect(boxOf(await drawn(`l-text,i-Magpie,fs-30,co-FF0000,${style},l-end`))).not.toEqual([0, 0, 0, 0])
  })

  test('breaks at its width, with padding, background and alignment', async () => {
    const [left, top, width, height = 0] = boxOf(
      await drawn('l-text,i-one%20two%20three,fs-16,w-60,pa-5_10,bg-FFFFFF,lx-0,ly-0,l-end'),
    )
    expect([left, top, width]).toEqual([0, 0, 80])
    expect(height).toBeGreaterThan(40)
    const aligned = async (word: string) =>
      boxOf(await drawn(`l-text,i-a,fs-16,w-100,ia-${word},co-red,lx-0,ly-0,l-end`))[0] as number
    expect([(await aligned('left')) < 5, (await aligned('right')) > 85]).toEqual([true, true])
    expect(Math.abs((await aligned('center')) - 45)).toBeLessThan(5)
  })

  test('may hold what markup is made of, and any script', async () => {
    const odd = encodeURIComponent(Buffer.from('<b>&amp; "Ωж" \n').toString('base64'))
    const [, , width = 0] = boxOf(await drawn(`l-text,ie-${odd},fs-12,l-end`))
    expect(width).toBeGreaterThan(60)
  })

  test('may be as large as a part of the picture', async () => {
    const [, , , height = 0] = boxOf(await drawn('l-text,i-M,fs-bh_div_2,co-red,l-end'))
    expect(height).toBeGreaterThan(30)
    expect(height).toBeLessThan(45)
  })

  test('that is too long is cut, and that is told', async () => {
    const { warnings } = await open.render('base.png', `ot-${'i'.repeat(200)},ots-5`)
    expect(warnings.join()).toContain('cut')
  })

  test('without letters is ignored', async () => {
    const { warnings } = await open.render('base.png', 'l-text,i-%20,l-end')
    expect(warnings.join()).toContain('no text')
  })
})

describe('overlays from before there were layers', () => {
  test('still lie where they were told to', async () => {
    expect(boxOf(await drawn('oi-red.png'))).toEqual([90, 45, 20, 10])
    expect(boxOf(await drawn('oi-logos@@blue.png,ox-N10,oy-5,ow-10'))).toEqual([180, 5, 10, 10])
    expect(boxOf(await drawn('oi-red.png,ofo-bottom_right'))).toEqual([180, 90, 20, 10])
    expect(boxOf(await drawn('oi-red.png,ox-500,oy-500'))).toEqual([180, 90, 20, 10])
    expect(boxOf(await drawn('oi-framed.png'))).toEqual([90, 40, 20, 20])
    expect(boxOf(await drawn('oi-framed.png,oit-false'))).toEqual([80, 30, 40, 40])
    expect(boxOf(await drawn('oi-red.png,ow-40,oh-40,oicm-pad_resize,oibg-white,oib-1_blue'))).toEqual([79, 29, 42, 42])
  })

  test('can be text and blocks of colour', async () => {
    expect(boxOf(await drawn('obg-FF0000,ow-30,oh-20,ox-0,oy-0'))).toEqual([0, 0, 30, 20])
    expectNear((await drawn('obg-FF0000,oa-5,ow-30,oh-20,ox-0,oy-0')).at(0, 0), [178, 50, 50])
    const [, , width = 0] = boxOf(await drawn('ot-Magpie,ots-30,otc-FF0000'))
    expect(width).toBeGreaterThan(90)
    const [, , padded = 0] = boxOf(await drawn('ot-Magpie,ots-30,otc-FF0000,otbg-white,otp-10,or-5'))
    expect(padded).toBe(width + 20)
  })
})

describe('an SVG', () => {
  test('is drawn at the size asked for', async () => {
    const { at, width } = await drawn('w-300,h-300', 'red.svg')
    expect([width, at(0, 0), at(299, 299)]).toEqual([300, red, red])
    expect((await open.render('red.svg', 'f-auto')).contentType).toBe('image/svg+xml')
  })

  test('that would be too large is refused', async () => {
    await expect(open.render('bomb.svg', 'w-30')).rejects.toMatchObject({ code: 'invalid' })
    await expect(open.render('base.png', 'l-image,i-bomb.svg,l-end')).rejects.toMatchObject({ code: 'invalid' })
  })
})
