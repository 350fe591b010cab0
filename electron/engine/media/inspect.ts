import { dominantColor } from './color.ts'
import { embeddedMetadata } from './embedded-metadata.ts'
import { isLossless, jpegQuality } from './encoding.ts'
import { readBlocks, timeOf } from './exif.ts'
import { fingerprint } from './fingerprint.ts'
import { type Opened, open } from './open.ts'
import { type DecodeLimits, type Inspected, withoutPicture } from './protocol.ts'
import { contentTypes, type Format, sniff, sniffLength } from './sniff.ts'
import { encodeThumbnail, shrink } from './thumbnail.ts'

/** First line of a decoder's message, fit for people. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.split('\n')[0]?.slice(0, 300) || 'The decoder gave no reason.'
}

const noHashes = { perceptualHash: null, detailHash: null, lowDetail: false }
const noPixels = { ...noHashes, color: null, thumbnail: null }

/** Pixels at any price: first strictly, then what a damaged file still gives. */
async function readPixels(opened: Opened, limits: DecodeLimits) {
  try {
    return { status: 'ok' as const, reason: null, pixels: await shrink(opened, 'error', limits) }
  } catch (error) {
    const reason = `The file is damaged or cut off; this is what could be read of it (${reasonOf(error)}).`
    return { status: 'damaged' as const, reason, pixels: await shrink(opened, 'none', limits) }
  }
}

function factsOf({ width, height, frames, exif, hasAlpha }: Opened, bytes: Buffer, format: Format) {
  const quality = format === 'jpeg' ? jpegQuality(bytes) : null
  const lossless = isLossless(bytes, format)
  const blocks = readBlocks(exif)
  return {
    contentType: contentTypes[format],
    width,
    height,
    frames,
    exif,
    takenAt: timeOf(blocks.Photo?.DateTimeOriginal) ?? null,
    embeddedMetadata: embeddedMetadata(blocks),
    quality,
    lossless,
    hasAlpha,
  }
}

async function inspectOpened(bytes: Buffer, format: Format, limits: DecodeLimits): Promise<Inspected> {
  const opened = await open(bytes, format)
  if (!(opened.pixelCount > 0)) throw new Error('The file says that it holds no pixels.')
  const facts = factsOf(opened, bytes, format)
  if (opened.pixelCount > limits.pixels) {
    const reason = `${opened.width} × ${opened.height} pixels are more than the ${limits.pixels} that are decoded.`
    return { ...facts, ...noPixels, status: 'refused', reason }
  }
  try {
    const { status, reason, pixels } = await readPixels(opened, limits)
    const hashes = format === 'svg' ? noHashes : fingerprint(pixels, opened)
    const thumbnail = await encodeThumbnail(pixels)
    return { ...facts, status, reason, ...hashes, color: dominantColor(pixels), thumbnail }
  } catch (error) {
    return { ...facts, ...noPixels, status: 'failed', reason: reasonOf(error) }
  }
}

/** Reads a picture's facts, hashes, colour and thumbnail from one decode. Never rejects for what the bytes are. */
export async function inspect(bytes: Buffer, limits: DecodeLimits): Promise<Inspected> {
  const format = sniff(bytes.subarray(0, sniffLength))
  if (!format) return withoutPicture('unsupported', 'No decoder knows these bytes.')
  try {
    return await inspectOpened(bytes, format, limits)
  } catch (error) {
    return withoutPicture('failed', reasonOf(error))
  }
}
