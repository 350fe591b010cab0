import type { Color } from '../drawing.ts'
import { over } from './blend.ts'
import type { Rgba } from './raw.ts'

/** Colours between two, premultiplied on the way, so that a transparent end lends no colour of its own. */
function between(from: Color, to: Color, share: number): Color {
  const opacity = from[3] + (to[3] - from[3]) * share
  if (opacity <= 0) return [0, 0, 0, 0]
  const mix = (a: number, b: number) => (a * from[3] * (1 - share) + b * to[3] * share) / opacity
  return [mix(from[0], to[0]), mix(from[1], to[1]), mix(from[2], to[2]), opacity]
}

/** Lays a linear gradient over the picture: 0 degrees upwards, 90 to the right; `length` pixels until its end. */
export function gradient(
  raw: Rgba,
  { degrees, from, to, length }: { degrees: number; from: Color; to: Color; length: number },
): Rgba {
  const { data, width, height } = raw
  const angle = (degrees * Math.PI) / 180
  const [x, y] = [Math.sin(angle), -Math.cos(angle)]
  // The line begins at the corner that lies furthest back in its direction.
  const start = (x < 0 ? width * x : 0) + (y < 0 ? height * y : 0)
  const steps = Array.from({ length: 1025 }, (_, step) => between(from, to, step / 1024))
  for (let row = 0, at = 0; row < height; row++)
    for (let column = 0; column < width; column++, at += 4) {
      const share = ((column + 0.5) * x + (row + 0.5) * y - start) / length
      over(data, at, steps[Math.round(Math.max(0, Math.min(1, share)) * 1024)] as Color)
    }
  return raw
}
