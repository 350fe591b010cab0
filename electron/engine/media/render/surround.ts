import type { Box, Size, Surrounding } from '../drawing.ts'
import { imageOf, type Raw, rawOf } from './raw.ts'

/** The picture itself over the whole box, blurred and made lighter or darker. */
async function blurred(raw: Raw, box: Size, look: Surrounding & { kind: 'blurred' }, seconds: number): Promise<Raw> {
  const cover = imageOf(raw)
    .flatten()
    .resize({ ...box, fit: 'cover' })
  return rawOf(cover.blur(look.sigma).linear(1, look.brightness), seconds)
}

/** A gradient between the averages of the picture’s halves or quarters. */
async function gradient(raw: Raw, box: Size, look: Surrounding & { kind: 'gradient' }, seconds: number): Promise<Raw> {
  const across = look.corners === 4 ? 2 : 1
  const few = await rawOf(imageOf(raw).flatten().resize({ width: across, height: 2, fit: 'fill' }), seconds)
  const image = imageOf(few).resize({ ...box, fit: 'fill', kernel: 'linear' })
  return rawOf(look.inverted ? image.negate({ alpha: false }) : image, seconds)
}

/** Lays a picture into a larger box that is filled with colours of its own. */
export async function surround(
  raw: Raw,
  { look, left, top, width, height }: Box & { look: Surrounding },
  seconds: number,
): Promise<Raw> {
  const box = { width, height }
  const behind = look.kind === 'blurred' ? blurred(raw, box, look, seconds) : gradient(raw, box, look, seconds)
  const { data, channels } = raw
  const input = { input: Buffer.from(data), raw: { width: raw.width, height: raw.height, channels }, left, top }
  return rawOf(imageOf(await behind).composite([input]), seconds)
}
