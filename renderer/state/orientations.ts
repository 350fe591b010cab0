import type { Orientation } from '#shared/schema.ts'

/** Where the points of a picture go, x to the right and y down: x' = ax + by, y' = cx + dy. */
export type Matrix = readonly [a: number, b: number, c: number, d: number]

/** What an orientation does to a picture about its middle. */
export const matrices: Record<Orientation, Matrix> = {
  upright: [1, 0, 0, 1],
  mirrored: [-1, 0, 0, 1],
  flipped: [1, 0, 0, -1],
  rotated180: [-1, 0, 0, -1],
  transposed: [0, 1, 1, 0],
  rotated90: [0, -1, 1, 0],
  rotated270: [0, 1, -1, 0],
  transversed: [0, -1, -1, 0],
}

const named = Object.entries(matrices) as [Orientation, Matrix][]

function nameOf(wanted: Matrix): Orientation {
  const found = named.find(([, matrix]) => matrix.every((value, place) => value === wanted[place]))
  return found?.[0] ?? 'upright'
}

/** What undoes an orientation. */
export function inverseOf(orientation: Orientation): Orientation {
  const [a, b, c, d] = matrices[orientation]
  return nameOf([a, c, b, d])
}

/** What doing one orientation and then another comes to. */
export function followedBy(first: Orientation, second: Orientation): Orientation {
  const [a, b, c, d] = matrices[second]
  const [e, f, g, h] = matrices[first]
  return nameOf([a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h])
}
