/** From no difference to a large one: dark, purple, orange, pale yellow; its lightness rises, for eyes that see no hue. */
const stops = [
  [0, 0, 0],
  [96, 20, 120],
  [214, 62, 74],
  [252, 158, 36],
  [252, 250, 176],
] as const

/** How bright the picture below remains where nothing differs. */
const groundShare = 0.3

/** Writes the colour of a heat (1 and more is hottest) over a ground of 0 to 255, as RGBA at a place of the pixels. */
export function heatOf(heat: number, ground: number, pixels: Uint8ClampedArray, place: number): void {
  const depth = Math.min(heat, 1) * (stops.length - 1)
  const below = Math.min(Math.floor(depth), stops.length - 2)
  const share = depth - below
  const dim = ground * groundShare * Math.max(0, 1 - heat * 3)
  for (let channel = 0; channel < 3; channel += 1) {
    const from = stops[below]?.[channel] ?? 0
    pixels[place + channel] = dim + from + ((stops[below + 1]?.[channel] ?? 0) - from) * share
  }
  pixels[place + 3] = 255
}

/** The colours of all heats from 0 to 1, for a legend. */
export const heatGradient = `linear-gradient(to right, ${stops.map((stop) => `rgb(${stop.join(' ')})`).join(', ')})`
