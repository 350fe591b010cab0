import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  createTrack,
  follow,
  gridOffset,
  type Position,
  settle,
  trackOffset,
} from '../../renderer/features/grid/track.ts'

const viewport = 900
const heights = fc.integer({ min: 0, max: 400_000_000 })

test('the track is never longer than a browser can scroll exactly', () => {
  fc.assert(fc.property(heights, (height) => createTrack(height, viewport).trackHeight <= 8_000_000))
})

test('a place on the track and its offset into the grid lead to one another', () => {
  fc.assert(
    fc.property(heights, fc.double({ min: 0, max: 1, noNaN: true }), (height, share) => {
      const track = createTrack(height, viewport)
      const offset = share * Math.max(0, height - viewport)
      expect(gridOffset(track, trackOffset(track, offset))).toBeCloseTo(offset, 3)
    }),
  )
})

test('both ends of a million rows are reached exactly', () => {
  const track = createTrack(1_000_000 * 224, viewport)
  expect(gridOffset(track, 0)).toBe(0)
  expect(gridOffset(track, track.trackHeight - viewport)).toBe(1_000_000 * 224 - viewport)
  expect(settle(track, Number.MAX_SAFE_INTEGER).offset).toBe(1_000_000 * 224 - viewport)
})

test('the wheel moves the grid pixel by pixel wherever it is', () => {
  const steps = fc.array(fc.integer({ min: -1200, max: 1200 }), { maxLength: 50 })
  fc.assert(
    fc.property(heights, fc.double({ min: 0.1, max: 0.9, noNaN: true }), steps, (height, share, deltas) => {
      const track = createTrack(height, viewport)
      const start = settle(track, share * height)
      const wheel = (position: Position, delta: number) => follow(track, position, position.top + delta)
      const end = deltas.reduce(wheel, start)
      const moved = deltas.reduce((sum, delta) => sum + delta, 0)
      const isInside = start.offset > 60_000 && start.offset < height - viewport - 60_000
      if (isInside) expect(end.offset - start.offset).toBeCloseTo(moved, 3)
      expect(end.base + end.top).toBeCloseTo(end.offset, 3)
    }),
  )
})

test('settling moves the track and nothing that is seen', () => {
  fc.assert(
    fc.property(heights, fc.integer({ min: 0, max: 400_000_000 }), (height, wished) => {
      const track = createTrack(height, viewport)
      const settled = settle(track, wished)
      expect(settled.offset).toBe(Math.min(wished, Math.max(0, height - viewport)))
      expect(settled.base + settled.top).toBeCloseTo(settled.offset, 3)
      expect(settle(track, settled.offset)).toEqual(settled)
    }),
  )
})
