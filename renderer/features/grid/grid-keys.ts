/** What a key asks of the grid: to move the focus to a cell, or to do something with what is there. */
export type GridWish =
  | { kind: 'move'; index: number; mode: 'select' | 'extend' | 'focus' }
  | { kind: 'toggle' | 'open' | 'selectAll' | 'clear' | 'remove' }

interface Place {
  focus: number
  total: number
  columns: number
  /** Whole rows in sight. */
  page: number
}

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

/** The cell that a key moves to, or undefined for a key that does not move. */
function target(key: string, { focus, total, columns, page }: Place): number | undefined {
  const column = focus % columns
  const steps: Record<string, number> = {
    ArrowLeft: focus - 1,
    ArrowRight: focus + 1,
    ArrowUp: focus - columns < 0 ? focus : focus - columns,
    ArrowDown: focus + columns >= total && !isLastRow(focus, total, columns) ? total - 1 : focus + columns,
    PageUp: Math.max(column, focus - columns * page),
    PageDown: focus + columns * page,
    Home: 0,
    End: total - 1,
  }
  const wished = steps[key]
  if (wished === undefined) return undefined
  if (key === 'ArrowDown' && wished >= total) return focus
  return Math.min(Math.max(wished, 0), total - 1)
}

const isLastRow = (index: number, total: number, columns: number) =>
  Math.floor(index / columns) === Math.floor((total - 1) / columns)

/** What a key means in the grid, or undefined when it means nothing there. */
export function wishOf(event: Pressed, place: Place): GridWish | undefined {
  const { key, shiftKey } = event
  const isControl = event.ctrlKey || event.metaKey
  if (event.altKey) return undefined
  const index = target(key, place)
  if (index !== undefined) return { kind: 'move', index, mode: shiftKey ? 'extend' : isControl ? 'focus' : 'select' }
  if (key === ' ') return { kind: isControl ? 'toggle' : 'open' }
  if (key === 'Enter') return { kind: 'open' }
  if (key.toLowerCase() === 'a' && isControl) return { kind: 'selectAll' }
  if (key === 'Escape') return { kind: 'clear' }
  return key === 'Delete' || (key === 'Backspace' && event.metaKey) ? { kind: 'remove' } : undefined
}
