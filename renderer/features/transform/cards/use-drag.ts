import { type DragEvent, useState } from 'react'

/** A card that is dragged, and the index that it would have where the pointer is. */
export interface Drag {
  from: number
  to: number
}

/** The index that a step dragged over a card would have: before or behind it, by the half that the pointer is over. */
function targetOf(event: DragEvent, from: number, over: number): number {
  const { top, height } = event.currentTarget.getBoundingClientRect()
  const slot = event.clientY < top + height / 2 ? over : over + 1
  return slot > from ? slot - 1 : slot
}

/** Dragging within one list: what is dragged from another list, or from elsewhere, passes through. */
export function useDrag(onDrop: (drag: Drag) => void) {
  const [drag, setDrag] = useState<Drag | null>(null)
  const take = (event: DragEvent) => {
    event.preventDefault()
    event.stopPropagation()
  }
  return {
    setDrag,
    isDragged: (index: number) => drag?.from === index,
    /** Where the line is drawn at which the card would come. */
    markAt(index: number) {
      if (!drag || drag.to === drag.from || drag.to !== index) return ''
      return drag.to < drag.from ? 'is-before' : 'is-behind'
    },
    overCard: (over: number) => (event: DragEvent) => {
      if (!drag) return
      take(event)
      const to = targetOf(event, drag.from, over)
      if (to !== drag.to) setDrag({ ...drag, to })
    },
    drop(event: DragEvent) {
      if (!drag) return
      take(event)
      setDrag(null)
      onDrop(drag)
    },
  }
}
