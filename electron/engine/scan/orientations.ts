import { Orientation } from '#shared/schema.ts'

// Contract 3.9: the bits are signs of DCT coefficients, horizontal frequencies outer (rows), both from 1, the first bit
// most significant. Mirroring a picture turns the signs of odd frequencies round; transposing it swaps the frequencies.

/**
 * All eight, in the order of the enum. The position of one says what it does: 4 transposes, then 1 mirrors and 2 flips
 * (so that `rotated90` is 5, transposed and then mirrored).
 */
export const orientations: readonly Orientation[] = Orientation.options

const mirrors = 1
const flips = 2
const transposes = 4

/** A number with a one for each bit (row, column) of a square that is `chosen`. */
function maskOf(side: number, chosen: (row: number, column: number) => boolean): bigint {
  let mask = 0n
  for (let at = 0; at < side * side; at++) mask = (mask << 1n) | BigInt(chosen(Math.floor(at / side), at % side))
  return mask
}

/** Swaps the halves off the diagonal, then those of each quarter, down to single bits. */
function createTranspose(side: number): (bits: bigint) => bigint {
  const steps = [8, 4, 2, 1].filter((step) => step < side)
  const swaps = steps.map((step) => ({
    shift: BigInt(step * (side - 1)),
    mask: maskOf(side, (row, column) => (row & step) !== 0 && (column & step) === 0),
  }))
  return (bits) =>
    swaps.reduce((all, { shift, mask }) => {
      const swap = (all ^ (all >> shift)) & mask
      return all ^ swap ^ (swap << shift)
    }, bits)
}

/** Turns hashes of `side` times `side` bits. */
function createTurn(side: number): (hash: bigint, orientation: Orientation) => bigint {
  const transpose = createTranspose(side)
  const mirror = maskOf(side, (row) => row % 2 === 0)
  const flip = maskOf(side, (_, column) => column % 2 === 0)
  return (hash, orientation) => {
    const turn = orientations.indexOf(orientation)
    const upright = turn & transposes ? transpose(hash) : hash
    return upright ^ (turn & mirrors ? mirror : 0n) ^ (turn & flips ? flip : 0n)
  }
}

/** What the 64-bit hash of a picture becomes, to within a few bits, when the picture is turned so. */
export const turnPerceptual = createTurn(8)

/** What the 256-bit hash of a picture becomes, to within a few bits, when the picture is turned so. */
export const turnDetail = createTurn(16)

const swapped = (turn: number) => ((turn & mirrors) << 1) | ((turn & flips) >> 1)
const named = (turn: number) => orientations[turn] ?? 'upright'

/** What one orientation and then another amount to. */
export function compose(first: Orientation, then: Orientation): Orientation {
  const [a, b] = [orientations.indexOf(first), orientations.indexOf(then)]
  // A transposition makes of what was mirrored before something flipped, and the other way round.
  const before = b & transposes ? swapped(a) : a & ~transposes
  return named(((a ^ b) & transposes) | (before ^ (b & ~transposes)))
}

/** What leads back. */
export function inverseOf(orientation: Orientation): Orientation {
  return orientations.find((back) => compose(orientation, back) === 'upright') ?? 'upright'
}
