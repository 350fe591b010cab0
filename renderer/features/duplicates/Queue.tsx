import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import type { ClusterOrder } from '#shared/duplicates.ts'
import { focusStage, queueId } from '../../hooks/focus.ts'
import { clusterAt } from '../../state/queue.ts'
import { useDuplicates, useTriage, useWindow } from '../../state/window.ts'
import { formatBytes, formatCount } from '../../ui/format.ts'
import { QueueRow, rowId } from './QueueRow.tsx'
import { Tasks } from './Tasks.tsx'
import './queue.css'

const rowHeight = 60

/** All clusters that are not decided, however many, in rows that exist only while they are in sight. */
export function Queue() {
  return (
    <div className="queue-frame">
      <Totals />
      <Tasks />
      <Rows />
    </div>
  )
}

const orderWords: Record<ClusterOrder, string> = {
  tightest: 'Tightest first',
  reclaimable: 'Most bytes first',
  largest: 'Largest first',
  newest: 'Newest first',
}

function Totals() {
  const { duplicates } = useWindow()
  const queue = useDuplicates((state) => state.queue)
  const order = useDuplicates((state) => state.wish.order)
  return (
    <header className="queue-head">
      <p className="queue-totals" aria-live="polite">
        {queue && (
          <>
            <strong>{`${formatCount(queue.total)} ${queue.total === 1 ? 'cluster' : 'clusters'}`}</strong>
            {` · ${formatBytes(queue.reclaimable)} reclaimable`}
          </>
        )}
      </p>
      <label className="choice">
        <span className="unseen">Order</span>
        <select
          className="text-field"
          value={order}
          onChange={(event) => duplicates.getState().setWish({ order: event.target.value as ClusterOrder })}
        >
          {Object.entries(orderWords).map(([one, words]) => (
            <option key={one} value={one}>
              {words}
            </option>
          ))}
        </select>
      </label>
    </header>
  )
}

function Rows() {
  const { triage } = useWindow()
  const scroller = useRef<HTMLDivElement>(null)
  const queue = useDuplicates((state) => state.queue)
  const isPending = useDuplicates((state) => state.isPending)
  const place = useTriage((state) => state.place)
  const later = useTriage((state) => state.later)
  const total = queue?.total ?? 0
  const virtualizer = useQueueRows(scroller, total, place)
  const choose = (index: number) => {
    void triage.getState().go(index)
    focusStage()
  }
  return (
    <div
      role="listbox"
      id={queueId}
      ref={scroller}
      className="queue"
      aria-label="Clusters"
      aria-busy={isPending}
      aria-activedescendant={total > 0 ? rowId(place) : undefined}
      tabIndex={0}
    >
      <div role="presentation" className="queue-track" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const cluster = queue ? clusterAt(queue, index) : undefined
          return (
            <QueueRow
              key={index}
              cluster={cluster}
              {...{ index, total, top: start }}
              isCurrent={index === place}
              isLater={cluster !== undefined && later.has(cluster.keeper.hash)}
              onChoose={choose}
            />
          )
        })}
      </div>
    </div>
  )
}

/** The rows in sight, and that of the stage wherever the queue is scrolled, so that it can always be named. */
function useQueueRows(scroller: RefObject<HTMLDivElement | null>, total: number, place: number) {
  const { duplicates } = useWindow()
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    rangeExtractor: (range) => {
      const rows = defaultRangeExtractor(range)
      return rows.includes(place) || place >= total ? rows : [...rows, place]
    },
  })
  const first = virtualizer.range?.startIndex ?? 0
  const last = virtualizer.range?.endIndex ?? 0
  useEffect(() => duplicates.getState().show(first, last), [duplicates, first, last])
  useKeptPlace(scroller, place, (index) => virtualizer.scrollToIndex(index, { align: 'auto' }))
  return virtualizer
}

/** Another cluster on the stage comes into sight; where the same one moved, the queue moves along. */
function useKeptPlace(scroller: RefObject<HTMLDivElement | null>, place: number, show: (index: number) => void) {
  const hash = useTriage(({ stage }) => stage?.cluster.keeper.hash)
  const former = useRef({ place, hash })
  useLayoutEffect(() => {
    const { place: before, hash: shown } = former.current
    former.current = { place, hash }
    if (shown !== hash) show(place)
    else if (before !== place && scroller.current) scroller.current.scrollTop += (place - before) * rowHeight
  })
}
