import { heatOf } from './heat.ts'

/** Levels of 255 by which luma must differ for a pixel to count as changed: what JPEG leaves behind stays below. */
export const changedLevels = 16
/** Differences of this many levels and more are drawn alike. */
export const hottestLevels = 96

export interface Difference {
  /** The heat over a dark luma of the first picture, RGBA. */
  pixels: Uint8ClampedArray<ArrayBuffer>
  /** The share of changed pixels, 0 to 1. */
  changed: number
  /** The largest difference, in levels of 255. */
  largest: number
}

/** Luma by Rec. 601, in levels of 255. */
const luma = (pixels: Uint8ClampedArray, place: number): number =>
  0.299 * (pixels[place] ?? 0) + 0.587 * (pixels[place + 1] ?? 0) + 0.114 * (pixels[place + 2] ?? 0)

/** Where two pictures differ in luma, from RGBA pixels of one size. */
export function compareLuma(first: Uint8ClampedArray, second: Uint8ClampedArray): Difference {
  const pixels = new Uint8ClampedArray(first.length)
  let changed = 0
  let largest = 0
  for (let place = 0; place < first.length; place += 4) {
    const ground = luma(first, place)
    const levels = Math.abs(ground - luma(second, place))
    if (levels > changedLevels) changed += 1
    if (levels > largest) largest = levels
    heatOf(levels / hottestLevels, ground, pixels, place)
  }
  return { pixels, changed: changed / Math.max(1, first.length / 4), largest: Math.round(largest) }
}
