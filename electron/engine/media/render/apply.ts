import type { Color, Operation, Size } from '../drawing.ts'
import { back, fade } from './blend.ts'
import { gradient } from './gradient.ts'
import { background, dominantOf, imageOf, type Raw, rawOf, rgbaOf } from './raw.ts'
import { round } from './round.ts'
import { shadow } from './shadow.ts'
import { surround } from './surround.ts'
import { colorize, greyscale, replaceColor, unsharpMask } from './tone.ts'
import { warp } from './warp.ts'

type Kind = Operation['kind']
/** What is done to pixels as a whole: all but layers, and what flows in a pipeline. */
type Applied = Exclude<Operation, { kind: 'layer' | 'resize' | 'extract' }>
type Apply<K extends Kind> = (
  raw: Raw,
  operation: Extract<Operation, { kind: K }>,
  seconds: number,
) => Raw | Promise<Raw>

/** Cuts or fills a pixel where rounding made a turned picture another size than planned. */
async function fitted(raw: Raw, { width, height }: Size, color: Color, seconds: number): Promise<Raw> {
  const kept = { width: Math.min(width, raw.width), height: Math.min(height, raw.height) }
  const left = Math.floor((raw.width - kept.width) / 2)
  const top = Math.floor((raw.height - kept.height) / 2)
  const cut = await rawOf(imageOf(raw).extract({ left, top, ...kept }), seconds)
  const missing = { right: width - kept.width, bottom: height - kept.height }
  return rawOf(imageOf(cut).extend({ ...missing, background: background(color) }), seconds)
}

const operations: { [K in Applied['kind']]: Apply<K> } = {
  attend: (raw, { width, height }, seconds) =>
    rawOf(imageOf(raw).resize({ width, height, fit: 'cover', position: 'attention' }), seconds),
  extend: async (raw, { fill, top, right, bottom, left }, seconds) => {
    const color = fill === 'dominant' ? await dominantOf(raw) : fill
    return rawOf(imageOf(raw).extend({ top, right, bottom, left, background: background(color) }), seconds)
  },
  surround,
  rotate: async (raw, { degrees, fill, width, height }, seconds) => {
    const turned = await rawOf(imageOf(rgbaOf(raw)).rotate(degrees, { background: background(fill) }), seconds)
    const isSame = turned.width === width && turned.height === height
    return isSame ? turned : fitted(turned, { width, height }, fill, seconds)
  },
  flip: (raw, { horizontally, vertically }, seconds) =>
    rawOf(imageOf(raw).flop(horizontally).flip(vertically), seconds),
  stretchContrast: (raw, _, seconds) => rawOf(imageOf(raw).normalise(), seconds),
  sharpen: (raw, { sigma }, seconds) => rawOf(imageOf(raw).sharpen({ sigma }), seconds),
  blur: (raw, { sigma }, seconds) => rawOf(imageOf(raw).blur(sigma), seconds),
  unsharpMask,
  greyscale,
  colorize,
  replaceColor,
  gradient: (raw, operation) => gradient(rgbaOf(raw), operation),
  fade: (raw, operation) => fade(rgbaOf(raw), operation),
  round: (raw, operation) => round(rgbaOf(raw), operation),
  warp: (raw, operation) => warp(rgbaOf(raw), operation),
  shadow: (raw, operation) => shadow(rgbaOf(raw), operation),
  back: (raw, operation) => back(rgbaOf(raw), operation),
}

/** Does one operation to pixels, which it may change in place. */
export async function applyTo(raw: Raw, operation: Applied | Operation, seconds: number): Promise<Raw> {
  const apply = operations[operation.kind as Applied['kind']] as Apply<Kind>
  return apply(raw, operation, seconds)
}
