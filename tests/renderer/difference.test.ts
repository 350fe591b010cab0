import { expect, test } from 'vitest'
import { changedLevels, compareLuma } from '../../renderer/features/duplicates/comparison/difference.ts'

/** Grey pixels of these levels, RGBA. */
const grey = (...levels: number[]) => Uint8ClampedArray.from(levels.flatMap((level) => [level, level, level, 255]))

test('two equal pictures have no changed pixel and no heat', () => {
  const { changed, largest, pixels } = compareLuma(grey(0, 100, 255), grey(0, 100, 255))
  expect([changed, largest]).toEqual([0, 0])
  expect([...pixels.subarray(4, 8)]).toEqual([30, 30, 30, 255])
})

test('what an encoder leaves behind is no change; what is drawn over is', () => {
  const slight = compareLuma(grey(100, 100, 100, 100), grey(100, 100 + changedLevels, 100 - changedLevels, 100))
  expect(slight.changed).toBe(0)
  expect(slight.largest).toBe(changedLevels)
  const drawn = compareLuma(grey(100, 100, 100, 100), grey(100, 255, 100, 100))
  expect(drawn.changed).toBe(0.25)
  expect(drawn.largest).toBe(155)
})

test('a larger difference is lighter, for eyes that see no hue', () => {
  const levels = [0, 24, 48, 72, 96]
  const { pixels } = compareLuma(grey(...levels.map(() => 0)), grey(...levels))
  const light = levels.map((_, place) => (pixels[place * 4] ?? 0) + (pixels[place * 4 + 1] ?? 0))
  expect(light).toEqual([...light].sort((a, b) => a - b))
})
