import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { focusGrid, gridId } from '../../hooks/focus.ts'
import { useLibrary, useSelection, useView, useWindow } from '../../state/window.ts'
import { layOut, padding } from './geometry.ts'
import { Pill } from './Pill.tsx'
import { Row } from './Row.tsx'
import { useAnchor } from './use-anchor.ts'
import { useElementSize } from './use-element-size.ts'
import { useFlow } from './use-flow.ts'
import { useGridKeys } from './use-grid-keys.ts'
import { useGridPointer } from './use-grid-pointer.ts'
import { useRows } from './use-rows.ts'
import './grid.css'

/** All pictures of the result, however many, in rows that exist only while they are in sight. */
export function Grid() {
  const scroller = useRef<HTMLDivElement>(null)
  const { width, height } = useElementSize(scroller)
  const wished = useView((state) => state.tileSize)
  const total = useLibrary((state) => state.snapshot?.total ?? 0)
  const isPending = useLibrary((state) => state.isPending)
  const focus = useSelection((state) => state.focus)
  const geometry = layOut(width, wished)
  const { columns, tile, rowHeight } = geometry
  const rowCount = Math.ceil(total / columns)
  const pinnedRow = Math.floor(Math.min(focus, Math.max(total - 1, 0)) / columns)
  const rows = useRows({ scroller, rowCount, rowHeight, viewport: Math.max(height - 2 * padding, 0), pinnedRow })
  useSight(rows.sight, columns)
  useAnchor(geometry, rows)
  useNewQuery(rows.scrollTo)
  useHandedFocus(scroller, rows.rows.length > 0)
  const keys = useGridKeys({ scroller, geometry, height, rows })
  const pointer = useGridPointer(scroller)
  const flow = useFlow({ rows, fits: rowCount * rowHeight <= height })
  return (
    <div className="grid-frame">
      <Pill onBringIn={() => rows.scrollTo(0)} />
      {/* biome-ignore lint/a11y/useSemanticElements: see Row */}
      <div
        role="grid"
        id={gridId}
        ref={scroller}
        className="grid"
        aria-label="Pictures"
        aria-multiselectable="true"
        aria-rowcount={rowCount}
        aria-colcount={columns}
        aria-busy={isPending}
        tabIndex={-1}
        {...keys}
        {...pointer}
        {...flow}
      >
        <div role="presentation" className="grid-track" style={{ height: rows.trackHeight + 2 * padding }}>
          {rows.rows.map(({ index, top }) => (
            <Row key={index} row={index} top={top} columns={columns} tile={tile} total={total} />
          ))}
        </div>
      </div>
    </div>
  )
}

/** Tells the library which rows are in sight. */
function useSight({ first, last }: { first: number; last: number }, columns: number) {
  const { library } = useWindow()
  const overscan = 2 * columns
  useEffect(() => {
    library.getState().show(Math.max(0, first * columns - overscan), (last + 1) * columns - 1 + overscan)
  }, [library, first, last, columns, overscan])
}

/** What came to the grid before it had cells goes on to its current one. */
function useHandedFocus(scroller: RefObject<HTMLDivElement | null>, hasCells: boolean) {
  useEffect(() => {
    if (hasCells && document.activeElement === scroller.current) focusGrid()
  }, [scroller, hasCells])
}

/** Another query begins at its top. */
function useNewQuery(scrollTo: (offset: number) => void) {
  const { library } = useWindow()
  useLayoutEffect(
    () =>
      library.subscribe((after, before) => {
        if (before.isPending && !after.isPending) scrollTo(0)
      }),
    [library, scrollTo],
  )
}
