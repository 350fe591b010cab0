import { Worker } from 'node:worker_threads'
import { widestDistance } from '#shared/hamming.ts'
import type { JoinListeners, JoinWishes } from './block-join.ts'
import type { EdgeBatch } from './join-memory.ts'
import type { NodeSet } from './match-index.ts'

/** What the thread is started with. */
export interface JoinOrder {
  nodes: NodeSet
  wishes: JoinWishes
  /** One number in shared memory: batches of edges that were told and not yet dealt with. */
  waiting: Int32Array
}

/** What the thread tells. */
export type JoinMessage = { edges: EdgeBatch } | { share: number } | { isDone: true }

export interface Join {
  /** Rejects when the thread fails or `onEdges` throws. */
  finished: Promise<'done' | 'cancelled'>
  /** Ends the thread at once; nothing is told after it. */
  cancel(): void
}

const path = import.meta.url.endsWith('.ts') ? './join-thread.ts' : './join-thread.js'

/**
 * Finds all pairs of near nodes in a thread of its own, each pair once and in its best orientation; first those that
 * are upright. The thread waits while edges are not dealt with. The nodes are given away: their arrays are empty after.
 */
export function startJoin(
  nodes: NodeSet,
  { distance = widestDistance, turned = true, onEdges, onProgress }: Partial<JoinWishes> & JoinListeners,
): Join {
  const waiting = new Int32Array(new SharedArrayBuffer(4))
  const workerData: JoinOrder = { nodes, wishes: { distance, turned }, waiting }
  const transferList = [nodes.images, nodes.perceptual, nodes.detail].map(({ buffer }) => buffer)
  const worker = new Worker(new URL(path, import.meta.url), { workerData, transferList })
  const { promise: finished, resolve, reject } = Promise.withResolvers<'done' | 'cancelled'>()
  let isDone = false
  let isCancelled = false

  function deal(edges: EdgeBatch): void {
    onEdges(edges)
    Atomics.sub(waiting, 0, 1)
    Atomics.notify(waiting, 0)
  }

  function cancel(): void {
    isCancelled = true
    void worker.terminate()
  }

  function hear(message: JoinMessage): void {
    if (isCancelled) return
    if ('edges' in message) deal(message.edges)
    else if ('share' in message) onProgress(message.share)
    else isDone = true
  }

  worker.on('message', (message: JoinMessage) => {
    try {
      hear(message)
    } catch (error) {
      reject(error as Error)
      cancel()
    }
  })
  worker.once('error', reject)
  worker.once('exit', () => resolve(isDone && !isCancelled ? 'done' : 'cancelled'))
  return { finished, cancel }
}
