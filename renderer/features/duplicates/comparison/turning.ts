import type { Orientation } from '#shared/schema.ts'
import type { Size } from './viewport.ts'

/** The linear part of a CSS or canvas matrix: `x' = a x + c y`, `y' = b x + d y`, with y downwards. */
export type Turn = readonly [a: number, b: number, c: number, d: number]

/** What turns a picture back that was turned so: each is its own inverse but for the two quarter turns. */
const turnsBack: Record<Orientation, Turn> = {
  upright: [1, 0, 0, 1],
  mirrored: [-1, 0, 0, 1],
  flipped: [1, 0, 0, -1],
  rotated180: [-1, 0, 0, -1],
  transposed: [0, 1, 1, 0],
  rotated90: [0, -1, 1, 0],
  rotated270: [0, 1, -1, 0],
  transversed: [0, -1, -1, 0],
}

/** The matrix that undoes an orientation, about the picture’s middle. */
export const turnBack = (orientation: Orientation): Turn => turnsBack[orientation]

/** The size of a picture after it was turned back, or of one before: whether sides are swapped is the same. */
export function turnedSize({ width, height }: Size, orientation: Orientation): Size {
  return turnsBack[orientation][0] === 0 ? { width: height, height: width } : { width, height }
}
