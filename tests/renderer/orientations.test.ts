import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Orientation } from '#shared/schema.ts'
import { followedBy, inverseOf } from '../../renderer/state/orientations.ts'

/** Where each cell of a 3 by 3 picture goes, cell by cell from the words of the contract. */
const steps: Record<Orientation, (x: number, y: number) => [x: number, y: number]> = {
  upright: (x, y) => [x, y],
  mirrored: (x, y) => [2 - x, y],
  flipped: (x, y) => [x, 2 - y],
  rotated180: (x, y) => [2 - x, 2 - y],
  transposed: (x, y) => [y, x],
  rotated90: (x, y) => [2 - y, x],
  rotated270: (x, y) => [y, 2 - x],
  transversed: (x, y) => [2 - y, 2 - x],
}

const orientation = fc.constantFrom(...Orientation.options)
const cell = fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 }))

test('two turns after each other move every cell as one turn does', () => {
  fc.assert(
    fc.property(orientation, orientation, cell, (first, second, [x, y]) => {
      expect(steps[followedBy(first, second)](x, y)).toEqual(steps[second](...steps[first](x, y)))
    }),
  )
})

test('every turn is taken back by its inverse', () => {
  for (const one of Orientation.options) expect(followedBy(one, inverseOf(one))).toBe('upright')
  expect(inverseOf('rotated90')).toBe('rotated270')
})
