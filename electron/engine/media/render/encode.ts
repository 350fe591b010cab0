import { randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Sharp } from 'sharp'
import type { Encoding, Size } from '../drawing.ts'
import type { Opened } from '../open.ts'
import type { DecodeLimits, Drawn } from '../protocol.ts'
import { draw, drawRaw, openPicture } from './draw.ts'
import { imageOf, type Raw, rawOf } from './raw.ts'

/** How much work encoders do, by measurement: decision 14. AVIF’s depends on the pixels that somebody waits for. */
const efforts = { webp: 2, smallAvif: 2, largeAvif: 1, png: 6, jpegTables: false } as const
const smallPixels = 1_000_000

const avifEffort = ({ width, height }: Size) => (width * height > smallPixels ? efforts.largeAvif : efforts.smallAvif)

/** The image, which has that size, with its encoder, to be run. */
export function encoded(image: Sharp, { format, quality, progressive, lossless }: Encoding, size: Size): Sharp {
  if (format === 'jpeg') return image.jpeg({ quality, progressive, optimiseCoding: progressive || efforts.jpegTables })
  if (format === 'webp') return image.webp({ quality, lossless, effort: efforts.webp })
  if (format === 'avif') return image.avif({ quality, effort: avifEffort(size) })
  return format === 'gif' ? image.gif() : image.png({ compressionLevel: efforts.png })
}

/** The same pixels in the numbers of a colour profile, which sharp takes from a file alone. */
async function inProfile(raw: Raw, profile: Buffer, seconds: number): Promise<Raw> {
  const path = join(tmpdir(), `magpie-${randomUUID()}.icc`)
  try {
    await writeFile(path, profile)
    return await rawOf(imageOf(raw).withIccProfile(path), seconds)
  } finally {
    await rm(path, { force: true })
  }
}

/**
 * Puts finished pixels in the place of the source’s own, so that sharp carries its metadata over. Where sharp keeps a
 * profile it takes the pixels to be in its numbers.
 */
async function carried(raw: Raw, source: Opened, keep: 'profile' | 'all', seconds: number): Promise<Sharp> {
  const { width, height } = raw
  const { profile } = source
  const { data, channels } = profile ? await inProfile(raw, profile, seconds) : raw
  const original = (await source.pixels('none')).resize({ width, height, fit: 'fill' }).ensureAlpha()
  const input = { input: Buffer.from(data), raw: { width, height, channels }, blend: 'source' as const }
  const replaced = original.composite([input])
  const profiled = profile ? replaced.keepIccProfile() : replaced
  return keep === 'all' ? profiled.keepExif().keepXmp() : profiled
}

/** Makes a drawing and encodes it. Rejects when a picture of it cannot be read. */
export async function render(
  { drawing, pictures, encoding, source }: Drawn & { encoding: Encoding; source: string },
  limits: DecodeLimits,
): Promise<Uint8Array<ArrayBuffer>> {
  const { keep } = encoding
  const drawn = { drawing, pictures }
  const seconds = Math.max(1, Math.ceil(limits.milliseconds / 1000))
  const image =
    keep === 'nothing'
      ? (await draw(drawn, limits)).image
      : await carried(await drawRaw(drawn, limits), await openPicture(pictures, source), keep, seconds)
  return new Uint8Array(await encoded(image, encoding, drawing).timeout({ seconds }).toBuffer())
}
