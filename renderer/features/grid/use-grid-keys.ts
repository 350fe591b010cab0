import { type KeyboardEvent, type RefObject, useCallback, useEffect, useRef } from 'react'
import { useSelection, useWindow } from '../../state/window.ts'
import { type Geometry, offsetToShow, padding } from './geometry.ts'
import { type GridWish, wishOf } from './grid-keys.ts'
import type { Rows } from './use-rows.ts'

interface Options {
  scroller: RefObject<HTMLDivElement | null>
  geometry: Geometry
  height: number
  rows: Rows
}

/** The keyboard in the grid: one cell has the focus, is kept in sight, and acts. */
export function useGridKeys({ scroller, geometry, height, rows }: Options) {
  const { library } = useWindow()
  const selection = useWindow().selection
  const obey = useWishes()
  const { columns, rowHeight } = geometry
  useFocusedCell(scroller, (index) =>
    rows.scrollTo(offsetToShow(Math.floor(index / columns), rowHeight, rows.offset(), height)),
  )
  const onKeyDown = (event: KeyboardEvent) => {
    const total = library.getState().snapshot?.total ?? 0
    const page = Math.max(1, Math.floor((height - 2 * padding) / rowHeight))
    const wish = total > 0 && wishOf(event, { focus: selection.getState().focus, total, columns, page })
    const isVain = wish && wish.kind === 'clear' && selection.getState().ranges.length === 0
    if (!wish || isVain) return
    event.preventDefault()
    obey(wish)
  }
  return { onKeyDown }
}

function useWishes(): (wish: GridWish) => void {
  const { library, selection, view, actions } = useWindow()
  return useCallback(
    (wish) => {
      const { focus, ...select } = selection.getState()
      if (wish.kind === 'move' && wish.mode === 'select') select.selectOnly(wish.index)
      if (wish.kind === 'move' && wish.mode === 'extend') select.extendTo(wish.index, false)
      if (wish.kind === 'move' && wish.mode === 'focus') select.moveFocus(wish.index)
      if (wish.kind === 'toggle') select.toggle(focus)
      if (wish.kind === 'open') view.setState({ viewed: { index: focus } })
      if (wish.kind === 'selectAll') select.selectAll(library.getState().snapshot?.total ?? 0)
      if (wish.kind === 'clear') select.clear()
      if (wish.kind !== 'remove' || library.getState().query.view === 'trash') return
      if (select.ranges.length === 0) select.selectOnly(focus)
      void actions.trashSelected()
    },
    [library, selection, view, actions],
  )
}

/** After the focus moved by keyboard: brings its cell into sight and focuses it, if the grid has the focus at all. */
function useFocusedCell(scroller: RefObject<HTMLDivElement | null>, show: (index: number) => void) {
  const focus = useSelection((state) => state.focus)
  const former = useRef(focus)
  useEffect(() => {
    const grid = scroller.current
    if (former.current === focus || !grid) return
    former.current = focus
    if (!grid.contains(document.activeElement)) return
    show(focus)
    grid.querySelector<HTMLElement>(`[data-index="${focus}"]`)?.focus({ preventScroll: true })
  })
}
