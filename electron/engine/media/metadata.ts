import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import type { ExifBlocks, FileMetadata } from '#shared/metadata.ts'
import { jpegQuality } from './encoding.ts'
import { readBlocks } from './exif.ts'
import { open } from './open.ts'
import { type Format, sniff, sniffLength } from './sniff.ts'

/** Values longer than this are left out: they are binary blocks of makers. */
const longestValue = 2000

/** A value of an EXIF tag as JSON has it: times as cameras write them, bytes as text where they are one. */
function toJson(value: unknown): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : cameraTime(value)
  if (Buffer.isBuffer(value)) return textOf(value)
  if (Array.isArray(value)) return value.length > longestValue ? undefined : value.map(toJson)
  const isKept = ['string', 'number', 'boolean'].includes(typeof value)
  return isKept && String(value).length <= longestValue ? value : undefined
}

/** `2008:05:30 15:56:01` */
const cameraTime = (time: Date) => time.toISOString().slice(0, 19).replaceAll('-', ':').replace('T', ' ')

function textOf(bytes: Buffer): string | number[] | undefined {
  const text = bytes.toString('latin1').replace(/\0+$/, '')
  if (/^[\x20-\x7e\s]*$/.test(text) && text.length <= longestValue) return text
  return bytes.length <= 16 ? [...bytes] : undefined
}

const toBlock = (tags: object = {}) =>
  Object.fromEntries(
    Object.entries(tags).flatMap(([name, value]) => {
      const plain = toJson(value)
      return plain === undefined ? [] : [[name, plain]]
    }),
  )

/** The blocks of an EXIF, none of which a damaged one has. */
function blocksOf(exif: Buffer | null): ExifBlocks {
  const { Image, Photo, GPSInfo, Iop, Thumbnail } = readBlocks(exif)
  const [image, photo, gps] = [toBlock(Image), toBlock(Photo), toBlock(GPSInfo)]
  return { image, photo, gps, interoperability: toBlock(Iop), thumbnail: toBlock(Thumbnail) }
}

const ownDecoders: readonly Format[] = ['heic', 'bmp', 'ico']

/** Reads what a picture’s file says of it. Rejects when no decoder knows the file. */
export async function readMetadata({ path }: { path: string }): Promise<FileMetadata> {
  const bytes = await readFile(path)
  const format = sniff(bytes.subarray(0, sniffLength))
  if (!format) throw new Error('No decoder knows these bytes.')
  const { width, height, hasAlpha, exif } = await open(bytes, format)
  const told = ownDecoders.includes(format) ? undefined : await sharp(bytes, { limitInputPixels: false }).metadata()
  return {
    ...{ format, width, height, hasAlpha },
    quality: format === 'jpeg' ? jpegQuality(bytes) : null,
    density: told?.density ?? null,
    hasColorProfile: told?.hasProfile ?? false,
    orientation: told?.orientation ?? 1,
    exif: blocksOf(exif),
  }
}
