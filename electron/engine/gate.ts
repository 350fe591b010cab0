import { Failure } from '#shared/failure.ts'

/** Lets work in until it is closed; what was let in is finished before the closing is. */
export function createGate() {
  const underWay = new Set<Promise<unknown>>()
  let isClosed = false

  return {
    /** Runs the work, or rejects with `cancelled` after closing. */
    async enter<T>(work: () => Promise<T>): Promise<T> {
      if (isClosed) throw new Failure('cancelled', 'The library is being closed: open it again, and try again.')
      const whole = work()
      underWay.add(whole)
      try {
        return await whole
      } finally {
        underWay.delete(whole)
      }
    },
    async close(): Promise<void> {
      isClosed = true
      await Promise.allSettled(underWay)
    },
  }
}
