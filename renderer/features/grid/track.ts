/** The longest element that the grid scrolls over: Chromium clamps elements at 33.5 M px and loses precision before. */
const longestTrack = 8_000_000
/** So far from either end, one pixel of the track is one pixel of the grid, so that both ends are reached exactly. */
const exactEdge = 1_000_000
/** Scrolling farther than this many viewports at once is a jump of the scrollbar, not a movement of the wheel. */
const jumpViewports = 4

/** A grid of any height on a track of bounded height; all in CSS pixels. */
export interface Track {
  gridHeight: number
  trackHeight: number
  viewport: number
}

export function createTrack(gridHeight: number, viewport: number): Track {
  return { gridHeight, trackHeight: Math.min(gridHeight, longestTrack), viewport }
}

const range = (height: number, viewport: number) => Math.max(0, height - viewport)
const clamp = (value: number, most: number) => Math.min(Math.max(value, 0), most)

/** Maps [0, from] onto [0, to]: exact near both ends, linear between. Its inverse is itself with ends exchanged. */
function mapBetween(value: number, from: number, to: number): number {
  const inside = clamp(value, from)
  if (from === to || inside <= exactEdge) return Math.min(inside, to)
  if (inside >= from - exactEdge) return to - (from - inside)
  return exactEdge + ((inside - exactEdge) * (to - 2 * exactEdge)) / (from - 2 * exactEdge)
}

/** Where on the track an offset into the grid belongs. */
export function trackOffset({ gridHeight, trackHeight, viewport }: Track, offset: number): number {
  return mapBetween(offset, range(gridHeight, viewport), range(trackHeight, viewport))
}

/** Which offset into the grid a place on the track stands for. */
export function gridOffset({ gridHeight, trackHeight, viewport }: Track, top: number): number {
  return mapBetween(top, range(trackHeight, viewport), range(gridHeight, viewport))
}

/**
 * Where the grid is scrolled to. `base` is what is added to a place on the track to get the offset into the grid;
 * it stays the same while the wheel turns, so that scrolling is the browser’s own.
 */
export interface Position {
  offset: number
  base: number
  top: number
}

/** The position after the browser scrolled the track to `top`. */
export function follow(track: Track, { offset, top: before }: Position, top: number): Position {
  const delta = top - before
  const isJump = track.gridHeight === track.trackHeight || Math.abs(delta) > jumpViewports * track.viewport
  const moved = isJump ? gridOffset(track, top) : offset + delta
  const next = clamp(moved, range(track.gridHeight, track.viewport))
  return { offset: next, base: next - top, top }
}

/** The position at an offset into the grid, with the track scrolled to where that belongs. */
export function settle(track: Track, offset: number): Position {
  const inside = clamp(offset, range(track.gridHeight, track.viewport))
  const top = trackOffset(track, inside)
  return { offset: inside, base: inside - top, top }
}
