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

/** Writes the luma (0 to 255) of one row of pixels, averaged into cells. */
function averageRow({ data, width }: Pixels, y: number, spans: Span[], cells: Float64Array): void {
  for (let cell = 0; cell < spans.length; cell++) {
    const { first, weights } = spans[cell] as Span
    let sum = 0
    for (let i = 0, p = (y * width + first) * 3; i < weights.length; i++, p += 3) {
      const luma = 19595 * (data[p] as number) + 38470 * (data[p + 1] as number) + 7471 * (data[p + 2] as number)
      sum += (weights[i] as number) * luma
    }
    cells[cell] = sum / 65536
  }
}

/** Luma (0 to 255) of the picture as `size` rows of `size` cells, each the weighted mean of the pixels it covers. */
function averageLuma(pixels: Pixels, size: number): Float64Array[] {
  const columns = coverage(pixels.width, size)
  const row = new Float64Array(size)
  return coverage(pixels.height, size).map(({ first, weights }) => {
    const cells = new Float64Array(size)
    for (let i = 0; i < weights.length; i++) {
      averageRow(pixels, first + i, columns, row)
      for (let x = 0; x < size; x++) cells[x] = (cells[x] as number) + (weights[i] as number) * (row[x] as number)
    }
    return cells
  })
}

/** cosines[frequency][x] of an unnormalised DCT-II, frequencies 1 to `count`. */
function cosineTable(size: number, count: number): Float64Array[] {
  return Array.from({ length: count }, (_, i) =>
    Float64Array.from({ length: size }, (_, x) => Math.cos(((2 * x + 1) * (i + 1) * Math.PI) / (2 * size))),
  )
}

const cosines = cosineTable(grid, block)

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number)
  return sum
}

/** Coefficients of horizontal (outer) and vertical (inner) frequencies 1 to 8. */
function coefficients(luma: Float64Array[]): number[] {
  return cosines.flatMap((horizontal) => {
    const column = Float64Array.from(luma, (row) => dot(row, horizontal))
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

/** Pixels that are enough to tell the dominant colour. */
const colorSamples = 16_384

/** The picture's dominant colour as 0xrrggbb: the mean of the fullest of 512 equal boxes of the RGB cube. */
export function dominantColor({ data, width, height }: Pixels): number {
  const step = 3 * Math.ceil((width * height) / colorSamples)
  const counts = new Uint32Array(512)
  const sums = new Float64Array(512 * 3)
  for (let p = 0; p < data.length; p += step) {
    const [r, g, b] = [data[p] as number, data[p + 1] as number, data[p + 2] as number]
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
