import sharp from 'sharp'
import type { Box, Size } from '../drawing.ts'
import { jpegQuality } from '../encoding.ts'
import type { DecodeLimits, Described, Drawn } from '../protocol.ts'
import { drawRaw } from './draw.ts'
import { imageOf } from './raw.ts'
import { openBytes, readBytes } from './read.ts'

/** Reads what comes before the pixels. Rejects when no decoder knows the file. */
export async function describe({ path, page }: { path: string; page: number }): Promise<Described> {
  const bytes = readBytes(path)
  const { format, width, height, frames, hasAlpha } = await openBytes(bytes, page)
  return { format, width, height, frames, alpha: hasAlpha, quality: format === 'jpeg' ? jpegQuality(bytes) : null }
}

/** What is left of a drawing when borders of one colour are cut off; all of it where nothing else is in it. */
export async function trim({ tolerance, ...drawn }: Drawn & { tolerance: number }, limits: DecodeLimits): Promise<Box> {
  const raw = await drawRaw(drawn, limits)
  const { info } = await imageOf(raw).trim({ threshold: tolerance }).raw().toBuffer({ resolveWithObject: true })
  const { width, height, trimOffsetLeft = 0, trimOffsetTop = 0 } = info
  return { left: Math.abs(trimOffsetLeft), top: Math.abs(trimOffsetTop), width, height }
}

const usualDensity = 72

/** Draws an SVG at that size, as PNG. */
export async function rasterize(
  { path, width, height }: { path: string } & Size,
  limits: DecodeLimits,
): Promise<Uint8Array> {
  const bytes = readBytes(path)
  const natural = await sharp(bytes).metadata()
  const scale = Math.max(width / natural.width, height / natural.height)
  const density = Math.max(1, Math.min(100_000, usualDensity * scale))
  const image = sharp(bytes, { density, limitInputPixels: limits.pixels })
  return image.resize({ width, height, fit: 'fill' }).png({ compressionLevel: 1 }).toBuffer()
}
