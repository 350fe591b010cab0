import { Failure } from '#shared/failure.ts'

interface Work<T> {
  done: Promise<T>
  waiting: number
  giveUp: AbortController
}

const cancelled = () => new Failure('cancelled', 'Nobody waits for this any more.')

/**
 * Work by key, done once for all who ask while it is under way. Who aborts leaves with `cancelled`; the work is given
 * up when the last of them has left.
 */
export function createSharedWork<T>() {
  const underWay = new Map<string, Work<T>>()

  function start(key: string, make: (signal: AbortSignal) => Promise<T>): Work<T> {
    const giveUp = new AbortController()
    const work: Work<T> = { waiting: 0, giveUp, done: make(giveUp.signal).finally(() => end(key, work)) }
    work.done.catch(() => {})
    underWay.set(key, work)
    return work
  }

  function end(key: string, work: Work<T>): void {
    if (underWay.get(key) === work) underWay.delete(key)
  }

  function leave(key: string, work: Work<T>): void {
    if (--work.waiting > 0) return
    end(key, work)
    work.giveUp.abort()
  }

  return (key: string, make: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> => {
    if (signal?.aborted) return Promise.reject(cancelled())
    const work = underWay.get(key) ?? start(key, make)
    work.waiting++
    return new Promise((resolve, reject) => {
      const quit = () => {
        leave(key, work)
        reject(cancelled())
      }
      signal?.addEventListener('abort', quit, { once: true })
      const settled = () => signal?.removeEventListener('abort', quit)
      work.done.then(resolve, reject).finally(settled)
    })
  }
}
