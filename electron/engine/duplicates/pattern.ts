import { popcount, widestDetailDistance } from '#shared/hamming.ts'

/** Bits on a side of a detail hash. */
const side = 16
/** Rows and columns by which a hash is laid over itself. */
const lags = [
  [1, 0],
  [2, 0],
  [0, 1],
  [0, 2],
  [1, 1],
  [2, 2],
] as const
/** A hash with a pattern above this has fewer free bits than it shows, and each hundredth more costs so many. */
const plain = 0.2
const bitsPerHundredth = 3
const leastLimit = 16

/** Bits that agree of a hash and the same hash moved by a lag. */
function agreeing(rows: Uint16Array, down: number, across: number): number {
  const mask = (0xffff << across) & 0xffff
  let differing = 0
  for (let row = 0; row + down < side; row++) {
    differing += popcount(((rows[row] ?? 0) ^ ((rows[row + down] ?? 0) << across)) & mask)
  }
  return (side - down) * (side - across) - differing
}

/**
 * How regular a detail hash (16 rows of 16 bits) is: 0 for one without any pattern, up to 0.5. Gradients, stripes and
 * single edges have regular hashes, which meet by chance; mirroring and rotating do not change the measure.
 */
export function patternOf(rows: Uint16Array): number {
  let strongest = 0
  for (const [down, across] of lags) {
    const share = agreeing(rows, down, across) / ((side - down) * (side - across))
    strongest = Math.max(strongest, Math.abs(share - 0.5))
  }
  return strongest
}

/** Bits of the detail hash that two pictures with these patterns may differ in and still be near-duplicates. */
export function detailLimit(a: number, b: number): number {
  const beyond = Math.max(a, b) - plain
  return Math.min(widestDetailDistance, Math.max(leastLimit, widestDetailDistance - beyond * 100 * bitsPerHundredth))
}
