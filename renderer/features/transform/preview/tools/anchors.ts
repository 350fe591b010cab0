import type { Point, Size } from '../../../../ui/panes/viewport.ts'

/** What a crop may keep of a picture, in the order of reading. */
export const anchors = [
  ...(['top_left', 'top', 'top_right'] as const),
  ...(['left', 'center', 'right'] as const),
  ...(['bottom_left', 'bottom', 'bottom_right'] as const),
]
export type Anchor = (typeof anchors)[number]

const places: Record<Anchor, Point> = {
  ...{ top_left: { x: 0, y: 0 }, top: { x: 0.5, y: 0 }, top_right: { x: 1, y: 0 } },
  ...{ left: { x: 0, y: 0.5 }, center: { x: 0.5, y: 0.5 }, right: { x: 1, y: 0.5 } },
  ...{ bottom_left: { x: 0, y: 1 }, bottom: { x: 0.5, y: 1 }, bottom_right: { x: 1, y: 1 } },
}

export const isAnchor = (word: string): word is Anchor => Object.hasOwn(places, word)

/** How the space left over is shared: 0 at the left or top, 1 at the right or bottom; undefined for other words. */
export function anchorOf(word: Anchor): Point
export function anchorOf(word: string): Point | undefined
export function anchorOf(word: string): Point | undefined {
  return isAnchor(word) ? places[word] : undefined
}

/** Whole pixels before a box that is placed in a picture, as the renderer rounds them. */
export const leftOver = (size: Size, box: Size, { x, y }: Point): Point => ({
  x: Math.round((size.width - box.width) * x),
  y: Math.round((size.height - box.height) * y),
})

/** The anchor nearest to a point, 0 to 1 of the picture each way. */
export function nearestAnchor({ x, y }: Point): Anchor {
  const third = (share: number) => Math.min(2, Math.max(0, Math.floor(share * 3)))
  return anchors[third(y) * 3 + third(x)] ?? 'center'
}
