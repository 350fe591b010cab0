/** 8-bit RGB pixels, three bytes each, row by row. */
export interface Pixels {
  data: Uint8Array
  width: number
  height: number
}

/** Coefficients smaller than this count as 0, so that a solid picture has the same hash everywhere. */
const epsilon = 1e-3
const grid = 32
const block = 8

/** A stretch of pixels that one output cell covers along an axis, and how much of each. */
interface Span {
  first: number
  weights: Float64Array
}

/** For each of `cells` output cells: the span of pixels it covers along an axis of `length` pixels. */
function coverage(length: number, cells: number): Span[] {
  const size = length / cells
  return Array.from({ length: cells }, (_, cell) => {
    const from = cell * size
    const to = from + size
    const first = Math.floor(from)
    const end = Math.min(length, Math.ceil(to))
    const share = (_: unknown, i: number) => (Math.min(to, first + i + 1) - Math.max(from, first + i)) / size
    return { first, weights: Float64Array.from({ length: end - first }, share) }
  })
}

/** The luma of one row of pixels, 0 to 255. */
function lumaRow({ data, width }: Pixels, y: number): Float64Array {
  const luma = new Float64Array(width)
  for (let x = 0, p = y * width * 3; x < width; x++, p += 3) {
    luma[x] = (19595 * (data[p] ?? 0) + 38470 * (data[p + 1] ?? 0) + 7471 * (data[p + 2] ?? 0)) / 65536
  }
  return luma
}

/** The weighted mean that each span takes of the values. */
function averages(values: Float64Array, spans: Span[]): Float64Array {
  return Float64Array.from(spans, ({ first, weights }) => {
    let sum = 0
    for (let i = 0; i < weights.length; i++) sum += (weights[i] ?? 0) * (values[first + i] ?? 0)
    return sum
  })
}

/** Luma (0 to 255) of the picture as `size` x `size` cells, each the weighted mean of the pixels it covers. */
function averageLuma(pixels: Pixels, size: number): Float64Array[] {
  const columns = coverage(pixels.width, size)
  const rows = Array.from({ length: pixels.height }, (_, y) => averages(lumaRow(pixels, y), columns))
  return coverage(pixels.height, size).map(({ first, weights }) => {
    const cells = new Float64Array(size)
    for (const [i, weight] of weights.entries()) {
      const row = rows[first + i]
      for (let x = 0; x < size; x++) cells[x] = (cells[x] ?? 0) + weight * (row?.[x] ?? 0)
    }
    return cells
  })
}

/** cosines[frequency][x] of an unnormalised DCT-II, frequencies 1 to `count`. */
function cosineTable(size: number, count: number): number[][] {
  return Array.from({ length: count }, (_, i) =>
    Array.from({ length: size }, (_, x) => Math.cos(((2 * x + 1) * (i + 1) * Math.PI) / (2 * size))),
  )
}

const cosines = cosineTable(grid, block)

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}

/** Coefficients of horizontal (outer) and vertical (inner) frequencies 1 to 8. */
function coefficients(luma: Float64Array[]): number[] {
  return cosines.flatMap((horizontal) => {
    const column = luma.map((row) => dot(row, horizontal))
    return cosines.map((vertical) => {
      const value = dot(column, vertical)
      return Math.abs(value) < epsilon ? 0 : value
    })
  })
}

/**
 * ImageKit's 64-bit DCT pHash, 16 hex digits (contract: imagekit 3.9): luma averaged to 32 x 32, DCT-II, frequencies
 * 1 to 8 in both directions, one bit for each coefficient above their mean, horizontal frequency outer.
 * The pixels are upright, over white, sRGB, at most 384 px on a side.
 */
export function perceptualHash(pixels: Pixels): string {
  const values = coefficients(averageLuma(pixels, grid))
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const bits = values.map((value) => (value > mean ? '1' : '0')).join('')
  return BigInt(`0b${bits}`).toString(16).padStart(16, '0')
}

/** The picture's dominant colour as 0xrrggbb: the mean of the fullest of 512 equal boxes of the RGB cube. */
export function dominantColor({ data }: Pixels): number {
  const counts = new Uint32Array(512)
  const sums = new Float64Array(512 * 3)
  for (let p = 0; p < data.length; p += 3) {
    const [r = 0, g = 0, b = 0] = [data[p], data[p + 1], data[p + 2]]
    const box = ((r >> 5) << 6) | ((g >> 5) << 3) | (b >> 5)
    counts[box] = (counts[box] ?? 0) + 1
    sums[box * 3] = (sums[box * 3] ?? 0) + r
    sums[box * 3 + 1] = (sums[box * 3 + 1] ?? 0) + g
    sums[box * 3 + 2] = (sums[box * 3 + 2] ?? 0) + b
  }
  const fullest = counts.indexOf(Math.max(...counts))
  const mean = (channel: number) => Math.round((sums[fullest * 3 + channel] ?? 0) / (counts[fullest] || 1))
  return (mean(0) << 16) | (mean(1) << 8) | mean(2)
}
