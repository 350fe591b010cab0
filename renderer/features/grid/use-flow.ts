import { type PointerEvent, useEffect, useRef } from 'react'
import { useWindow } from '../../state/window.ts'
import type { Rows } from './use-rows.ts'

/**
 * Lets new pictures come in by themselves only while nothing would move under the pointer: at the very top,
 * with the pointer elsewhere, or at least on no picture where all of them fit into the window.
 */
export function useFlow({ rows, fits }: { rows: Rows; fits: boolean }) {
  const { library } = useWindow()
  const pointer = useRef<'away' | 'between' | 'onTile'>('away')
  const update = () => {
    const isFree = pointer.current === 'away' || (fits && pointer.current === 'between')
    library.getState().setFlowing(rows.offset() <= 0 && isFree)
  }
  useEffect(update)
  useEffect(() => () => library.getState().setFlowing(true), [library])
  const move = (next: typeof pointer.current) => {
    if (next === pointer.current) return
    pointer.current = next
    update()
  }
  return {
    onPointerOver: ({ target }: PointerEvent) =>
      move(target instanceof Element && target.closest('[role="gridcell"]') ? 'onTile' : 'between'),
    onPointerLeave: () => move('away'),
    onScroll: update,
  }
}
