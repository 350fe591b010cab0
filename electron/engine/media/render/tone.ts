import type { Color, Fill } from '../drawing.ts'
import { dominantOf, imageOf, type Raw, rawOf } from './raw.ts'

/** Brightness of the pixel at `at`, 0 to 255. Source: ITU-R BT.601, in 65,536ths. */
const luma = (data: Uint8Array, at: number) =>
  (19_595 * (data[at] as number) + 38_470 * (data[at + 1] as number) + 7471 * (data[at + 2] as number) + 32_768) >> 16

/** Changes colours in place and leaves opacity alone; `change` gets the data and where a pixel starts. */
function eachPixel<R extends Raw>(raw: R, change: (data: Uint8Array, at: number) => void): R {
  for (let at = 0; at < raw.data.length; at += raw.channels) change(raw.data, at)
  return raw
}

export const greyscale = (raw: Raw): Raw =>
  eachPixel(raw, (data, at) => {
    const light = luma(data, at)
    data[at] = light
    data[at + 1] = light
    data[at + 2] = light
  })

/** Tints by brightness: black stays black, white becomes the colour; `share` is how much of that shows. */
export const colorize = (raw: Raw, { color, share }: { color: Color; share: number }): Raw =>
  eachPixel(raw, (data, at) => {
    const light = luma(data, at) / 255
    for (let channel = 0; channel < 3; channel++) {
      const own = data[at + channel] as number
      data[at + channel] = own + ((color[channel] as number) * light - own) * share + 0.5
    }
  })

const furthest = Math.hypot(255, 255, 255)

/** Moves colours near `from` by as much as `from` is moved to become `to`: shades of it stay shades. */
export async function replaceColor(
  raw: Raw,
  { to, tolerance, from }: { to: Color; tolerance: number; from: Fill },
): Promise<Raw> {
  const [red, green, blue] = from === 'dominant' ? await dominantOf(raw) : from
  const shift = [to[0] - red, to[1] - green, to[2] - blue]
  const most = (tolerance * furthest) ** 2
  return eachPixel(raw, (data, at) => {
    const r = (data[at] as number) - red
    const g = (data[at + 1] as number) - green
    const b = (data[at + 2] as number) - blue
    if (r * r + g * g + b * b > most) return
    for (let channel = 0; channel < 3; channel++)
      data[at + channel] = Math.max(0, Math.min(255, (data[at + channel] as number) + (shift[channel] as number)))
  })
}

/** Adds what a blurred copy lacks, where the two differ by more than `threshold` of the range. */
export async function unsharpMask(
  raw: Raw,
  { sigma, amount, threshold }: { sigma: number; amount: number; threshold: number },
  seconds: number,
): Promise<Raw> {
  const soft = await rawOf(imageOf(raw).blur(Math.max(0.3, sigma)), seconds)
  return eachPixel(raw, (data, at) => {
    for (let channel = 0; channel < 3; channel++) {
      const own = data[at + channel] as number
      const difference = own - (soft.data[at + channel] as number)
      if (Math.abs(difference) > threshold * 255)
        data[at + channel] = Math.max(0, Math.min(255, Math.round(own + amount * difference)))
    }
  })
}
