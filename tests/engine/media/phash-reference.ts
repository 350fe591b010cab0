import type { Pixels } from '../../helpers/pictures.ts'

// The recipe of the perceptual hash, written once more: plainly, slowly, and without a look at how the engine does it.
// luma, 32 x 32 cells by area, a whole two-dimensional DCT-II, frequencies 1 to 8 both ways, mean as the threshold.

const size = 32

/** How much of pixel `pixel` lies in cell `cell`, along an axis of `length` pixels. */
function overlap(pixel: number, cell: number, length: number): number {
  const [from, to] = [(cell * length) / size, ((cell + 1) * length) / size]
  return Math.max(0, Math.min(to, pixel + 1) - Math.max(from, pixel))
}

function cellLuma({ data, width, height, channels }: Pixels, column: number, row: number): number {
  let sum = 0
  let area = 0
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const share = overlap(x, column, width) * overlap(y, row, height)
      if (share === 0) continue
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

const indices = Array.from({ length: size }, (_, i) => i)

/** The 64 coefficients, horizontal frequency outer, of all 1,024 that there are. */
function coefficients(pixels: Pixels): number[] {
  const cells = indices.map((row) => indices.map((column) => cellLuma(pixels, column, row)))
  const all = indices.map((u) => indices.map((v) => coefficient(cells, u, v)))
  return all.slice(1, 9).flatMap((column) => column.slice(1, 9))
}

/** The hash as 16 hex digits, and how near to the threshold the coefficient nearest to it came. */
export function referenceHash(pixels: Pixels): { hash: string; margin: number } {
  const values = coefficients(pixels)
  const mean = values.reduce((sum, value) => sum + value, 0) / 64
  const bits = values.map((value) => (value > mean ? 1 : 0))
  const digits = indices.slice(0, 16).map((i) => Number.parseInt(bits.slice(i * 4, i * 4 + 4).join(''), 2).toString(16))
  return { hash: digits.join(''), margin: Math.min(...values.map((value) => Math.abs(value - mean))) }
}
