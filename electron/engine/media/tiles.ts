import type { Orientation } from '#shared/schema.ts'
import type { Size } from './fingerprint.ts'
import type { LumaGrid } from './luma.ts'

/** Cells along a side of a tile. */
const tileSide = 6

/**
 * Cells along a side of the grid that two thumbnails are compared by, fewer where a cell would cover less than some four
 * pixels. Thumbnails of other sizes lie otherwise in their cells, so that there the shortest side counts.
 */
export function cellsFor(first: Size, second: Size): 96 | 48 | 24 {
  const [a, b] = [first, second].map(({ width, height }) => [width, height].sort((one, other) => one - other).join())
  const shortest = Math.min(first.width, first.height, second.width, second.height)
  const side = a === b ? Math.sqrt(first.width * first.height) : shortest
  if (side < 96) return 24
  return side < 192 ? 48 : 96
}

/**
 * What a tile's residual is divided by is 1 and this for each level of the tile's mean gradient per cell: where there
 * is texture, re-encoding and resizing leave more of a residual, and a change more still.
 */
const textureAllowance = 0.15

/** The place in the first picture of what is at (x, y) in the second, `last` being the last place along an axis. */
const sources: Record<Orientation, (x: number, y: number, last: number) => [x: number, y: number]> = {
  upright: (x, y) => [x, y],
  mirrored: (x, y, last) => [last - x, y],
  flipped: (x, y, last) => [x, last - y],
  rotated180: (x, y, last) => [last - x, last - y],
  transposed: (x, y) => [y, x],
  rotated90: (x, y, last) => [y, last - x],
  rotated270: (x, y, last) => [last - y, x],
  transversed: (x, y, last) => [last - y, last - x],
}

const swapping: readonly Orientation[] = ['transposed', 'rotated90', 'rotated270', 'transversed']

/** Whether an orientation swaps width and height. */
export const swapsSides = (orientation: Orientation): boolean => swapping.includes(orientation)

/** The grid turned: what is done to the first picture of a pair to get the second. */
export function turn(grid: LumaGrid, orientation: Orientation): LumaGrid {
  const size = Math.sqrt(grid.length)
  return grid.map((_, at) => {
    const [x, y] = sources[orientation](at % size, Math.floor(at / size), size - 1)
    return grid[y * size + x] as number
  })
}

const mean = (values: LumaGrid) => values.reduce((sum, value) => sum + value, 0) / values.length

/** The second grid with the gain and bias, over the whole picture, that bring it nearest to the first. */
function fitted(first: LumaGrid, second: LumaGrid): LumaGrid {
  const [center, other] = [mean(first), mean(second)]
  const variance = mean(second.map((value) => (value - other) ** 2))
  const covariance = mean(second.map((value, at) => (value - other) * ((first[at] as number) - center)))
  const gain = variance > 0 ? covariance / variance : 1
  return second.map((value) => center + gain * (value - other))
}

/** Squared gradient of each cell, in levels per cell, by its neighbours on both sides. */
function squaredGradient(grid: LumaGrid): LumaGrid {
  const size = Math.sqrt(grid.length)
  const at = (x: number, y: number) =>
    grid[Math.min(size - 1, Math.max(0, y)) * size + Math.min(size - 1, Math.max(0, x))] as number
  return grid.map((_, i) => {
    const [x, y] = [i % size, Math.floor(i / size)]
    return ((at(x + 1, y) - at(x - 1, y)) / 2) ** 2 + ((at(x, y + 1) - at(x, y - 1)) / 2) ** 2
  })
}

/** Root of the mean of a tile's cells. */
function rootMean(grid: LumaGrid, left: number, top: number): number {
  const size = Math.sqrt(grid.length)
  let sum = 0
  for (let y = top; y < top + tileSide; y++)
    for (let x = left; x < left + tileSide; x++) sum += grid[y * size + x] as number
  return Math.sqrt(sum / tileSide ** 2)
}

/**
 * How far two pictures are apart where they are furthest: the root mean square of what is left of the luma of a tile
 * after one gain and bias for the whole picture, in levels (0 to 255), eased where there is texture; of all tiles the
 * worst. Both grids are of the same size, a multiple of a tile's.
 */
export function worstTile(first: LumaGrid, second: LumaGrid): number {
  const nearest = fitted(first, second)
  const squares = first.map((value, at) => (value - (nearest[at] as number)) ** 2)
  const texture = squaredGradient(first.map((value, at) => (value + (nearest[at] as number)) / 2))
  const size = Math.sqrt(first.length)
  let worst = 0
  for (let top = 0; top < size; top += tileSide)
    for (let left = 0; left < size; left += tileSide) {
      const eased = rootMean(squares, left, top) / (1 + textureAllowance * rootMean(texture, left, top))
      worst = Math.max(worst, eased)
    }
  return worst
}
