import { parentPort, workerData } from 'node:worker_threads'
import { Failure } from '#shared/failure.ts'
import { openSearches, type SearchAnswer, type SearchOrder, type SearchStart } from './searches.ts'

// Searches in a thread of its own, with a connection of its own: neither the library nor a store waits for one.

const searches = openSearches(workerData as SearchStart)

async function answer({ id, ...order }: SearchOrder): Promise<SearchAnswer> {
  try {
    return { id, reply: { ok: true, value: await searches.find(order) } }
  } catch (error) {
    if (error instanceof Failure) return { id, reply: { ok: false, failure: error.toData() } }
    return { id, bug: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

parentPort?.on('message', async (order: SearchOrder | 'close') => {
  if (order !== 'close') return parentPort?.postMessage(await answer(order))
  searches.close()
  parentPort?.close()
})
