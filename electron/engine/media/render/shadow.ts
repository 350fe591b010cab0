import sharp from 'sharp'
import { under } from './blend.ts'
import type { Rgba } from './raw.ts'

/** The opacities of a picture, moved; what leaves the picture is lost. */
function movedOpacity({ data, width, height }: Rgba, right: number, down: number): Uint8Array {
  const moved = new Uint8Array(width * height)
  for (let y = Math.max(0, down); y < Math.min(height, height + down); y++)
    for (let x = Math.max(0, right); x < Math.min(width, width + right); x++)
      moved[y * width + x] = data[((y - down) * width + x - right) * 4 + 3] as number
  return moved
}

/** Puts a black, blurred copy of what is not transparent behind the picture, within its bounds. */
export async function shadow(
  raw: Rgba,
  { sigma, opacity, x, y }: { sigma: number; opacity: number; x: number; y: number },
): Promise<Rgba> {
  const { data, width, height } = raw
  const cast = movedOpacity(raw, x, y)
  const plane = sharp(cast, { raw: { width, height, channels: 1 } })
  const soft = sigma < 0.3 ? cast : await plane.blur(sigma).extractChannel(0).raw().toBuffer()
  for (let at = 0; at < data.length; at += 4) under(data, at, [0, 0, 0, ((soft[at / 4] as number) / 255) * opacity])
  return raw
}
