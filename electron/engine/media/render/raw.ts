import sharp, { type Sharp } from 'sharp'
import type { Color, Size } from '../drawing.ts'

/** Upright sRGB pixels, not premultiplied; three bytes each, or four with opacity. */
export interface Raw extends Size {
  data: Uint8Array
  channels: 3 | 4
}

/** Raw pixels with opacity. */
export interface Rgba extends Size {
  data: Uint8Array
  channels: 4
}

export const imageOf = ({ data, width, height, channels }: Raw): Sharp =>
  sharp(data, { raw: { width, height, channels }, limitInputPixels: false })

/** Runs a pipeline; grey pictures and those of other colour spaces become sRGB. */
export async function rawOf(image: Sharp, seconds: number): Promise<Raw> {
  const { data, info } = await image
    .toColourspace('srgb')
    .timeout({ seconds })
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height, channels: info.channels === 4 ? 4 : 3 }
}

/** The same pixels with opacity, in memory of their own. */
export function rgbaOf({ data, width, height, channels }: Raw): Rgba {
  if (channels === 4) return { data: new Uint8Array(data), width, height, channels }
  const opaque = new Uint8Array(width * height * 4).fill(255)
  for (let from = 0, to = 0; to < opaque.length; from += 3, to += 4) {
    opaque[to] = data[from] as number
    opaque[to + 1] = data[from + 1] as number
    opaque[to + 2] = data[from + 2] as number
  }
  return { data: opaque, width, height, channels: 4 }
}

/** A colour as sharp takes it. */
export const background = ([r, g, b, alpha]: Color) => ({ r, g, b, alpha })

/** The colour that a picture has most of, opaque. */
export async function dominantOf(raw: Raw): Promise<Color> {
  const { dominant } = await imageOf(raw).stats()
  return [dominant.r, dominant.g, dominant.b, 1]
}

/** Makes pixels of one colour. */
export function filled({ width, height }: Size, [red, green, blue, opacity]: Color): Rgba {
  const data = new Uint8Array(width * height * 4)
  const pixel = new Uint8Array([red, green, blue, Math.round(opacity * 255)])
  const asNumber = new Uint32Array(pixel.buffer)[0] as number
  new Uint32Array(data.buffer).fill(asNumber)
  return { data, width, height, channels: 4 }
}
