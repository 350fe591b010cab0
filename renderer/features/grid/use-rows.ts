import { defaultRangeExtractor, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'
import { createTrack, follow, type Position, settle } from './track.ts'

interface Options {
  scroller: RefObject<HTMLDivElement | null>
  rowCount: number
  rowHeight: number
  viewport: number
  /** The row that stays in the document wherever the grid is scrolled, so that the focus is not lost. */
  pinnedRow: number
}

/** A row to render: its index and where it lies on the track, in CSS pixels. */
interface PlacedRow {
  index: number
  top: number
}

export interface Rows {
  rows: PlacedRow[]
  /** The first and the last row in sight. */
  sight: { first: number; last: number }
  trackHeight: number
  offset: () => number
  scrollTo: (offset: number) => void
}

/**
 * The rows to render of a grid of any height. TanStack’s virtualizer thinks in offsets into the grid; the element
 * scrolls over a bounded track; what lies between them is `track.ts`.
 */
export function useRows({ scroller, rowCount, rowHeight, viewport, pinnedRow }: Options): Rows {
  const track = createTrack(rowCount * rowHeight, viewport)
  const latest = useRef(track)
  const position = useRef<Position>({ offset: 0, base: 0, top: 0 })
  const [base, setBase] = useState(0)
  const tell = useRef<(offset: number) => void>(() => {})

  const take = useCallback((next: Position) => {
    position.current = next
    setBase(next.base)
    tell.current(next.offset)
  }, [])

  const scrollTo = useCallback(
    (offset: number) => {
      const next = settle(latest.current, offset)
      if (scroller.current) scroller.current.scrollTop = next.top
      take(next)
    },
    [scroller, take],
  )

  useLayoutEffect(() => {
    const { gridHeight } = latest.current
    latest.current = track
    if (gridHeight !== track.gridHeight) scrollTo(position.current.offset)
  })

  const observeElementOffset = useCallback(
    (_: Virtualizer<HTMLDivElement, Element>, hear: (offset: number, isScrolling: boolean) => void) => {
      const element = scroller.current
      if (!element) return
      tell.current = (offset) => hear(offset, false)
      const onScroll = () => take(follow(latest.current, position.current, element.scrollTop))
      const onEnd = () =>
        position.current.top !== settle(latest.current, position.current.offset).top &&
        scrollTo(position.current.offset)
      element.addEventListener('scroll', onScroll, { passive: true })
      element.addEventListener('scrollend', onEnd)
      return () => {
        element.removeEventListener('scroll', onScroll)
        element.removeEventListener('scrollend', onEnd)
      }
    },
    [scroller, scrollTo, take],
  )

  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count: rowCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 2,
    observeElementOffset,
    scrollToFn: () => {},
    rangeExtractor: (range) => {
      const rows = defaultRangeExtractor(range)
      return rows.includes(pinnedRow) || pinnedRow >= rowCount ? rows : [...rows, pinnedRow]
    },
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another height must be measured anew
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowHeight])

  return {
    rows: virtualizer.getVirtualItems().map(({ index }) => ({ index, top: index * rowHeight - base })),
    sight: { first: virtualizer.range?.startIndex ?? 0, last: virtualizer.range?.endIndex ?? 0 },
    trackHeight: track.trackHeight,
    offset: () => position.current.offset,
    scrollTo,
  }
}
