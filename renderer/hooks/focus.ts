/** Ids by which one part of the window hands the keyboard to another. */
export const searchBoxId = 'search-box'
export const libraryId = 'library'
export const gridId = 'grid'
export const stageId = 'stage'
export const queueId = 'queue'

/** Puts the keyboard into the search box, with its text selected. */
export function focusSearch(): void {
  const box = document.getElementById(searchBoxId)
  if (box instanceof HTMLInputElement) box.select()
  box?.focus()
}

/** Puts the keyboard onto the grid’s current cell; onto the grid, which hands it on, until it has cells. */
export function focusGrid(): void {
  const grid = document.getElementById(gridId)
  const cell = grid?.querySelector<HTMLElement>('[role="gridcell"][tabindex="0"]')
  ;(cell ?? grid)?.focus()
}

/** Puts the keyboard onto the stage of the duplicates, where all its keys work; onto the queue while nothing is there. */
export function focusStage(): void {
  const stage = document.getElementById(stageId) ?? document.getElementById(queueId)
  stage?.focus({ preventScroll: true })
}

/** Whether nothing has the keyboard: what had it is gone. */
export const isFocusLost = (): boolean => document.activeElement === document.body
