import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ClusterSummary } from '#shared/duplicates.ts'
import {
  clusterAt,
  covers,
  mergeStretch,
  placeOf,
  type QueueAnswer,
  queuePageSize,
  stretchOf,
} from '../../renderer/state/queue.ts'
import { hashAt, memberOf } from '../helpers/window-members.ts'

const clusterOf = (id: number) => ({ keeper: memberOf(id).image, size: 2 }) as ClusterSummary

/** What the library answers of a queue of `total` clusters, each by its place. */
function answerOf(total: number, offset: number, limit: number, revision = 1): QueueAnswer {
  const items = Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, row) =>
    clusterOf(offset + row),
  )
  return { items, total, images: 2 * total, reclaimable: total, loading: false, revision, milliseconds: 0 }
}

const places = fc.array(fc.tuple(fc.nat(5000), fc.nat(30)), { minLength: 1, maxLength: 60 })

test('wherever the queue is scrolled, the rows in sight are loaded and true, and few pages are kept', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), places, (total, sights) => {
      let queue = mergeStretch(null, answerOf(total, 0, queuePageSize), 0)
      for (const [place, rows] of sights) {
        const [first, last] = [Math.min(place, total - 1), Math.min(place + rows, total - 1)]
        const stretch = stretchOf(first, last)
        if (!covers(queue, stretch)) {
          queue = mergeStretch(queue, answerOf(total, stretch.offset, stretch.limit), stretch.offset)
        }
        expect(clusterAt(queue, first)?.keeper.hash).toBe(hashAt(first))
        expect(clusterAt(queue, last)?.keeper.hash).toBe(hashAt(last))
        expect(placeOf(queue, hashAt(last))).toBe(last)
        expect(queue.pages.size).toBeLessThanOrEqual(20)
      }
    }),
  )
})

test('an answer of a later revision stands alone, one of an earlier revision is dropped', () => {
  const queue = mergeStretch(null, answerOf(400, 0, 200, 5), 0)
  const later = mergeStretch(queue, answerOf(399, 200, 100, 6), 200)
  expect([later.total, [...later.pages.keys()]]).toEqual([399, [2]])
  expect(mergeStretch(later, answerOf(400, 0, 100, 5), 0)).toBe(later)
})

test('an empty queue is loaded by an answer without rows', () => {
  const queue = mergeStretch(null, answerOf(0, 0, 100), 0)
  expect(covers(queue, stretchOf(0, 0))).toBe(true)
  expect(clusterAt(queue, 0)).toBeUndefined()
})
