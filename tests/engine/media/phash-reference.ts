import type { Pixels } from '../../helpers/pictures.ts'

// The recipes of both hashes, written once more: plainly, slowly, and without a look at how the engine does it.
// Luma, square cells by area, a two-dimensional DCT-II, low frequencies both ways but the zeroth, one bit for each
// coefficient above a threshold.

interface Recipe {
  /** Cells along a side. */
  size: number
  /** Frequencies each way. */
  count: number
  threshold(values: number[]): number
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return ((sorted[sorted.length / 2 - 1] ?? 0) + (sorted[sorted.length / 2] ?? 0)) / 2
}

const perceptual: Recipe = { size: 32, count: 8, threshold: mean }
const detail: Recipe = { size: 64, count: 16, threshold: median }

/** How much of pixel `pixel` lies in cell `cell` of `size`, along an axis of `length` pixels. */
function overlap(pixel: number, cell: number, length: number, size: number): number {
  const [from, to] = [(cell * length) / size, ((cell + 1) * length) / size]
  return Math.max(0, Math.min(to, pixel + 1) - Math.max(from, pixel))
}

/** Numbers from `from` up to `to`, without it. */
const range = (from: number, to: number) => Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i)

/** The pixels of an axis that a cell covers at least in part. */
function covered(cell: number, length: number, size: number): number[] {
  return range(0, length).filter((pixel) => overlap(pixel, cell, length, size) > 0)
}

function cellLuma({ data, width, height, channels }: Pixels, column: number, row: number, size: number): number {
  let sum = 0
  let area = 0
  for (const y of covered(row, height, size)) {
    for (const x of covered(column, width, size)) {
      const share = overlap(x, column, width, size) * overlap(y, row, height, size)
      const p = (y * width + x) * channels
      const luma = (19595 * (data[p] ?? 0) + 38470 * (data[p + 1] ?? 0) + 7471 * (data[p + 2] ?? 0)) / 65536
      sum += share * luma
      area += share
    }
  }
  return sum / area
}

/** The coefficient of horizontal frequency `u` and vertical frequency `v`. */
function coefficient(cells: number[][], u: number, v: number): number {
  const size = cells.length
  let sum = 0
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const across = Math.cos(((2 * x + 1) * u * Math.PI) / (2 * size))
      const down = Math.cos(((2 * y + 1) * v * Math.PI) / (2 * size))
      sum += (cells[y]?.[x] ?? 0) * across * down
    }
  }
  return Math.abs(sum) < 1e-3 ? 0 : sum
}

/** One bit for each coefficient, horizontal frequency outer, as hex digits. */
function hashBy({ size, count, threshold }: Recipe, pixels: Pixels): string {
  const cells = range(0, size).map((row) => range(0, size).map((column) => cellLuma(pixels, column, row, size)))
  const frequencies = range(1, count + 1)
  const values = frequencies.flatMap((u) => frequencies.map((v) => coefficient(cells, u, v)))
  const limit = threshold(values)
  const bits = values.map((value) => (value > limit ? 1 : 0))
  const digits = range(0, bits.length / 4).map((i) => Number.parseInt(bits.slice(i * 4, i * 4 + 4).join(''), 2))
  return digits.map((digit) => digit.toString(16)).join('')
}

/** Both hashes: of 16 and of 64 hex digits. */
export const referenceHashes = (pixels: Pixels) => ({
  perceptualHash: hashBy(perceptual, pixels),
  detailHash: hashBy(detail, pixels),
})
