import type { CallOutput, ParsedInput } from '#shared/contract.ts'
import type { ClusterSummary } from '#shared/duplicates.ts'

/** Clusters are asked for by pages of this many; one question brings at most five of them. */
export const queuePageSize = 100
const pagesAtOnce = 5
const keptPages = 20

export type QueueAnswer = CallOutput<'duplicates.list'>
/** Which clusters the queue holds, and in which order. */
export type QueueWish = Omit<ParsedInput<'duplicates.list'>, 'offset' | 'limit'>

/** The clusters of one wish, as far as they are loaded; `pages` are all true of one state of the library. */
export interface Queue extends Omit<QueueAnswer, 'items' | 'milliseconds'> {
  pages: ReadonlyMap<number, readonly ClusterSummary[]>
}

/** Rows of the queue: `limit` of them from `offset` on. */
export interface Stretch {
  offset: number
  limit: number
}

function splitPages(items: readonly ClusterSummary[], offset: number): [number, readonly ClusterSummary[]][] {
  const count = Math.max(1, Math.ceil(items.length / queuePageSize))
  return Array.from({ length: count }, (_, page) => [
    offset / queuePageSize + page,
    items.slice(page * queuePageSize, (page + 1) * queuePageSize),
  ])
}

/**
 * The queue with one more stretch, whose `offset` is a multiple of the page size; null is a queue of another wish.
 * An answer of a later revision stands alone: whether what was loaded before is still true is not known.
 */
export function mergeStretch(queue: Queue | null, answer: QueueAnswer, offset: number): Queue {
  const { items, milliseconds: _, ...counts } = answer
  const fresh = splitPages(items, offset)
  if (queue && answer.revision < queue.revision) return queue
  if (answer.revision !== queue?.revision) return { ...counts, pages: new Map(fresh) }
  const pages = new Map(queue.pages)
  for (const [page, rows] of fresh) {
    pages.delete(page)
    pages.set(page, rows)
  }
  for (const page of pages.keys()) if (pages.size > keptPages) pages.delete(page)
  return { ...queue, pages }
}

/** The cluster at a place in the queue, if it is loaded. */
export const clusterAt = (queue: Queue, index: number): ClusterSummary | undefined =>
  queue.pages.get(Math.floor(index / queuePageSize))?.[index % queuePageSize]

/** The place of a cluster by its keeper’s hash, or -1 when it is not among those loaded. */
export function placeOf(queue: Queue, hash: string): number {
  for (const [page, rows] of queue.pages) {
    const place = rows.findIndex(({ keeper }) => keeper.hash === hash)
    if (place >= 0) return page * queuePageSize + place
  }
  return -1
}

/** The pages that cover the rows from `first` to `last`, as one stretch. */
export function stretchOf(first: number, last: number): Stretch {
  const page = Math.floor(Math.max(first, 0) / queuePageSize)
  const count = Math.min(Math.floor(Math.max(last, 0) / queuePageSize) - page + 1, pagesAtOnce)
  return { offset: page * queuePageSize, limit: Math.max(count, 1) * queuePageSize }
}

/** Whether all rows of a stretch are loaded that there are. */
export function covers(queue: Queue, { offset, limit }: Stretch): boolean {
  for (let row = offset; row < Math.min(offset + limit, Math.max(queue.total, 1)); row += queuePageSize)
    if (!queue.pages.has(row / queuePageSize)) return false
  return true
}
