import sharp, { type Sharp } from 'sharp'
import type { Report } from '../lib/report.ts'
import { median } from '../lib/statistics.ts'
import { preparePhotographs } from '../rows/import.ts'
import { box } from './crops.ts'
import { plainCrop } from './quality.ts'
import { type Luma, lumaOf, ssim } from './ssim.ts'

type Encode = (image: Sharp, quality: number) => Sharp

/** Encoders by name; the first of each format is what the others’ bytes are told against. */
const encoders: Record<string, Record<string, Encode>> = {
  jpeg: {
    'usual tables': (image, quality) => image.jpeg({ quality, optimiseCoding: false }),
    'own tables (sharp’s default)': (image, quality) => image.jpeg({ quality, optimiseCoding: true }),
    progressive: (image, quality) => image.jpeg({ quality, progressive: true }),
    mozjpeg: (image, quality) => image.jpeg({ quality, mozjpeg: true }),
  },
  webp: Object.fromEntries(
    [4, 0, 1, 2, 3, 6].map((effort): [string, Encode] => [
      `effort ${effort}`,
      (image, quality) => image.webp({ quality, effort }),
    ]),
  ),
  avif: Object.fromEntries(
    [4, 0, 1, 2, 3].map((effort): [string, Encode] => [
      `effort ${effort}`,
      (image, quality) => image.avif({ quality, effort }),
    ]),
  ),
}

/** Around the default, so that bytes can be told at an SSIM between them. */
const qualities = [60, 75, 85]

interface Crop {
  raw: Buffer
  luma: Luma
}

interface Point {
  bytes: number
  likeness: number
  milliseconds: number
}

async function cropOf(file: string): Promise<Crop> {
  return { raw: await plainCrop(file).removeAlpha().raw().toBuffer(), luma: await lumaOf(plainCrop(file)) }
}

async function encodeOne({ raw, luma }: Crop, encode: Encode, quality: number): Promise<Point> {
  const startedAt = process.cpuUsage()
  const bytes = await encode(sharp(raw, { raw: { ...box, channels: 3 } }), quality).toBuffer()
  const { user, system } = process.cpuUsage(startedAt)
  return { bytes: bytes.length, likeness: ssim(luma, await lumaOf(bytes)), milliseconds: (user + system) / 1000 }
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** What an encoder makes of all crops at one quality. */
async function pointOf(crops: Crop[], encode: Encode, quality: number): Promise<Point> {
  const all: Point[] = []
  for (const crop of crops) all.push(await encodeOne(crop, encode, quality))
  return {
    bytes: mean(all.map(({ bytes }) => bytes)),
    likeness: mean(all.map(({ likeness }) => likeness)),
    milliseconds: median(all.map(({ milliseconds }) => milliseconds)),
  }
}

/** Bytes at an SSIM: on the line through the points next to it, bytes taken by their logarithm. */
function bytesAt(points: Point[], likeness: number): number {
  const above = Math.min(
    points.length - 1,
    Math.max(
      1,
      points.findIndex((point) => point.likeness >= likeness),
    ),
  )
  const [low, high] = [points[above - 1], points[above]]
  if (!low || !high) return Number.NaN
  const share = (likeness - low.likeness) / (high.likeness - low.likeness)
  return Math.exp(Math.log(low.bytes) + share * (Math.log(high.bytes) - Math.log(low.bytes)))
}

async function measureFormat(format: string, crops: Crop[]): Promise<(string | number)[][]> {
  const rows = []
  let usual: Point | undefined
  for (const [name, encode] of Object.entries(encoders[format] ?? {})) {
    const points = []
    for (const quality of qualities) points.push(await pointOf(crops, encode, quality))
    const middle = points[1] as Point
    usual ??= middle
    const extra = bytesAt(points, usual.likeness) / usual.bytes
    rows.push([format, name, middle.milliseconds, middle.bytes / 1000, middle.likeness.toFixed(4), extra])
  }
  return rows
}

/** What each effort of the encoders costs and gives, on crops that are decoded already. */
export async function reportEfforts({ pictures }: { pictures: number }): Promise<Report> {
  sharp.concurrency(1)
  const { paths } = await preparePhotographs(6, pictures)
  const crops = await Promise.all(paths.slice(0, Math.ceil(pictures / 4)).map(cropOf))
  const rows = []
  for (const format of Object.keys(encoders)) rows.push(...(await measureFormat(format, crops)))
  const header = ['format', 'encoder', 'CPU ms', 'kB', 'SSIM', 'bytes at the SSIM of the first']
  const note = `${crops.length} crops of ${box.width}x${box.height} at quality ${qualities[1]}, encoding alone, one after the other. The last column: how many times the bytes of its format’s first row it takes to be as good, told between qualities ${qualities[0]} and ${qualities[2]}.`
  return { header, rows, notes: [note] }
}
