import sharp, { type Sharp } from 'sharp'
import { type Decodable, largestIcon, openBmp, openHeic } from './decoders.ts'
import type { HostKind } from './protocol.ts'
import type { Format } from './sniff.ts'

/** What a file says of itself before its pixels are decoded, and how to decode them. */
export interface Opened {
  /** As stored in the file, before orientation: what a decoder must hold. */
  pixelCount: number
  width: number
  height: number
  frames: number
  exif: Buffer | null
  /** The colour profile, where it is one of red, green and blue. */
  profile: Buffer | null
  /** 8 or 16 bits for each channel. */
  depth: 'uchar' | 'ushort'
  /** Whether some of it may be transparent. */
  hasAlpha: boolean
  /** Upright pixels, to be worked on. */
  pixels(failOn: FailOn): Promise<Sharp>
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

type FailOn = 'error' | 'none'

const uprightPixels = (bytes: Buffer, page: number, failOn: FailOn): Sharp =>
  sharp(bytes, { limitInputPixels: false, failOn, page }).autoOrient()

async function openWithSharp(bytes: Buffer, page = 0): Promise<Opened> {
  const metadata = await sharp(bytes, { limitInputPixels: false, page }).metadata()
  const { width, height, autoOrient, pages, exif, depth, hasAlpha, icc } = metadata
  return {
    pixelCount: width * height,
    width: autoOrient.width,
    height: autoOrient.height,
    frames: pages ?? 1,
    exif: exif ?? null,
    profile: icc?.toString('latin1', 16, 20) === 'RGB ' ? icc : null,
    depth: depth === 'uchar' ? 'uchar' : 'ushort',
    hasAlpha,
    pixels: async (failOn) => uprightPixels(bytes, page, failOn),
  }
}

function openDecodable({ width, height, decode }: Decodable, frames: number): Opened {
  const pixels = async () => {
    const { data, ...size } = await decode()
    return sharp(data, { raw: { ...size, channels: 4 } })
  }
  return {
    pixelCount: width * height,
    width,
    height,
    frames,
    exif: null,
    profile: null,
    depth: 'uchar',
    hasAlpha: false,
    pixels,
  }
}

/** Reads what comes before the pixels, of the first page unless told. Rejects when no decoder knows the bytes. */
export async function open(bytes: Buffer, format: Format, page = 0): Promise<Opened> {
  if (format === 'bmp') return openDecodable(openBmp(bytes), 1)
  if (format === 'ico') return openWithSharp(await largestIcon(bytes))
  if (format !== 'heic') return openWithSharp(bytes, page)
  const heic = await openHeic(bytes)
  return openDecodable(heic, heic.frames)
}

/** Pixels of a page to be worked on, whatever is broken in them; what the file says of itself is read only if need be. */
export async function openPixels(bytes: Buffer, format: Format, page: number): Promise<Sharp> {
  const isPlain = !['bmp', 'ico', 'heic'].includes(format)
  return isPlain ? uprightPixels(bytes, page, 'none') : (await open(bytes, format, page)).pixels('none')
}
