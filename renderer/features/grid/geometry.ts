/** Space around and between tiles, in CSS pixels. */
export const padding = 16
export const gap = 12
const captionHeight = 26

/** How many tiles stand in a row, how wide each is, and how high a row is with the gap below it. */
export interface Geometry {
  columns: number
  tile: number
  rowHeight: number
}

/** Fills the width with whole tiles that are at least as wide as wished. */
export function layOut(width: number, wished: number): Geometry {
  const inner = Math.max(width - 2 * padding, wished)
  const columns = Math.max(1, Math.floor((inner + gap) / (wished + gap)))
  const tile = Math.floor((inner - gap * (columns - 1)) / columns)
  return { columns, tile, rowHeight: tile + captionHeight + gap }
}

/** Where to scroll so that a row is in sight, moving as little as possible; `inset` is kept free at both ends. */
export function offsetToShow(row: number, rowHeight: number, offset: number, viewport: number): number {
  const top = row * rowHeight
  const bottom = top + rowHeight + 2 * padding - gap
  if (top < offset) return top
  return bottom > offset + viewport ? bottom - viewport : offset
}
