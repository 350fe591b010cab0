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

/** Puts the keyboard onto the grid’s current cell. */
export function focusGrid(): void {
  document.querySelector<HTMLElement>(`#${gridId} [role="gridcell"][tabindex="0"]`)?.focus()
}

/** Puts the keyboard onto the stage of the duplicates, where all its keys work. */
export function focusStage(): void {
  document.getElementById(stageId)?.focus({ preventScroll: true })
}
