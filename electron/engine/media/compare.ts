import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { PairKind } from '#shared/schema.ts'
import { averageLuma, type LumaGrid } from './luma.ts'
import { type Opened, open } from './open.ts'
import type { Comparison, DecodeLimits, Pair } from './protocol.ts'
import { sniff, sniffLength } from './sniff.ts'
import { decodeThumbnail } from './thumbnail.ts'
import { swapsSides, tileGrid, turn, worstTile } from './tiles.ts'

/**
 * Difference above which a pair is a variant. Of 114 crops and photographs, these shares lie above it: none of JPEG q40
 * to q90, WebP, AVIF, PNG; 4.4 % of q30; 1.3 % of resizes (25 to 200 %); none turned; 99.6 % of watermarks; 98.2 %,
 * 97.4 % and 95.6 % of crops by 10, 5 and 2 % (docs/decisions/0006-variants-by-tiles.md).
 */
const variantDifference = 1.8

/** Difference below which pixels may be equal; equal ones stay under 0.75, for decoders shrink in their own ways. */
const equalDifference = 1

/** Bytes of pixels that are held at most to see whether two originals are equal; larger ones count as different. */
const mostBytes = 512 * 1024 * 1024

/** Share by which a height may differ from that which the other picture's aspect ratio asks for; a pixel always may. */
const aspectTolerance = 0.02

async function lumaOf(thumbnail: Uint8Array): Promise<LumaGrid> {
  return averageLuma(await decodeThumbnail(thumbnail), tileGrid)
}

function hasSameAspect({ first, second, orientation }: Pair): boolean {
  const [width, height] = swapsSides(orientation) ? [first.height, first.width] : [first.width, first.height]
  const expected = (height * second.width) / width
  return Math.abs(expected - second.height) <= Math.max(1, aspectTolerance * second.height)
}

async function openFile(path: string): Promise<Opened> {
  const bytes = await readFile(path)
  const format = sniff(bytes.subarray(0, sniffLength))
  if (!format) throw new Error('No decoder knows these bytes.')
  return open(bytes, format)
}

/** A digest of all pixels, upright, with transparency; undefined for an animation and above the limits. */
async function digestOf(path: string, limits: DecodeLimits): Promise<string | undefined> {
  const { pixels, pixelCount, frames, depth } = await openFile(path)
  const byteCount = pixelCount * (depth === 'ushort' ? 8 : 4)
  if (frames > 1 || pixelCount > limits.pixels || byteCount > mostBytes) return undefined
  const { data, info } = await (await pixels('error'))
    .toColourspace(depth === 'ushort' ? 'rgb16' : 'srgb')
    .ensureAlpha()
    .timeout({ seconds: Math.ceil(limits.milliseconds / 2000) })
    .raw({ depth })
    .toBuffer({ resolveWithObject: true })
  return `${depth} ${info.width} ${info.height} ${createHash('sha256').update(data).digest('hex')}`
}

/** One after the other, so that the pixels of one original are held at a time. */
async function hasSamePixels({ first, second }: Pair, limits: DecodeLimits): Promise<boolean> {
  const digest = await digestOf(first.path, limits)
  return digest !== undefined && digest === (await digestOf(second.path, limits))
}

/** What a pair that is no variant is, by its difference. */
async function kindOf(pair: Pair, difference: number, limits: DecodeLimits): Promise<PairKind> {
  const { first, second, orientation } = pair
  if (orientation !== 'upright') return 'turned'
  if (first.width !== second.width || first.height !== second.height) return 'resized'
  return difference < equalDifference && (await hasSamePixels(pair, limits)) ? 'samePixels' : 'reencoded'
}

/** Tells what a pair is. Rejects when a thumbnail or a file that it needs is missing or damaged. */
export async function compare(pair: Pair, limits: DecodeLimits): Promise<Comparison> {
  const [first, second] = await Promise.all([lumaOf(pair.first.thumbnail), lumaOf(pair.second.thumbnail)])
  const difference = worstTile(turn(first, pair.orientation), second)
  const isVariant = difference > variantDifference || !hasSameAspect(pair)
  return { kind: isVariant ? 'variant' : await kindOf(pair, difference, limits), difference }
}
