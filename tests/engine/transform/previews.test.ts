import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { encoder, paint, scene } from '../../helpers/pictures.ts'
import { type OpenTransforms, openTransforms } from '../../helpers/transforms.ts'

let open: OpenTransforms
const longest = 1600

beforeAll(async () => {
  open = await openTransforms({ badge: 'w-0.5,r-max' })
  await open.store(
    'large.jpg',
    await encoder(scene(1, 3000, 2000))
      .jpeg({ quality: 92 })
      .toBuffer(),
  )
  const turned = await encoder(scene(4, 2000, 2600))
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  await open.store('turned.jpg', turned)
  await open.store(
    'small.png',
    await encoder(scene(2, 300, 200))
      .png()
      .toBuffer(),
  )
  const framed = paint(2400, 1800, (x, y) =>
    x > 0.25 && x < 0.75 && y > 0.2 && y < 0.7 ? [255 * x, 90, 255 * y] : [255, 255, 255],
  )
  await open.store('framed.png', await encoder(framed).png().toBuffer())
  const disc = paint(2000, 2000, (x, y) => [255, 90, 0, Math.hypot(x - 0.5, y - 0.5) < 0.4 ? 255 : 0], 4)
  await open.store('disc.png', await encoder(disc).png().toBuffer())
  const drawn =
    '<svg xmlns="http://www.w3.org/2000/svg" width="2400" height="800"><circle cx="900" cy="400" r="300"/></svg>'
  await open.store('drawn.svg', Buffer.from(drawn))
})
afterAll(() => open.close())

const smaller = ({ width, height }: { width: number; height: number }) => {
  const factor = Math.min(1, longest / Math.max(width, height))
  return [Math.max(1, Math.round(width * factor)), Math.max(1, Math.round(height * factor))] as const
}

/** How far two pictures are apart on average, in levels; each a little blurred, for sharpness may differ. */
async function difference(exact: Uint8Array, preview: Uint8Array): Promise<number> {
  const { width, height } = await sharp(preview).metadata()
  const pixels = (bytes: Uint8Array) =>
    sharp(bytes).resize(width, height, { fit: 'fill' }).toColourspace('srgb').ensureAlpha().blur(2).raw().toBuffer()
  const [a, b] = await Promise.all([pixels(exact), pixels(preview)])
  return a.reduce((sum, value, at) => sum + Math.abs(value - (b[at] as number)), 0) / a.length
}

test.each([
  ['large.jpg', 'w-400,h-300'],
  ['large.jpg', 'w-400,h-300,fo-left'],
  ['large.jpg', 'w-2800'],
  ['large.jpg', 'w-900,h-900,cm-extract,x-1200,y-300'],
  ['large.jpg', 'w-60,h-40,cm-extract,xc-1000,yc-900:w-500'],
  ['large.jpg', 'w-2400,h-2400,cm-pad_resize,bg-F0F'],
  ['large.jpg', 'w-2400,h-2400,cm-pad_resize,bg-blurred_30_20'],
  ['large.jpg', 'w-2400,h-2400,cm-pad_resize,bg-gradient_dominant_4'],
  ['large.jpg', 'w-3500,h-2500,cm-pad_extract,x-2000,y-N200,bg-lime'],
  ['large.jpg', 'rt-90'],
  ['large.jpg', 'rt-30,bg-00F'],
  ['large.jpg', 'fl-h_v'],
  ['large.jpg', 'b-80_red'],
  ['large.jpg', 'w-600,h-400,b-7_red,r-40'],
  ['large.jpg', 'r-max'],
  ['large.jpg', 'r-500_0_900_20'],
  ['large.jpg', 'bl-30'],
  ['large.jpg', 'e-sharpen-40'],
  ['large.jpg', 'e-usm-5-5-0.8-0.02'],
  ['large.jpg', 'e-grayscale'],
  ['large.jpg', 'e-contrast'],
  ['large.jpg', 'e-colorize-co-red_in-60'],
  ['large.jpg', 'cr-red_20_gray'],
  ['large.jpg', 'o-40'],
  ['large.jpg', 'e-gradient-ld-45_from-red_sp-900'],
  ['large.jpg', 'e-distort-p-300_200_2700_0_2900_1900_100_1500'],
  ['large.jpg', 'l-text,i-Hello world,fs-200,co-white,lx-900,ly-N200,bg-000,pa-40,l-end'],
  ['large.jpg', 'w-500,l-text,i-Several words that break,w-200,fs-30,co-F00,l-end'],
  ['large.jpg', 'l-image,i-disc.png,w-800,lx-N100,ly-200,t-false,l-end'],
  ['large.jpg', 'w-800,l-image,i-small.png,w-0.5,b-9_FFF,rt-10,lm-multiply,l-end'],
  ['large.jpg', 'l-image,i-ik_canvas,bg-0F0,w-700,h-300,lfo-bottom_right,l-end'],
  ['large.jpg', 'l-image,i-disc.png,lm-cutter,l-end'],
  ['large.jpg', 'if-w_gt_2500,w-700,if-else,w-9,if-end:rt-270:h-300'],
  ['large.jpg', 'w-1200:w-0.5,n-badge:b-20_000'],
  ['large.jpg', 'w-300:q-20'],
  ['large.jpg', 'w-300,h-300,f-jpg:q-90'],
  ['turned.jpg', 'w-800'],
  ['small.png', 'w-1500'],
  ['small.png', 'w-3000,h-3000,c-force'],
  ['framed.png', 't-true'],
  ['framed.png', 't-true:w-500:b-10_blue'],
  ['disc.png', 'w-700,e-shadow-bl-15_st-80_x-10_y-10'],
  ['disc.png', 'bg-navy'],
  ['disc.png', 'f-jpg'],
  ['drawn.svg', 'w-3000'],
  ['drawn.svg', 'orig-true'],
])('a preview of %s looks like the result: %s', async (path, transformation) => {
  const steps = transformation === 'orig-true' ? transformation : `${transformation}:f-png`
  const asked = transformation.includes('f-jpg') ? transformation : steps
  const exact = await open.render(path, asked)
  const { bytes, width, height, contentType } = await open.transforms.preview(open.request(path, asked))
  expect([width, height]).toEqual(smaller(exact))
  const seen = await sharp(bytes).metadata()
  expect([seen.width, seen.height, `image/${seen.format}`]).toEqual([width, height, contentType])
  expect(await difference(exact.bytes, bytes)).toBeLessThan(1)
})
