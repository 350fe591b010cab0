/** 8-bit RGB pixels, three bytes each, row by row. */
export interface Pixels {
  data: Uint8Array
  width: number
  height: number
}

/** Luma (0 to 255) of a picture averaged into `size` x `size` cells, row by row. */
export type LumaGrid = Float64Array

/** For each cell along an axis: the first pixel it covers, how many, and from `offsets[cell]` on each one's share. */
interface Coverage {
  firsts: Int32Array
  counts: Int32Array
  offsets: Int32Array
  shares: Float64Array
}

/** Which of `length` pixels each of `cells` equal cells covers; a cell's shares add up to 1. */
function coverage(length: number, cells: number): Coverage {
  const size = length / cells
  const firsts = Int32Array.from({ length: cells }, (_, cell) => Math.floor(cell * size))
  const counts = firsts.map((first, cell) => Math.min(length, Math.ceil((cell + 1) * size)) - first)
  const offsets = new Int32Array(cells)
  const shares: number[] = []
  for (let cell = 0; cell < cells; cell++) {
    const first = firsts[cell] as number
    offsets[cell] = shares.length
    for (let pixel = first; pixel < first + (counts[cell] as number); pixel++)
      shares.push((Math.min((cell + 1) * size, pixel + 1) - Math.max(cell * size, pixel)) / size)
  }
  return { firsts, counts, offsets, shares: Float64Array.from(shares) }
}

/** Averages values along an axis into cells: `to[cell]` becomes the weighted mean of the `from` that it covers. */
function average(from: Float64Array, { firsts, counts, offsets, shares }: Coverage, to: Float64Array): void {
  for (let cell = 0; cell < to.length; cell++) {
    const first = firsts[cell] as number
    const offset = offsets[cell] as number
    let sum = 0
    for (let i = counts[cell] as number; i-- > 0; ) sum += (shares[offset + i] as number) * (from[first + i] as number)
    to[cell] = sum
  }
}

/** Adds the luma of one row of pixels, times the row's share, to a row of sums. */
function addRow({ data, width }: Pixels, y: number, share: number, sums: Float64Array): void {
  const [red, green, blue] = [(19595 / 65536) * share, (38470 / 65536) * share, (7471 / 65536) * share]
  for (let x = 0, p = y * width * 3; x < width; x++, p += 3) {
    const luma = red * (data[p] as number) + green * (data[p + 1] as number) + blue * (data[p + 2] as number)
    sums[x] = (sums[x] as number) + luma
  }
}

/** Luma of the picture in `size` x `size` cells, each the weighted mean of the pixels that it covers. */
export function averageLuma(pixels: Pixels, size: number): LumaGrid {
  const rows = coverage(pixels.height, size)
  const columns = coverage(pixels.width, size)
  const grid = new Float64Array(size * size)
  const sums = new Float64Array(pixels.width)
  for (let cell = 0; cell < size; cell++) {
    sums.fill(0)
    const first = rows.firsts[cell] as number
    const offset = rows.offsets[cell] as number
    for (let i = 0; i < (rows.counts[cell] as number); i++)
      addRow(pixels, first + i, rows.shares[offset + i] as number, sums)
    average(sums, columns, grid.subarray(cell * size, (cell + 1) * size))
  }
  return grid
}

/** The same grid with half as many cells a side: exactly what averaging the pixels themselves would give. */
export function halve(grid: LumaGrid): LumaGrid {
  const size = Math.sqrt(grid.length)
  const half = size / 2
  return Float64Array.from({ length: half * half }, (_, i) => {
    const at = 2 * Math.floor(i / half) * size + 2 * (i % half)
    const pair = (from: number) => (grid[from] as number) + (grid[from + 1] as number)
    return (pair(at) + pair(at + size)) / 4
  })
}
