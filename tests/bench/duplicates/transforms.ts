import sharp, { type Sharp } from 'sharp'
import type { Size } from '../../../electron/engine/media/fingerprint.ts'

/** What happens to a picture on its way through the web. */
export interface Transform {
  name: string
  group: Group
  make(original: Buffer, size: Size): Sharp
}

export const groups = [
  're-encode',
  'resize',
  'tone',
  'crop 5 %',
  'crop 10 %',
  'watermark',
  'mirror',
  'rotate',
  'other',
] as const
type Group = (typeof groups)[number]

type Make = Transform['make']
const jpeg = (image: Sharp, quality = 85) => image.jpeg({ quality })

const byJpeg =
  (change: (image: Sharp, size: Size) => Sharp): Make =>
  (original, size) =>
    jpeg(change(sharp(original), size))

const scaled = (share: number) =>
  byJpeg((image, { width }) => image.resize({ width: Math.max(1, Math.round(width * share)) }))

/** Takes away shares of width and height, on the left and the top and on the right and the bottom. */
const cropped = (before: number, after: number, axes: 'both' | 'width' = 'both') =>
  byJpeg((image, { width, height }) => {
    const vertical = axes === 'both' ? 1 : 0
    const left = Math.round(width * before)
    const top = Math.round(height * before * vertical)
    return image.extract({
      left,
      top,
      width: Math.round(width * (1 - before - after)),
      height: Math.round(height * (1 - (before + after) * vertical)),
    })
  })

/** A disc and bars, as a name beside a sign looks, white with a dark edge. */
function mark(width: number, height: number, opacity: number): Buffer {
  const bars = Array.from({ length: 6 }, (_, i) => {
    const [x, tall] = [height * 1.2 + i * (width - height * 1.2) * 0.165, i % 2 === 0 ? 0.7 : 0.5]
    return `<rect x="${x}" y="${height * (0.9 - tall)}" width="${width * 0.07}" height="${height * tall}"/>`
  }).join('')
  const style = `fill="#fff" stroke="#000" stroke-width="${height / 40}" opacity="${opacity}"`
  const disc = `<circle cx="${height / 2}" cy="${height / 2}" r="${height * 0.42}"/>`
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><g ${style}>
    ${disc}${bars}</g></svg>`)
}

const marked = (width: number, height: number, opacity: number, gravity: 'southeast' | 'centre') =>
  byJpeg((image, size) => {
    const input = mark(Math.round(size.width * width), Math.round(size.height * height), opacity)
    return image.composite([{ input, gravity }])
  })

const sepia: [[number, number, number], [number, number, number], [number, number, number]] = [
  [0.393, 0.769, 0.189],
  [0.349, 0.686, 0.168],
  [0.272, 0.534, 0.131],
]

const inGroup = (group: Group, makes: Record<string, Make>): Transform[] =>
  Object.entries(makes).map(([name, make]) => ({ name, group, make }))

export const transforms: readonly Transform[] = [
  ...inGroup('re-encode', {
    'JPEG q90': (original) => jpeg(sharp(original), 90),
    'JPEG q60': (original) => jpeg(sharp(original), 60),
    'JPEG q30': (original) => jpeg(sharp(original), 30),
    'JPEG q10': (original) => jpeg(sharp(original), 10),
    'WebP q75': (original) => sharp(original).webp({ quality: 75, effort: 2 }),
    'AVIF q50': (original) => sharp(original).avif({ quality: 50, effort: 1 }),
    PNG: (original) => sharp(original).png({ compressionLevel: 1 }),
  }),
  ...inGroup('resize', {
    '50 %': scaled(0.5),
    '25 %': scaled(0.25),
    'to 200 px': byJpeg((image) => image.resize({ width: 200, height: 200, fit: 'inside' })),
    '200 %': scaled(2),
    're-shared: to 640 px, q60': (original) =>
      jpeg(sharp(original).resize({ width: 640, height: 640, fit: 'inside' }), 60),
  }),
  ...inGroup('tone', {
    'brightness +20 %': byJpeg((image) => image.linear(1.2, 0)),
    'brightness −20 %': byJpeg((image) => image.linear(0.8, 0)),
    grey: byJpeg((image) => image.greyscale()),
    sepia: byJpeg((image) => image.recomb(sepia)),
    'saturation +50 %': byJpeg((image) => image.modulate({ saturation: 1.5 })),
    'contrast +20 %': byJpeg((image) => image.linear(1.2, -25.6)),
  }),
  ...inGroup('crop 5 %', {
    'crop 5 % (2.5 % off each side)': cropped(0.025, 0.025),
    'crop 5 % of the width, one side': cropped(0, 0.05, 'width'),
  }),
  ...inGroup('crop 10 %', { 'crop 10 % (5 % off each side)': cropped(0.05, 0.05) }),
  ...inGroup('watermark', {
    'watermark in a corner': marked(0.2, 0.05, 0.6, 'southeast'),
    'watermark across the centre': marked(0.5, 0.1, 0.4, 'centre'),
  }),
  ...inGroup('mirror', {
    mirrored: byJpeg((image) => image.flop()),
    flipped: byJpeg((image) => image.flip()),
  }),
  ...inGroup('rotate', {
    'rotated 90°': byJpeg((image) => image.rotate(90)),
    'rotated 180°': byJpeg((image) => image.rotate(180)),
    'rotated 270°': byJpeg((image) => image.rotate(270)),
  }),
  ...inGroup('other', { 'crop 20 % (10 % off each side)': cropped(0.1, 0.1) }),
]
