import { expect, test } from 'vitest'
import { createPairQueue } from '../../../electron/engine/duplicates/pair-queue.ts'

const pair = (image: number) => ({ keeper: 1, image, orientation: 0 })

test('pairs are compared once each however often they are wanted, what is looked at before the rest', () => {
  const queue = createPairQueue()
  for (const image of [2, 3, 4, 3, 2]) queue.add(pair(image), false)
  for (const image of [8, 9, 9]) queue.add(pair(image), true)
  const taken = Array.from({ length: queue.size }, () => queue.take()?.image)
  expect(taken).toEqual([9, 8, 2, 3, 4])
  expect([queue.take(), queue.size]).toEqual([undefined, 0])
})

test('300,000 pairs may wait', () => {
  const queue = createPairQueue()
  for (let image = 2; image < 300_002; image++) queue.add(pair(image), false)
  expect([queue.size, queue.take()?.image]).toEqual([300_000, 2])
})
