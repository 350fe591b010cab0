/** In CSS pixels, or in pixels of a picture. */
export interface Size {
  width: number
  height: number
}

/** In CSS pixels from a pane’s left top corner, or normalised: 0 to 1 of a picture’s width and height. */
export interface Point {
  x: number
  y: number
}

/** What every pane shows: the scale against the size that fits, and the normalised point in the pane’s middle. */
export interface Viewport extends Point {
  scale: number
}

/** Where a picture lies in its pane, in CSS pixels. */
export type Placement = Point & Size

export const fitted: Viewport = { scale: 1, x: 0.5, y: 0.5 }

const deepestZoom = 16
const sameShape = 0.02
const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most)

/** The size at which a picture just fits into a pane, enlarged if need be, so that pixel counts make no difference. */
export function frameIn(pane: Size, picture: Size): Size {
  const ratio = Math.min(pane.width / picture.width, pane.height / picture.height)
  return { width: picture.width * ratio, height: picture.height * ratio }
}

/** Whether two pictures have the same proportions, but for the rounding of a small one’s sides. */
export const haveSameShape = (a: Size, b: Size): boolean =>
  Math.abs(Math.log((a.width * b.height) / (a.height * b.width))) < sameShape

/** The frame of a picture beside another: the other’s own when their proportions are alike, so that pixels coincide. */
export const frameBeside = (pane: Size, picture: Size, other: Size): Size =>
  frameIn(pane, haveSameShape(picture, other) ? other : picture)

/** Where a frame lies in the pane that shows this part of it. */
export function placeIn(pane: Size, frame: Size, { scale, x, y }: Viewport): Placement {
  const [width, height] = [frame.width * scale, frame.height * scale]
  return { x: pane.width / 2 - x * width, y: pane.height / 2 - y * height, width, height }
}

/** The normalised point of a picture that lies under a point of its pane. */
export const pointUnder = (placement: Placement, at: Point): Point => ({
  x: (at.x - placement.x) / placement.width,
  y: (at.y - placement.y) / placement.height,
})

/** The viewport at another scale, with one normalised point held where it is. */
export function zoomedAt({ scale, x, y }: Viewport, next: number, held: Point): Viewport {
  const ratio = scale / next
  return { scale: next, x: held.x + (x - held.x) * ratio, y: held.y + (y - held.y) * ratio }
}

/** The scale at which one pixel of the picture is one pixel of the screen. */
export const naturalScale = (frame: Size, picture: Size, screenRatio: number): number =>
  picture.width / screenRatio / frame.width

/** A scale between what shows the whole picture and what shows its pixels as large squares. */
export const clampScale = (scale: number, natural: number): number =>
  clamp(scale, Math.min(1, natural), Math.max(1, natural) * deepestZoom)

/** The viewport moved so that no pane is emptier than it must be: what is smaller than the pane stays in its middle. */
export function clampInto(pane: Size, frame: Size, { scale, x, y }: Viewport): Viewport {
  return {
    scale,
    x: clampCentre(x, pane.width, frame.width * scale),
    y: clampCentre(y, pane.height, frame.height * scale),
  }
}

function clampCentre(centre: number, pane: number, picture: number): number {
  const half = pane / picture / 2
  return half >= 0.5 ? 0.5 : clamp(centre, half, 1 - half)
}
