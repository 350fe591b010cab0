import type { Corner } from '../drawing.ts'
import type { Rgba } from './raw.ts'

/** How much of a pixel lies within an ellipse, `x` and `y` being its centre’s distance from the ellipse’s. */
function coverage(x: number, y: number, { x: a, y: b }: Corner): number {
  const reach = Math.hypot(x / a, y / b)
  if (reach === 0) return 1
  // Distance to the edge along the gradient of the ellipse’s equation, in pixels.
  const slope = Math.hypot(x / (a * a), y / (b * b)) / reach
  return Math.max(0, Math.min(1, (1 - reach) / slope + 0.5))
}

/** Rounds one corner; `right` and `bottom` tell which. */
function roundCorner({ data, width, height }: Rgba, corner: Corner, right: boolean, bottom: boolean): void {
  for (let row = 0; row < Math.ceil(corner.y); row++)
    for (let column = 0; column < Math.ceil(corner.x); column++) {
      const x = right ? width - 1 - column : column
      const y = bottom ? height - 1 - row : row
      const at = (y * width + x) * 4 + 3
      const share = coverage(Math.max(0, corner.x - column - 0.5), Math.max(0, corner.y - row - 0.5), corner)
      data[at] = (data[at] as number) * share + 0.5
    }
}

/** Makes corners transparent beyond an ellipse; clockwise from the top left. */
export function round(raw: Rgba, { corners }: { corners: readonly [Corner, Corner, Corner, Corner] }): Rgba {
  corners.forEach((corner, index) => {
    if (corner.x > 0 && corner.y > 0) roundCorner(raw, corner, index === 1 || index === 2, index >= 2)
  })
  return raw
}
