import type { Color } from '../drawing.ts'
import type { Rgba } from './raw.ts'

/** Lays a colour over the pixel at `at`. Source: W3C, Compositing and Blending Level 1, source over. */
export function over(data: Uint8Array, at: number, color: Color): void {
  const opacity = color[3]
  const below = ((data[at + 3] as number) / 255) * (1 - opacity)
  const result = opacity + below
  if (opacity <= 0 || result <= 0) return
  data[at] = (color[0] * opacity + (data[at] as number) * below) / result + 0.5
  data[at + 1] = (color[1] * opacity + (data[at + 1] as number) * below) / result + 0.5
  data[at + 2] = (color[2] * opacity + (data[at + 2] as number) * below) / result + 0.5
  data[at + 3] = result * 255 + 0.5
}

/** Puts a colour behind the pixel at `at`: destination over. */
export function under(data: Uint8Array, at: number, [red, green, blue, opacity]: Color): void {
  const above = (data[at + 3] as number) / 255
  const behind = opacity * (1 - above)
  const result = above + behind
  if (result <= 0) return
  data[at] = ((data[at] as number) * above + red * behind) / result + 0.5
  data[at + 1] = ((data[at + 1] as number) * above + green * behind) / result + 0.5
  data[at + 2] = ((data[at + 2] as number) * above + blue * behind) / result + 0.5
  data[at + 3] = result * 255 + 0.5
}

/** Puts one colour behind all that is transparent. */
export function back(raw: Rgba, { color }: { color: Color }): Rgba {
  for (let at = 0; at < raw.data.length; at += 4) if (raw.data[at + 3] !== 255) under(raw.data, at, color)
  return raw
}

/** Makes everything more transparent. */
export function fade(raw: Rgba, { opacity }: { opacity: number }): Rgba {
  for (let at = 3; at < raw.data.length; at += 4) raw.data[at] = (raw.data[at] as number) * opacity + 0.5
  return raw
}
