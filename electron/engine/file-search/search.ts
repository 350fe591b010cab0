import { Worker } from 'node:worker_threads'
import { Failure } from '#shared/failure.ts'
import type { FileSearch, FoundItems } from '#shared/file-search.ts'
import { type FindSimilar, findNear } from './near.ts'
import type { SearchAnswer, SearchOrder, SearchStart } from './searches.ts'

/** Searches that may wait for those before them. */
const mostWaiting = 100

export interface SearchOptions {
  /** Of the index. */
  path: string
  /** Milliseconds of computing that a search may take. */
  budget: number
  now: () => number
  similar: FindSimilar
}

/** Searches for files, in a thread that is started by the first. */
export interface Search {
  /** Fails with `invalid` for a searchQuery that is none or takes too long, with `busy` and with `cancelled`. */
  find(wish: FileSearch): Promise<FoundItems>
  /** Ends the thread; what is under way or waits is `cancelled`. */
  close(): Promise<void>
}

type Waiting = PromiseWithResolvers<FoundItems>

const script = import.meta.url.endsWith('.ts') ? './search-thread.ts' : './search-thread.js'

const cancelled = () => new Failure('cancelled', 'The library was closed before the search was through.')
const busy = () =>
  new Failure('busy', `${mostWaiting} searches wait already: try again when some of them are answered.`)

/** A thread with the searches that it was asked; `onEnd` is called when it is gone. */
function startThread(start: SearchStart, onEnd: () => void) {
  const worker = new Worker(new URL(script, import.meta.url), { workerData: start })
  const waiting = new Map<number, Waiting>()
  const { promise: ended, resolve } = Promise.withResolvers<void>()
  let lastId = 0

  function settle(answer: SearchAnswer): void {
    const asked = waiting.get(answer.id)
    waiting.delete(answer.id)
    if ('bug' in answer) asked?.reject(new Error(answer.bug))
    else if (answer.reply.ok) asked?.resolve(answer.reply.value)
    else asked?.reject(Failure.from(answer.reply.failure))
  }

  function end(error: Error): void {
    for (const asked of waiting.values()) asked.reject(error)
    waiting.clear()
    onEnd()
    resolve()
  }

  worker.on('message', settle)
  worker.once('error', end)
  worker.once('exit', () => end(cancelled()))

  return {
    ask(asked: Omit<SearchOrder, 'id'>): Promise<FoundItems> {
      if (waiting.size >= mostWaiting) throw busy()
      const answer = Promise.withResolvers<FoundItems>()
      const order: SearchOrder = { ...asked, id: ++lastId }
      waiting.set(order.id, answer)
      worker.postMessage(order)
      return answer.promise
    },
    close(): Promise<void> {
      for (const asked of waiting.values()) asked.reject(cancelled())
      waiting.clear()
      worker.postMessage('close')
      return ended
    },
  }
}

/** Searches the index at `path` beside all else that the library does. */
export function createSearch({ path, budget, now, similar }: SearchOptions): Search {
  const stopped = new Int32Array(new SharedArrayBuffer(4))
  let thread: ReturnType<typeof startThread> | undefined

  function start() {
    // A thread that fails ends twice, and another may have its place by then.
    const started = startThread({ path, budget, stopped }, () => {
      if (thread === started) thread = undefined
    })
    return started
  }

  return {
    async find(wish) {
      const near = await findNear(wish.searchQuery, similar)
      if (Atomics.load(stopped, 0) !== 0) throw cancelled()
      thread ??= start()
      return thread.ask({ wish, near, now: now() })
    },
    async close() {
      Atomics.store(stopped, 0, 1)
      await thread?.close()
    },
  }
}
