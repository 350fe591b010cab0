import { parentPort, workerData } from 'node:worker_threads'
import { joinNodes } from './block-join.ts'
import type { JoinMessage, JoinOrder } from './join.ts'

// The whole-library join in a thread of its own: it computes without a pause, and ends when it is through.

/** Batches of edges that may wait for the other side. */
const mostWaiting = 4

const { nodes, wishes, waiting } = workerData as JoinOrder

const tell = (message: JoinMessage, transfer: ArrayBuffer[] = []) => parentPort?.postMessage(message, transfer)

joinNodes(nodes, wishes, {
  onEdges(edges) {
    for (let open = Atomics.load(waiting, 0); open >= mostWaiting; open = Atomics.load(waiting, 0))
      Atomics.wait(waiting, 0, open)
    Atomics.add(waiting, 0, 1)
    tell(
      { edges },
      [edges.a, edges.b, edges.distance, edges.detailDistance, edges.orientation].map(({ buffer }) => buffer),
    )
  },
  onProgress: (share) => tell({ share }),
})
tell({ isDone: true })
