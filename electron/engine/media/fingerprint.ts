import { averageLuma, halve, type LumaGrid, type Pixels } from './luma.ts'

/** By what pictures are found to be alike. */
export interface Fingerprint {
  /** `phash-dct64/1`, 16 hex digits. */
  perceptualHash: string
  /** `dct256/1`, 64 hex digits. */
  detailHash: string
  /** Whether there is too little in the picture for its hashes to say anything of likeness. */
  lowDetail: boolean
}

/** Width and height in pixels, upright. */
export interface Size {
  width: number
  height: number
}

/** Coefficients smaller than this count as 0, so that a solid picture has the same hash everywhere. */
const epsilon = 1e-3

/** cosines[frequency][x] of an unnormalised DCT-II, frequencies 1 to `count`. */
function cosineTable(size: number, count: number): Float64Array[] {
  return Array.from({ length: count }, (_, i) =>
    Float64Array.from({ length: size }, (_, x) => Math.cos(((2 * x + 1) * (i + 1) * Math.PI) / (2 * size))),
  )
}

const coarse = cosineTable(32, 8)
const fine = cosineTable(64, 16)

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number)
  return sum
}

/** The DCT-II coefficients of a table's frequencies both ways, horizontal (outer) by vertical (inner). */
function coefficients(grid: LumaGrid, cosines: Float64Array[]): Float64Array {
  const size = Math.sqrt(grid.length)
  const rows = Array.from({ length: size }, (_, y) => grid.subarray(y * size, (y + 1) * size))
  const values = cosines.flatMap((horizontal) => {
    const column = Float64Array.from(rows, (row) => dot(row, horizontal))
    return cosines.map((vertical) => dot(column, vertical))
  })
  return Float64Array.from(values, (value) => (Math.abs(value) < epsilon ? 0 : value))
}

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length

function median(values: Float64Array): number {
  const sorted = values.toSorted()
  const middle = sorted.length / 2
  return ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}

/** One bit for each value above the threshold, the first one the most significant, as hex digits. */
function hexOf(values: Float64Array, threshold: number): string {
  const bits = Array.from(values, (value) => (value > threshold ? '1' : '0')).join('')
  return BigInt(`0b${bits}`)
    .toString(16)
    .padStart(values.length / 4, '0')
}

function deviation(grid: LumaGrid): number {
  const average = mean(grid)
  return Math.sqrt(mean(grid.map((value) => (value - average) ** 2)))
}

const setBits = (hash: string) => BigInt(`0x${hash}`).toString(2).replaceAll('0', '').length

/** Side of a picture, in pixels, below which its hashes are of too few pixels. */
const leastSide = 32
/** Standard deviation of luma below which there is nothing to be seen: what dithering makes of a solid colour. */
const leastDeviation = 3
/** Bits of a hash, from all zeros, which is that of a solid picture. */
const leastBits = 4

/**
 * Both hashes of a picture (contract: imagekit 3.9), by one pass over its pixels, which are upright, over white, sRGB,
 * at most 384 px on a side. Luma is averaged to 32 x 32 (64 x 64 for the detail hash); of its DCT-II, frequencies 1 to
 * 8 (1 to 16) in both directions give one bit each, set above their mean (their median), horizontal frequency outer.
 * `original` is the size of the picture that the pixels were made from.
 */
export function fingerprint(pixels: Pixels, original: Size): Fingerprint {
  const fineGrid = averageLuma(pixels, 64)
  const coarseGrid = halve(fineGrid)
  const coarseValues = coefficients(coarseGrid, coarse)
  const fineValues = coefficients(fineGrid, fine)
  const perceptualHash = hexOf(coarseValues, mean(coarseValues))
  const lowDetail =
    Math.min(original.width, original.height) < leastSide ||
    deviation(coarseGrid) < leastDeviation ||
    setBits(perceptualHash) <= leastBits
  return { perceptualHash, detailHash: hexOf(fineValues, median(fineValues)), lowDetail }
}
