import type { Orientation } from '#shared/schema.ts'
import { type Matrix, matrices } from '../../../state/orientations.ts'
import type { Size } from '../../../ui/panes/viewport.ts'

/**
 * The CSS matrix that undoes an orientation, about the picture’s middle. CSS writes columns where we write rows, and
 * the inverse of a turn is the turn with rows and columns swapped: so the numbers are the same.
 */
export const turnBack = (orientation: Orientation): Matrix => matrices[orientation]

/** The size of a picture after it was turned back, or of one before: whether sides are swapped is the same. */
export function turnedSize({ width, height }: Size, orientation: Orientation): Size {
  return matrices[orientation][0] === 0 ? { width: height, height: width } : { width, height }
}
