import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contains, type Intervals, membersOf, sizeOf, withInterval, without } from '../../renderer/state/intervals.ts'

const place = fc.integer({ min: 0, max: 60 })
const step = fc.record({ adds: fc.boolean(), ends: fc.tuple(place, place) })

test('a selection by intervals holds what a set of single numbers would', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let intervals: Intervals = []
      const model = new Set<number>()
      for (const { adds, ends } of steps) {
        const [first, last] = ends[0] < ends[1] ? ends : [ends[1], ends[0]]
        intervals = adds ? withInterval(intervals, [first, last]) : without(intervals, [first, last])
        for (let value = first; value <= last; value += 1) adds ? model.add(value) : model.delete(value)
      }
      expect([...membersOf(intervals)]).toEqual([...model].sort((a, b) => a - b))
      expect(sizeOf(intervals)).toBe(model.size)
      for (let value = 0; value <= 60; value += 1) expect(contains(intervals, value)).toBe(model.has(value))
    }),
  )
})

test('neighbouring intervals become one, so that selecting row by row stays small', () => {
  const byRow = Array.from({ length: 1000 }, (_, row) => row).reduce<Intervals>(
    (set, row) => withInterval(set, [row, row]),
    [],
  )
  expect(byRow).toEqual([[0, 999]])
})
