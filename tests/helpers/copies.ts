import sharp from 'sharp'
import { encoder, scene } from './pictures.ts'

/** What can be made of a picture: copies as the web makes them. */
export type CopyKind = 'reencoded' | 'resized' | 'mirrored' | 'watermarked'

const mark =
  '<svg width="150" height="60"><rect width="150" height="60" fill="#000"/><text x="12" y="42" font-size="34" fill="#fff">me</text></svg>'
const watermark = { input: Buffer.from(mark), gravity: 'southeast' } as const

const copiers: Record<CopyKind, (bytes: Buffer) => Promise<Buffer>> = {
  reencoded: (bytes) => sharp(bytes).jpeg({ quality: 70 }).toBuffer(),
  resized: (bytes) => sharp(bytes).resize(300).webp({ quality: 80 }).toBuffer(),
  mirrored: (bytes) => sharp(bytes).flop().jpeg({ quality: 80 }).toBuffer(),
  watermarked: (bytes) => sharp(bytes).composite([watermark]).jpeg({ quality: 90 }).toBuffer(),
}

/** The picture of a seed and copies of it, as files. */
export async function withCopies(seed: number, kinds: readonly CopyKind[]): Promise<Buffer[]> {
  const first = await encoder(scene(seed, 480, 320))
    .jpeg({ quality: 92 })
    .toBuffer()
  return [first, ...(await Promise.all(kinds.map((kind) => copiers[kind](first))))]
}
