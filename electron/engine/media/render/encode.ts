import type { Sharp } from 'sharp'
import type { Encoding } from '../drawing.ts'
import type { DecodeLimits, Drawn, Pictures } from '../protocol.ts'
import { draw, drawRaw, openPicture } from './draw.ts'
import type { Raw } from './raw.ts'

/**
 * How much work encoders do. Measured end to end at 512 px: each step of WebP’s effort costs 1.5 ms and saves 4 % of
 * the bytes at first; AVIF’s first step triples its time and saves 9 %, its usual effort takes a second; Huffman tables
 * of its own double a JPEG’s encoding and save 4 %.
 */
const efforts = { webp: 1, avif: 0, png: 6, jpegTables: false } as const

function encoded(image: Sharp, { format, quality, progressive, lossless }: Encoding): Sharp {
  if (format === 'jpeg') return image.jpeg({ quality, progressive, optimiseCoding: progressive || efforts.jpegTables })
  if (format === 'webp') return image.webp({ quality, lossless, effort: efforts.webp })
  if (format === 'avif') return image.avif({ quality, effort: efforts.avif })
  return format === 'gif' ? image.gif() : image.png({ compressionLevel: efforts.png })
}

/** Puts finished pixels in the place of the source’s own, so that sharp carries its metadata over. */
async function carried(raw: Raw, pictures: Pictures, source: string, keep: 'profile' | 'all'): Promise<Sharp> {
  const { data, width, height, channels } = raw
  const opened = await openPicture(pictures, source)
  const image = (await opened.pixels('none')).resize({ width, height, fit: 'fill' }).ensureAlpha()
  const input = { input: Buffer.from(data), raw: { width, height, channels }, blend: 'source' as const }
  const replaced = image.composite([input])
  return keep === 'all' ? replaced.keepMetadata() : replaced.keepIccProfile()
}

/** Makes a drawing and encodes it. Rejects when a picture of it cannot be read. */
export async function render(
  { drawing, pictures, encoding, source }: Drawn & { encoding: Encoding; source: string },
  limits: DecodeLimits,
): Promise<Uint8Array<ArrayBuffer>> {
  const drawn = { drawing, pictures }
  const image =
    encoding.keep === 'nothing'
      ? (await draw(drawn, limits)).image
      : await carried(await drawRaw(drawn, limits), pictures, source, encoding.keep)
  const seconds = Math.max(1, Math.ceil(limits.milliseconds / 1000))
  return new Uint8Array(await encoded(image, encoding).timeout({ seconds }).toBuffer())
}
