import type { Point, Size } from '../../../../ui/panes/viewport.ts'

/** Part of a picture: whole pixels, at least one each way, never beyond the picture. */
export type Box = Point & Size

/** A corner or side by which a box is drawn, told by compass: `nw` is at the top left. */
export type Handle = 'nw' | 'n' | 'ne' | 'e' | 'se' | 's' | 'sw' | 'w'

export const handles: readonly Handle[] = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w']

/** One side of a box: where it begins and how long it is. */
interface Span {
  start: number
  length: number
}

const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), Math.max(least, most))

/** The whole picture. */
export const wholeOf = ({ width, height }: Size): Box => ({ x: 0, y: 0, width, height })

export const isWhole = (box: Box, size: Size): boolean => box.width === size.width && box.height === size.height

function spanWithin(start: number, length: number, most: number): Span {
  const inside = clamp(Math.round(length), 1, most)
  return { start: clamp(Math.round(start), 0, most - inside), length: inside }
}

/** The box nearest to any four numbers that is one: whole pixels within the picture, its size kept as far as it fits. */
export function boxWithin({ x, y, width, height }: Box, size: Size): Box {
  const across = spanWithin(x, width, size.width)
  const down = spanWithin(y, height, size.height)
  return { x: across.start, y: down.start, width: across.length, height: down.length }
}

/** The box moved by so many pixels, as far as the picture goes. */
export const moved = (box: Box, { x, y }: Point, size: Size): Box =>
  boxWithin({ ...box, x: box.x + x, y: box.y + y }, size)

/** Whether whole pixels come no nearer to a ratio (width to height). */
const hasRatio = ({ width, height }: Size, ratio: number) =>
  Math.abs(width - height * ratio) <= 0.5 || Math.abs(height - width / ratio) <= 0.5

/** The largest size of a ratio (width to height) that fits into another: that itself where it has the ratio. */
export function largest(size: Size, ratio: number): Size {
  const { width, height } = size
  if (hasRatio(size, ratio)) return { width, height }
  const fitted = width / height > ratio ? { width: height * ratio, height } : { width, height: width / ratio }
  return {
    width: clamp(Math.round(fitted.width), 1, width),
    height: clamp(Math.round(fitted.height), 1, height),
  }
}

/** The largest part of a box with that ratio, about the same middle. */
export function withRatio(box: Box, ratio: number, size: Size): Box {
  const inner = largest(box, ratio)
  const at = { x: box.x + (box.width - inner.width) / 2, y: box.y + (box.height - inner.height) / 2 }
  return boxWithin({ ...at, ...inner }, size)
}

/** The box between two points of a picture; with a ratio the first stays its corner, and the nearer side follows. */
export function between(from: Point, to: Point, size: Size, ratio?: number): Box {
  const corner = { x: clamp(Math.round(from.x), 0, size.width), y: clamp(Math.round(from.y), 0, size.height) }
  const other = { x: clamp(Math.round(to.x), 0, size.width), y: clamp(Math.round(to.y), 0, size.height) }
  const isLeft = other.x < corner.x || corner.x === size.width
  const isAbove = other.y < corner.y || corner.y === size.height
  const room = { width: isLeft ? corner.x : size.width - corner.x, height: isAbove ? corner.y : size.height - corner.y }
  const wished = { width: Math.abs(other.x - corner.x), height: Math.abs(other.y - corner.y) }
  const drawn = ratio === undefined ? wished : sized(wished, room, ratio)
  const width = clamp(drawn.width, 1, room.width)
  const height = clamp(drawn.height, 1, room.height)
  return { x: isLeft ? corner.x - width : corner.x, y: isAbove ? corner.y - height : corner.y, width, height }
}

/** As large as either side wishes, with that ratio, within the room there is. */
function sized(wished: Size, room: Size, ratio: number): Size {
  const most = largest(room, ratio)
  const width = Math.min(Math.max(wished.width, wished.height * ratio, 1), most.width)
  return { width: Math.round(width), height: clamp(Math.round(width / ratio), 1, room.height) }
}

const edges = ({ x, y, width, height }: Box) => ({ left: x, top: y, right: x + width, bottom: y + height })

/**
 * The box with a corner or side drawn by so many pixels; what lies opposite stays. With a ratio the other side
 * follows: from a corner towards the opposite one, from a side about its middle.
 */
export function resized(box: Box, handle: Handle, { x, y }: Point, size: Size, ratio?: number): Box {
  const { left, top, right, bottom } = edges(box)
  const isWest = handle.includes('w')
  const isNorth = handle.includes('n')
  const moves = { x: /[ew]/.test(handle) ? x : 0, y: /[ns]/.test(handle) ? y : 0 }
  const from = { x: isWest ? right : left, y: isNorth ? bottom : top }
  const to = {
    x: beyond((isWest ? left : right) + moves.x, from.x, isWest),
    y: beyond((isNorth ? top : bottom) + moves.y, from.y, isNorth),
  }
  if (ratio === undefined || handle.length === 2) return between(from, to, size, ratio)
  return alongside(between(from, to, size), box, handle, size, ratio)
}

/** An edge never passes the one opposite: the box does not turn over. */
const beyond = (edge: number, opposite: number, isBefore: boolean) =>
  isBefore ? Math.min(edge, opposite - 1) : Math.max(edge, opposite + 1)

/** A box whose one side was drawn, its other made to follow about the former middle. */
function alongside(drawn: Box, before: Box, handle: Handle, size: Size, ratio: number): Box {
  const isAcross = handle === 'e' || handle === 'w'
  const wished = isAcross
    ? { width: drawn.width, height: drawn.width / ratio }
    : { width: drawn.height * ratio, height: drawn.height }
  const fits = wished.width <= size.width && wished.height <= size.height
  const { width, height } = fits ? wished : largest(size, ratio)
  const x = isAcross
    ? handle === 'w'
      ? before.x + before.width - width
      : before.x
    : before.x + (before.width - width) / 2
  const y = isAcross
    ? before.y + (before.height - height) / 2
    : handle === 'n'
      ? before.y + before.height - height
      : before.y
  return boxWithin({ x, y, width, height }, size)
}
