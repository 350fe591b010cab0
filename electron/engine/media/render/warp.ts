import type { Rgba } from './raw.ts'

type Matrix = readonly number[]

/**
 * The projection that takes the unit square to four corners, by rows.
 * Source: P. Heckbert, Fundamentals of Texture Mapping and Image Warping, 1989, section 2.2.3.
 */
function projection(corners: readonly number[]): Matrix {
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0, x2 = 0, y2 = 0, x3 = 0, y3 = 0] = corners
  const [dx1, dx2, dx3] = [x1 - x2, x3 - x2, x0 - x1 + x2 - x3]
  const [dy1, dy2, dy3] = [y1 - y2, y3 - y2, y0 - y1 + y2 - y3]
  const whole = dx1 * dy2 - dx2 * dy1
  const g = (dx3 * dy2 - dx2 * dy3) / whole
  const h = (dx1 * dy3 - dx3 * dy1) / whole
  return [x1 - x0 + g * x1, x3 - x0 + h * x3, x0, y1 - y0 + g * y1, y3 - y0 + h * y3, y0, g, h, 1]
}

/** The adjugate, which is as good as the inverse for a projection. */
function inverse([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0]: Matrix): Matrix {
  return [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ]
}

/** Copies the pixel between four to `at`, weighted; beyond the edge it is transparent. */
function sample({ data, width, height }: Rgba, x: number, y: number, to: Uint8Array, at: number): void {
  const left = Math.floor(x)
  const top = Math.floor(y)
  let red = 0
  let green = 0
  let blue = 0
  let opacity = 0
  for (let corner = 0; corner < 4; corner++) {
    const column = left + (corner & 1)
    const row = top + (corner >> 1)
    if (column < 0 || row < 0 || column >= width || row >= height) continue
    const from = (row * width + column) * 4
    const share = (1 - Math.abs(x - column)) * (1 - Math.abs(y - row)) * (data[from + 3] as number)
    red += (data[from] as number) * share
    green += (data[from + 1] as number) * share
    blue += (data[from + 2] as number) * share
    opacity += share
  }
  if (opacity === 0) return
  to[at] = red / opacity + 0.5
  to[at + 1] = green / opacity + 0.5
  to[at + 2] = blue / opacity + 0.5
  to[at + 3] = opacity + 0.5
}

/** Pulls the corners of a picture to four points, clockwise from the top left; what leaves its bounds is lost. */
export function warp(raw: Rgba, { corners }: { corners: readonly number[] }): Rgba {
  const { width, height } = raw
  const data = new Uint8Array(raw.data.length)
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0] = inverse(projection(corners))
  for (let row = 0, at = 0; row < height; row++)
    for (let column = 0; column < width; column++, at += 4) {
      const x = column + 0.5
      const y = row + 0.5
      const depth = g * x + h * y + i
      sample(raw, ((a * x + b * y + c) / depth) * width - 0.5, ((d * x + e * y + f) / depth) * height - 0.5, data, at)
    }
  return { ...raw, data }
}
