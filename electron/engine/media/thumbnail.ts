import sharp from 'sharp'
import type { Pixels } from './luma.ts'
import type { Opened } from './open.ts'
import type { DecodeLimits } from './protocol.ts'

/** Longest side of a thumbnail, in pixels. */
const thumbnailSide = 384

/** Upright sRGB pixels over white, three bytes each, at most 384 px on a side; never enlarged. */
export async function shrink(opened: Opened, failOn: 'error' | 'none', limits: DecodeLimits): Promise<Pixels> {
  const { data, info } = await (await opened.pixels(failOn))
    .resize({ width: thumbnailSide, height: thumbnailSide, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .removeAlpha()
    .timeout({ seconds: Math.ceil(limits.milliseconds / 1000) })
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}

/** Pixels as the JPEG that is kept as their thumbnail. */
export async function encodeThumbnail({ data, width, height }: Pixels): Promise<Uint8Array<ArrayBuffer>> {
  const image = sharp(data, { raw: { width, height, channels: 3 } })
  return new Uint8Array(await image.jpeg({ quality: 80, optimiseCoding: false }).toBuffer())
}

/** The pixels of a thumbnail. Rejects when its bytes are damaged. */
export async function decodeThumbnail(jpeg: Uint8Array): Promise<Pixels> {
  const { data, info } = await sharp(jpeg)
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}
