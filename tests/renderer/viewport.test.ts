import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Orientation } from '#shared/schema.ts'
import { compareModes, nextMode } from '../../renderer/features/duplicates/comparison/modes.ts'
import { commonSize } from '../../renderer/features/duplicates/comparison/read-difference.ts'
import { turnBack, turnedSize } from '../../renderer/features/duplicates/comparison/turning.ts'
import {
  clampInto,
  clampScale,
  fitted,
  frameBeside,
  frameIn,
  naturalScale,
  type Placement,
  type Point,
  placeIn,
  pointUnder,
  type Size,
  zoomedAt,
} from '../../renderer/ui/panes/viewport.ts'

const side = fc.integer({ min: 1, max: 12_000 })
const paneSide = fc.integer({ min: 40, max: 2600 })
const sizes = fc.record({ width: side, height: side })
const panes = fc.record({ width: paneSide, height: paneSide })
const share = fc.double({ min: 0, max: 1, noNaN: true })
const points = fc.record({ x: share, y: share })
const scales = fc.double({ min: 0.1, max: 200, noNaN: true })
const viewports = fc.record({ scale: scales, x: share, y: share })

const isNear = (a: number, b: number, unit = 1) => Math.abs(a - b) <= 1e-6 * Math.max(1, unit)
/** Where a normalised point of a picture is seen in its pane. */
const seenAt = ({ x, y, width, height }: Placement, point: Point) => ({
  x: x + point.x * width,
  y: y + point.y * height,
})
/** The normalised rectangle of a picture that its pane shows. */
const partOf = (pane: Size, placement: Placement) => [
  pointUnder(placement, { x: 0, y: 0 }),
  pointUnder(placement, { x: pane.width, y: pane.height }),
]

describe('the linked viewport', () => {
  test('the point under the pointer stays under it at every zoom', () => {
    fc.assert(
      fc.property(panes, sizes, viewports, scales, points, (pane, picture, viewport, scale, held) => {
        const frame = frameIn(pane, picture)
        const before = seenAt(placeIn(pane, frame, viewport), held)
        const after = seenAt(placeIn(pane, frame, zoomedAt(viewport, scale, held)), held)
        const unit = Math.max(frame.width, frame.height) * Math.max(scale, viewport.scale)
        return isNear(before.x, after.x, unit) && isNear(before.y, after.y, unit)
      }),
    )
  })

  test('both panes show the same normalised part at the same size, whatever the pixel counts', () => {
    fc.assert(
      fc.property(panes, sizes, fc.integer({ min: 1, max: 9 }), viewports, (pane, picture, factor, viewport) => {
        const larger = { width: picture.width * factor, height: picture.height * factor }
        const keeper = placeIn(pane, frameIn(pane, larger), viewport)
        const candidate = placeIn(pane, frameBeside(pane, picture, larger), viewport)
        expect(candidate).toEqual(keeper)
        expect(partOf(pane, candidate)).toEqual(partOf(pane, keeper))
      }),
    )
  })

  test('pictures of other proportions keep their own, and share the point in the middle', () => {
    fc.assert(
      fc.property(panes, sizes, sizes, viewports, (pane, first, second, viewport) => {
        const middle = { x: pane.width / 2, y: pane.height / 2 }
        for (const frame of [frameIn(pane, first), frameBeside(pane, second, first)]) {
          const { x, y } = pointUnder(placeIn(pane, frame, viewport), middle)
          expect(x).toBeCloseTo(viewport.x, 6)
          expect(y).toBeCloseTo(viewport.y, 6)
        }
      }),
    )
  })

  test('a fitted picture touches two sides of its pane and leaves none', () => {
    fc.assert(
      fc.property(panes, sizes, (pane, picture) => {
        const { x, y, width, height } = placeIn(pane, frameIn(pane, picture), fitted)
        expect(Math.min(x, y)).toBeCloseTo(0, 6)
        expect(Math.max(pane.width - x - width, pane.height - y - height)).toBeGreaterThanOrEqual(-1e-6)
      }),
    )
  })

  test('a picture larger than its pane covers it; a smaller one is in its middle; being moved twice is being moved once', () => {
    fc.assert(
      fc.property(panes, sizes, viewports, (pane, picture, viewport) => {
        const frame = frameIn(pane, picture)
        const bounded = clampInto(pane, frame, viewport)
        const { x, width } = placeIn(pane, frame, bounded)
        if (width > pane.width) return x <= 1e-6 && x + width >= pane.width - 1e-6
        expect(x).toBeCloseTo((pane.width - width) / 2, 6)
        expect(clampInto(pane, frame, bounded)).toEqual(bounded)
        return true
      }),
    )
  })

  test('a tiny picture may be shown pixel by pixel, and a huge one too', () => {
    fc.assert(
      fc.property(panes, sizes, (pane, picture) => {
        const natural = naturalScale(frameIn(pane, picture), picture, 1)
        expect(clampScale(natural, natural)).toBe(natural)
        expect(clampScale(1, natural)).toBe(1)
      }),
    )
  })
})

describe('turning back', () => {
  /** Where each orientation takes the corner (-1, -1) and the edge middle (1, 0), with y downwards. */
  const takes: Record<Orientation, (x: number, y: number) => [number, number]> = {
    upright: (x, y) => [x, y],
    mirrored: (x, y) => [-x, y],
    flipped: (x, y) => [x, -y],
    rotated180: (x, y) => [-x, -y],
    transposed: (x, y) => [y, x],
    rotated90: (x, y) => [-y, x],
    rotated270: (x, y) => [y, -x],
    transversed: (x, y) => [-y, -x],
  }

  test.each(Orientation.options)('a picture that was %s is shown as the keeper is', (orientation) => {
    const [a, b, c, d] = turnBack(orientation)
    for (const [x, y] of [
      [-1, -1],
      [1, 0],
      [0.25, 0.75],
    ] as const) {
      const [u, v] = takes[orientation](x, y)
      expect([a * u + c * v, b * u + d * v].map((value) => value + 0)).toEqual([x, y])
    }
    const size = { width: 30, height: 20 }
    expect(turnedSize(turnedSize(size, orientation), orientation)).toEqual(size)
  })
})

test('pictures are compared at the size of the smaller one, never at more than 1024 pixels', () => {
  expect(commonSize({ width: 4000, height: 3000 }, { width: 400, height: 300 })).toEqual({ width: 400, height: 300 })
  expect(commonSize({ width: 4000, height: 3000 }, { width: 8000, height: 6000 })).toEqual({ width: 1024, height: 768 })
  expect(commonSize({ width: 3, height: 9000 }, { width: 3, height: 9000 })).toEqual({ width: 1, height: 1024 })
})

test('one key goes through all modes and begins again', () => {
  const seen = compareModes.map((mode) => nextMode(mode))
  expect(new Set(seen)).toEqual(new Set(compareModes))
  expect(nextMode('difference')).toBe('side')
})
