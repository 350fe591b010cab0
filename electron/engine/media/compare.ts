import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { PairKind } from '#shared/schema.ts'
import { averageLuma } from './luma.ts'
import { open } from './open.ts'
import type { Comparison, DecodeLimits, Pair } from './protocol.ts'
import { type Format, sniff, sniffLength } from './sniff.ts'
import { decodeThumbnail } from './thumbnail.ts'
import { cellsFor, swapsSides, turn, worstTile } from './tiles.ts'

/**
 * Difference above which a pair is a variant. Of copies of 114 photographs and crops, 0.4 % of the re-encoded, 0.3 % of
 * the resized and none of the turned ones lie above it, 99.6 % of the watermarked and 97.7 % of the cropped (by 2, 5 and
 * 10 %): docs/decisions/0006-variants-by-tiles.md.
 */
const variantDifference = 1.8

/**
 * Difference below which it is worth while to look whether all pixels are equal. Equal JPEGs are shrunk alike, so that
 * nothing differs (0.28 at least when one is saved again); decoders of other formats shrink in their own ways (0.75).
 */
const equalDifference = { jpegs: 0.1, others: 1 }

/** Bytes of pixels that are held at most to see whether two originals are equal; larger ones count as different. */
const mostBytes = 512 * 1024 * 1024

/** Share by which a height may differ from that which the other picture's aspect ratio asks for; a pixel always may. */
const aspectTolerance = 0.02

function hasSameAspect({ first, second, orientation }: Pair): boolean {
  const [width, height] = swapsSides(orientation) ? [first.height, first.width] : [first.width, first.height]
  const expected = (height * second.width) / width
  return Math.abs(expected - second.height) <= Math.max(1, aspectTolerance * second.height)
}

interface Original {
  bytes: Buffer
  format: Format
}

async function read(path: string): Promise<Original> {
  const bytes = await readFile(path)
  const format = sniff(bytes.subarray(0, sniffLength))
  if (!format) throw new Error('No decoder knows these bytes.')
  return { bytes, format }
}

/** A digest of all pixels, upright, with transparency; undefined for an animation and above the limits. */
async function digestOf({ bytes, format }: Original, limits: DecodeLimits): Promise<string | undefined> {
  const { pixels, pixelCount, frames, depth } = await open(bytes, format)
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

/** Decodes one after the other, so that the pixels of one original are held at a time. */
async function hasSamePixels({ first, second }: Pair, difference: number, limits: DecodeLimits): Promise<boolean> {
  const [one, other] = await Promise.all([read(first.path), read(second.path)])
  const areJpegs = one.format === 'jpeg' && other.format === 'jpeg'
  if (difference >= (areJpegs ? equalDifference.jpegs : equalDifference.others)) return false
  const digest = await digestOf(one, limits)
  return digest !== undefined && digest === (await digestOf(other, limits))
}

/** What a pair that is no variant is, by its difference. */
async function kindOf(pair: Pair, difference: number, limits: DecodeLimits): Promise<PairKind> {
  const { first, second, orientation } = pair
  if (orientation !== 'upright') return 'turned'
  if (first.width !== second.width || first.height !== second.height) return 'resized'
  return (await hasSamePixels(pair, difference, limits)) ? 'samePixels' : 'reencoded'
}

/** How far the thumbnails of a pair are apart where they are furthest, in levels, to the thousandth. */
async function differenceOf({ first, second, orientation }: Pair): Promise<number> {
  const [one, other] = await Promise.all([decodeThumbnail(first.thumbnail), decodeThumbnail(second.thumbnail)])
  const cells = cellsFor(one, other)
  const worst = worstTile(turn(averageLuma(one, cells), orientation), averageLuma(other, cells))
  return Math.round(worst * 1000) / 1000
}

/** Tells what a pair is. Rejects when a thumbnail or a file that it needs is missing or damaged. */
export async function compare(pair: Pair, limits: DecodeLimits): Promise<Comparison> {
  const difference = await differenceOf(pair)
  const isVariant = difference > variantDifference || !hasSameAspect(pair)
  return { kind: isVariant ? 'variant' : await kindOf(pair, difference, limits), difference }
}
