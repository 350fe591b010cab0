import readExif from 'exif-reader'
import sharp, { type Sharp } from 'sharp'
import { type Decodable, largestIcon, openBmp, openHeic } from './decoders.ts'
import { dominantColor, type Pixels, perceptualHash } from './phash.ts'
import { type DecodeLimits, type HostKind, type Inspected, withoutPicture } from './protocol.ts'
import { contentTypes, type Format, sniff, sniffLength } from './sniff.ts'

/** Longest side of a thumbnail, in pixels. */
const thumbnailSide = 384

/** What a file says of itself before its pixels are decoded, and how to decode them. */
interface Opened {
  /** As stored in the file, before orientation: what a decoder must hold. */
  pixelCount: number
  width: number
  height: number
  frames: number
  exif: Buffer | null
  pixels(failOn: 'error' | 'none'): Promise<Sharp>
}

/** Allows the loaders that this kind of host needs, from memory only, and nothing else of libvips. */
export function restrictLoaders(kind: HostKind): void {
  const raster = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif', 'Tiff']
  sharp.cache(false)
  sharp.concurrency(1)
  sharp.block({ operation: ['VipsForeignLoad'] })
  const allowed = kind === 'svg' ? ['Svg'] : raster
  sharp.unblock({ operation: allowed.map((name) => `VipsForeignLoad${name}Buffer`) })
}

async function openWithSharp(bytes: Buffer): Promise<Opened> {
  const { width, height, autoOrient, pages, exif } = await sharp(bytes, { limitInputPixels: false }).metadata()
  return {
    pixelCount: width * height,
    width: autoOrient.width,
    height: autoOrient.height,
    frames: pages ?? 1,
    exif: exif ?? null,
    pixels: async (failOn) => sharp(bytes, { limitInputPixels: false, failOn }).autoOrient(),
  }
}

function openDecodable({ width, height, decode }: Decodable, frames: number): Opened {
  const pixels = async () => {
    const { data, ...size } = await decode()
    return sharp(data, { raw: { ...size, channels: 4 } })
  }
  return { pixelCount: width * height, width, height, frames, exif: null, pixels }
}

async function open(bytes: Buffer, format: Format): Promise<Opened> {
  if (format === 'bmp') return openDecodable(openBmp(bytes), 1)
  if (format === 'ico') return openWithSharp(await largestIcon(bytes))
  if (format !== 'heic') return openWithSharp(bytes)
  const heic = await openHeic(bytes)
  return openDecodable(heic, heic.frames)
}

/** The time in the EXIF block, as the camera's clock showed it: `YYYY-MM-DDTHH:MM:SS`. */
function takenAt(exif: Buffer | null): string | null {
  try {
    const taken = exif && readExif(exif).Photo?.DateTimeOriginal
    return taken instanceof Date ? taken.toISOString().slice(0, 19) : null
  } catch {
    return null
  }
}

/** Upright sRGB pixels over white, three bytes each, at most 384 px on a side; never enlarged. */
async function shrink(opened: Opened, failOn: 'error' | 'none', limits: DecodeLimits): Promise<Pixels> {
  const { data, info } = await (await opened.pixels(failOn))
    .resize({ width: thumbnailSide, height: thumbnailSide, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .removeAlpha()
    .timeout({ seconds: Math.ceil(limits.milliseconds / 1000) })
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}

async function encodeThumbnail({ data, width, height }: Pixels): Promise<Uint8Array<ArrayBuffer>> {
  const image = sharp(data, { raw: { width, height, channels: 3 } })
  return new Uint8Array(await image.jpeg({ quality: 80, optimiseCoding: false }).toBuffer())
}

/** First line of a decoder's message, fit for people. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.split('\n')[0]?.slice(0, 300) || 'The decoder gave no reason.'
}

const noPixels = { perceptualHash: null, color: null, thumbnail: null }

/** Pixels at any price: first strictly, then what a damaged file still gives. */
async function readPixels(opened: Opened, limits: DecodeLimits) {
  try {
    return { status: 'ok' as const, reason: null, pixels: await shrink(opened, 'error', limits) }
  } catch (error) {
    const reason = `The file is damaged or cut off; this is what could be read of it (${reasonOf(error)}).`
    return { status: 'damaged' as const, reason, pixels: await shrink(opened, 'none', limits) }
  }
}

function factsOf({ width, height, frames, exif }: Opened, format: Format) {
  return { contentType: contentTypes[format], width, height, frames, exif, takenAt: takenAt(exif) }
}

async function inspectOpened(opened: Opened, format: Format, limits: DecodeLimits): Promise<Inspected> {
  if (!(opened.pixelCount > 0)) throw new Error('The file says that it holds no pixels.')
  const facts = factsOf(opened, format)
  if (opened.pixelCount > limits.pixels) {
    const reason = `${opened.width} × ${opened.height} pixels are more than the ${limits.pixels} that are decoded.`
    return { ...facts, ...noPixels, status: 'refused', reason }
  }
  try {
    const { status, reason, pixels } = await readPixels(opened, limits)
    const hash = format === 'svg' ? null : perceptualHash(pixels)
    return {
      ...facts,
      status,
      reason,
      perceptualHash: hash,
      color: dominantColor(pixels),
      thumbnail: await encodeThumbnail(pixels),
    }
  } catch (error) {
    return { ...facts, ...noPixels, status: 'failed', reason: reasonOf(error) }
  }
}

/** Reads a picture's facts, hash, colour and thumbnail from one decode. Never rejects for what the bytes are. */
export async function inspect(bytes: Buffer, limits: DecodeLimits): Promise<Inspected> {
  const format = sniff(bytes.subarray(0, sniffLength))
  if (!format) return withoutPicture('unsupported', 'No decoder knows these bytes.')
  try {
    return await inspectOpened(await open(bytes, format), format, limits)
  } catch (error) {
    return withoutPicture('failed', reasonOf(error))
  }
}
