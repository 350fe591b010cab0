import type { Box, LayerMode } from '../drawing.ts'
import { fade } from './blend.ts'
import { imageOf, type Raw, rawOf, rgbaOf } from './raw.ts'

const blends = { over: 'over', multiply: 'multiply', cutter: 'dest-in', cutout: 'dest-out' } as const

/** The part of a layer that lies within its base, and where. */
function overlap(
  layer: Raw,
  base: Raw,
  left: number,
  top: number,
): { from: Box; left: number; top: number } | undefined {
  const [x, y] = [Math.max(0, left), Math.max(0, top)]
  const width = Math.min(base.width, left + layer.width) - x
  const height = Math.min(base.height, top + layer.height) - y
  return width > 0 && height > 0
    ? { from: { left: x - left, top: y - top, width, height }, left: x, top: y }
    : undefined
}

/** Lays one picture over another; what lies outside is cut off. */
export async function lay(
  base: Raw,
  layer: Raw,
  { left, top, mode }: { left: number; top: number; mode: LayerMode },
  seconds: number,
): Promise<Raw> {
  const shared = overlap(layer, base, left, top)
  if (!shared) return mode === 'cutter' ? fade(rgbaOf(base), { opacity: 0 }) : base
  const { data, width, height, channels } = await rawOf(imageOf(layer).extract(shared.from), seconds)
  const input = { input: Buffer.from(data), raw: { width, height, channels }, blend: blends[mode] }
  return rawOf(imageOf(rgbaOf(base)).composite([{ ...input, left: shared.left, top: shared.top }]), seconds)
}
