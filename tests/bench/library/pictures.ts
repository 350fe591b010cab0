import sharp from 'sharp'
import { openHasher } from '../../../electron/engine/blobs/hasher.ts'
import { dominantColor } from '../../../electron/engine/media/color.ts'
import { fingerprint } from '../../../electron/engine/media/fingerprint.ts'
import { createRandom, type Random } from './random.ts'

/** A small real picture: its bytes, which serve as its own thumbnail, and what is known of them. */
export interface SmallPicture {
  jpeg: Uint8Array<ArrayBuffer>
  contentHash: Buffer
  perceptualHash: Buffer
  detailHash: Buffer
  color: number
  width: number
  height: number
}

const width = 384
const height = 256

async function hashOf(bytes: Uint8Array): Promise<Buffer> {
  const hasher = await openHasher()
  hasher.update(bytes)
  return Buffer.from(hasher.digest(), 'hex')
}

function withGrain(soft: Uint8Array, random: Random): Uint8Array {
  const grain = random.bytes(4093)
  const data = new Uint8ClampedArray(soft)
  for (let at = 0; at < data.length; at++)
    data[at] = (soft[at] ?? 0) + (((grain[(at * 7) % grain.length] ?? 0) - 128) >> 4)
  return new Uint8Array(data.buffer)
}

/** Soft colours under grain, which makes a JPEG of the size that photographs' thumbnails have (about 15 KB). */
export async function makePicture(seed: number): Promise<SmallPicture> {
  const random = createRandom(seed)
  const cells = { width: 12, height: 8, channels: 3 as const }
  const colors = random.bytes(cells.width * cells.height * cells.channels)
  const soft = await sharp(colors, { raw: cells }).resize(width, height, { kernel: 'cubic' }).raw().toBuffer()
  const data = withGrain(soft, random)
  const encoder = sharp(data, { raw: { width, height, channels: 3 } }).jpeg({ quality: 80 })
  const jpeg = new Uint8Array(await encoder.toBuffer())
  const pixels = { data, width, height }
  const { perceptualHash, detailHash } = fingerprint(pixels, { width, height })
  return {
    jpeg,
    contentHash: await hashOf(jpeg),
    perceptualHash: Buffer.from(perceptualHash, 'hex'),
    detailHash: Buffer.from(detailHash, 'hex'),
    color: dominantColor(pixels),
    width,
    height,
  }
}
