import { expect, test } from 'vitest'
import { createSharedWork } from '../../electron/engine/shared-work.ts'

/** Work that is under way until it is told its result; it hears when it is given up. */
function createWork() {
  const result = Promise.withResolvers<string>()
  const signals: AbortSignal[] = []
  const make = (signal: AbortSignal) => {
    signals.push(signal)
    return result.promise
  }
  return { make, signals, end: result.resolve, fail: result.reject }
}

test('equal work under way is done once, and again when it is over', async () => {
  const share = createSharedWork<string>()
  const work = createWork()
  const answers = Promise.all([share('a', work.make), share('a', work.make), share('b', work.make)])
  expect(work.signals).toHaveLength(2)
  work.end('done')
  expect(await answers).toEqual(['done', 'done', 'done'])
  await share('a', work.make)
  expect(work.signals).toHaveLength(3)
})

test('who leaves takes nothing from the others', async () => {
  const share = createSharedWork<string>()
  const work = createWork()
  const leaving = new AbortController()
  const left = share('a', work.make, leaving.signal)
  const stayed = share('a', work.make)
  leaving.abort()
  await expect(left).rejects.toMatchObject({ code: 'cancelled' })
  expect(work.signals[0]?.aborted).toBe(false)
  work.end('done')
  expect(await stayed).toBe('done')
})

test('when the last one leaves the work is given up, and who comes then has it done anew', async () => {
  const share = createSharedWork<string>()
  const work = createWork()
  const leaving = new AbortController()
  const left = [share('a', work.make, leaving.signal), share('a', work.make, leaving.signal)]
  leaving.abort()
  expect((await Promise.allSettled(left)).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(work.signals[0]?.aborted).toBe(true)
  const again = share('a', work.make)
  expect(work.signals).toHaveLength(2)
  work.end('done')
  expect(await again).toBe('done')
  await expect(share('a', work.make, leaving.signal)).rejects.toMatchObject({ code: 'cancelled' })
  expect(work.signals).toHaveLength(2)
})

test('what goes wrong is told to all, and tried again by the next', async () => {
  const share = createSharedWork<string>()
  const work = createWork()
  const both = [share('a', work.make), share('a', work.make)]
  work.fail(new Error('broken'))
  for (const one of both) await expect(one).rejects.toThrow('broken')
  expect(await share('a', async () => 'fine')).toBe('fine')
})
