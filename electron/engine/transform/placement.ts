import { Failure } from '#shared/failure.ts'
import type { LayerMode, Size } from '../media/drawing.ts'
import { center, leftOver, type Place, placeOf } from './focus.ts'
import type { Given } from './given.ts'

/** Codes that say where a layer lies and how it meets what is below. */
export const placementCodes = new Set(['lx', 'ly', 'lxc', 'lyc', 'lap', 'lfo', 'lm', 'lso', 'leo', 'ldu'])

interface Axis {
  /** Where an edge or the centre of the layer is; negative values count from the far side. */
  edge: number | undefined
  middle: number | undefined
  base: number
  layer: number
  anchor: number
}

function along({ edge, middle, base, layer, anchor }: Axis): number {
  if (edge !== undefined) return edge < 0 ? base + edge - layer * (1 - anchor) : edge - layer * anchor
  if (middle !== undefined) return (middle < 0 ? base + middle : middle) - layer / 2
  return 0
}

function placeWord(given: Given, code: 'lfo' | 'lap'): Place | undefined {
  const word = given.text(code)?.toLowerCase()
  return word === undefined
    ? undefined
    : (placeOf(word) ?? given.ignore(code, 'it has to be a side, a corner or center.'))
}

/** Left and top edge of a layer in its base; it may lie partly outside. Coordinates win over `lfo`. */
export function positionOf(given: Given, layer: Size, base: Size): { left: number; top: number } {
  const [x, y, xCenter, yCenter] = (['lx', 'ly', 'lxc', 'lyc'] as const).map((code) => given.number(code))
  const focus = placeWord(given, 'lfo')
  const anchor = placeWord(given, 'lap') ?? { x: 0, y: 0 }
  if ([x, y, xCenter, yCenter].every((value) => value === undefined)) return leftOver(base, layer, focus ?? center)
  const across = { edge: x, middle: xCenter, base: base.width, layer: layer.width, anchor: anchor.x }
  const down = { edge: y, middle: yCenter, base: base.height, layer: layer.height, anchor: anchor.y }
  return { left: Math.round(along(across)), top: Math.round(along(down)) }
}

/** The same, moved so that nothing lies outside where that is possible. */
export function insideOf({ left, top }: { left: number; top: number }, layer: Size, base: Size) {
  const within = (at: number, most: number) => Math.max(0, Math.min(at, most))
  return { left: within(left, base.width - layer.width), top: within(top, base.height - layer.height) }
}

/** Reads `lm`. Fails with `unsupported` for displacement, and for times, which only videos have. */
export function modeOf(given: Given): LayerMode {
  const unsupported = (field: string, message: string) => new Failure('unsupported', message, { field })
  const time = ['lso', 'leo', 'ldu'].find((code) => given.has(code))
  if (time) throw unsupported(time, `${time} is for videos, which are not rendered here: take it out.`)
  const mode = given.word('lm', ['multiply', 'cutter', 'cutout', 'displace'])
  if (mode === 'displace') throw unsupported('lm', 'lm-displace is not rendered here: choose another mode.')
  return mode ?? 'over'
}
