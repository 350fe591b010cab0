import { widestDetailDistance, widestDistance } from '#shared/hamming.ts'
import { Orientation } from '#shared/schema.ts'
import type { Fingerprint } from '../../electron/engine/scan/fingerprint.ts'
import type { NodeMatch } from '../../electron/engine/scan/nearest.ts'

// What the engine does with hashes by masks and WebAssembly, once more: plainly, bit by bit, pair by pair.

type Square = boolean[][]

const bitsOf = (hex: string) =>
  [...hex].flatMap((digit) => [...Number.parseInt(digit, 16).toString(2).padStart(4, '0')].map((bit) => bit === '1'))

const hexOf = (bits: boolean[]) =>
  BigInt(`0b${bits.map(Number).join('')}`)
    .toString(16)
    .padStart(bits.length / 4, '0')

/** Bits that differ between two hashes of equal length, counted one by one. */
export function bitsApart(a: string, b: string): number {
  const other = bitsOf(b)
  return bitsOf(a).filter((bit, at) => bit !== other[at]).length
}

const transposed = (square: Square) => square.map((row, x) => row.map((_, y) => square[y]?.[x] ?? false))
/** The signs of odd frequencies turn round; the first row and the first column are of frequency 1. */
const mirrored = (square: Square) => square.map((row, u) => row.map((bit) => bit !== (u % 2 === 0)))
const flipped = (square: Square) => square.map((row) => row.map((bit, v) => bit !== (v % 2 === 0)))

const turns: Record<Orientation, (square: Square) => Square> = {
  upright: (square) => square,
  mirrored,
  flipped,
  rotated180: (square) => flipped(mirrored(square)),
  transposed,
  rotated90: (square) => mirrored(transposed(square)),
  rotated270: (square) => flipped(transposed(square)),
  transversed: (square) => flipped(mirrored(transposed(square))),
}

/** A hash in hex as that of the turned picture. */
export function turnedHash(hash: string, orientation: Orientation): string {
  const bits = bitsOf(hash)
  const side = Math.sqrt(bits.length)
  const square = Array.from({ length: side }, (_, row) => bits.slice(row * side, (row + 1) * side))
  return hexOf(turns[orientation](square).flat())
}

type Likeness = Omit<NodeMatch, 'image'>

/** How `a` turned is near to `b` within the radii, in the best way; undefined when in none. */
export function nearestTurn(
  a: Fingerprint,
  b: Fingerprint,
  {
    radius = widestDistance,
    detailRadius = widestDetailDistance,
    orientations = Orientation.options as Orientation[],
  } = {},
): Likeness | undefined {
  return orientations
    .map((orientation) => ({
      distance: bitsApart(turnedHash(a.perceptualHash, orientation), b.perceptualHash),
      detailDistance: bitsApart(turnedHash(a.detailHash, orientation), b.detailHash),
      orientation,
    }))
    .filter(({ distance, detailDistance }) => distance <= radius && detailDistance <= detailRadius)
    .toSorted((one, other) => one.detailDistance - other.detailDistance || one.distance - other.distance)[0]
}
