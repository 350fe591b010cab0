import type { DragEvent, MouseEvent, RefObject } from 'react'
import { draggedPictures } from '../../hooks/use-folder-drop.ts'
import { contains, membersOf, sizeOf } from '../../state/intervals.ts'
import { rowAt } from '../../state/snapshot.ts'
import { useIsDesktop, useWindow } from '../../state/window.ts'

/** The most pictures that one drag takes out of the window; more go to folders only. */
const mostDragged = 100

function indexOf(target: EventTarget): number | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null
  return cell ? Number(cell.dataset.index) : undefined
}

/** The mouse in the grid: click selects, with Ctrl toggles, with Shift extends; a double click opens. */
export function useGridPointer(scroller: RefObject<HTMLDivElement | null>) {
  const { selection, view, library, dragging } = useWindow()
  const isDesktop = useIsDesktop()

  const onClick = (event: MouseEvent) => {
    const index = indexOf(event.target)
    const isControl = event.ctrlKey || event.metaKey
    const select = selection.getState()
    if (index === undefined) return isControl ? undefined : select.clear()
    if (event.shiftKey) select.extendTo(index, isControl)
    else if (isControl) select.toggle(index)
    else select.selectOnly(index)
    scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus({ preventScroll: true })
  }

  const onDoubleClick = ({ target }: MouseEvent) => {
    const index = indexOf(target)
    if (index !== undefined) view.setState({ viewed: { index } })
  }

  /** In the desktop shell a drag is the system’s own, of files under friendly names; in a browser it is the page’s. */
  const onDragStart = (event: DragEvent) => {
    const index = indexOf(event.target)
    if (index === undefined) return event.preventDefault()
    if (!contains(selection.getState().ranges, index)) selection.getState().selectOnly(index)
    if (isDesktop && sizeOf(selection.getState().ranges) <= mostDragged) return dragOut(event)
    event.dataTransfer.setData(draggedPictures, '')
    event.dataTransfer.effectAllowed = 'move'
  }

  const dragOut = (event: DragEvent) => {
    event.preventDefault()
    const { snapshot } = library.getState()
    const { ranges } = selection.getState()
    if (!snapshot) return
    const rows = [...membersOf(ranges)].map((member) => rowAt(snapshot, member))
    const hashes = rows.flatMap((row) => (row ? [row.hash] : []))
    void dragging.takeOut({ hashes })
  }

  return { onClick, onDoubleClick, onDragStart }
}
