import { Failure } from '#shared/failure.ts'
import type { Item } from '#shared/imagekit/grammar.ts'
import type { Lettering, Sides, Size } from '../media/drawing.ts'
import { black, transparent } from './colors.ts'
import { createGiven, type Written } from './given.ts'
import { sketchOf } from './inputs.ts'
import { colorWithAlpha, decodeText, letteringOf, paddingOf } from './lettering.ts'
import { draw, type Scene } from './scene.ts'
import { type Sketch, variablesOf } from './sketch.ts'
import { side } from './wanted.ts'

/** Steps of a layer; those made of an old overlay know the codes they were written as. */
export type Steps = readonly (readonly (Item | Written)[])[]

export const isParameter = (item: Item | Written): item is Written => item.kind === 'parameter'
export const codesOfText = ['i', 'ie', 'fs', 'ff', 'co', 'ia', 'pa', 'al', 'tg', 'lh', 'w', 'h', 'bg']
export const codesOfCanvas = ['i', 'ie', 'w', 'h', 'bg', 'al']

/** The parameters of a layer’s first step that have these codes, ready to be read. */
function opening(steps: Steps, codes: readonly string[], sketch: Sketch, { planning }: Scene): Scene {
  const items = (steps[0] ?? []).filter(isParameter).filter(({ code }) => codes.includes(code))
  return { given: createGiven(items, planning, variablesOf(sketch)), sketch, planning, layers: [] }
}

/** Steps without the parameters that were read when the layer was opened. */
export function without(steps: Steps, codes: readonly string[]): Steps {
  const [first = [], ...more] = steps
  return [first.filter((item) => !isParameter(item) || !codes.includes(item.code)), ...more]
}

const blank = (parent: Size, size: Size): Sketch => ({
  input: { kind: 'canvas', color: transparent, ...size },
  operations: [],
  ...size,
  hasAlpha: true,
  original: undefined,
  parent,
  pages: 1,
  wishes: undefined,
})

const whole = (value: number) => Math.max(1, Math.round(value))

/** A plain colour as large as told, else as what it is laid over. */
export function canvasSketch(steps: Steps, scene: Scene): Sketch {
  const parent = { width: scene.sketch.width, height: scene.sketch.height }
  const open = opening(steps, codesOfCanvas, blank(parent, parent), scene)
  open.given.text('i')
  open.given.text('ie')
  const width = whole(side(open, 'w', parent.width) ?? parent.width)
  const height = whole(side(open, 'h', parent.height) ?? parent.height)
  const isGradient = steps.flat().some((item) => isParameter(item) && item.code === 'e-gradient')
  const color = colorWithAlpha(open, 'bg', isGradient ? transparent : black)
  scene.planning.allow({ width, height }, open.given.nameOf('w'))
  return {
    ...blank(parent, { width, height }),
    input: { kind: 'canvas', color, width, height },
    hasAlpha: color[3] < 1,
  }
}

/** The space around letters: padding, what is left of the width at which they break, and of the height told. */
function spaceAround(open: Scene, { wrap, align }: Lettering, size: Size): Sides {
  const padding = paddingOf(open)
  const least = side(open, 'h', open.sketch.parent?.height ?? 0) ?? 0
  const across = Math.max(0, (wrap ?? 0) - size.width)
  const down = Math.max(0, Math.round(least) - size.height - padding.top - padding.bottom)
  const before = Math.round(across * { left: 0, center: 0.5, right: 1 }[align])
  const above = Math.floor(down / 2)
  return {
    top: padding.top + above,
    right: padding.right + across - before,
    bottom: padding.bottom + down - above,
    left: padding.left + before,
  }
}

/** How large letters become. Fails with `invalid` before anything is drawn where that is clearly too large. */
async function measured(lettering: Lettering, { planning, given }: Scene): Promise<Size> {
  const most = planning.maxPixels / lettering.size ** 2
  if (lettering.text.length > most)
    throw planning.invalid(
      given.nameOf('fs'),
      `So much text of ${lettering.size} px is too large: choose a smaller font.`,
    )
  const size = await planning.sources.lettering(lettering)
  planning.allow(size, given.nameOf('fs'))
  return size
}

/** Letters with their padding and background; undefined where there is nothing to write. */
export async function textSketch(steps: Steps, scene: Scene): Promise<Sketch | undefined> {
  const { sketch: base } = scene
  const open = opening(steps, codesOfText, blank(base, { width: 1, height: 1 }), scene)
  const lettering = letteringOf(open)
  const color = open.given.has('bg') ? colorWithAlpha(open, 'bg', transparent) : transparent
  if (lettering.text.trim() === '') return open.given.ignore('i', 'there is no text in the layer.')
  const size = await measured(lettering, open)
  const sketch: Sketch = { ...blank(base, size), input: { kind: 'text', lettering } }
  const inner = { ...open, sketch }
  draw(inner, { kind: 'extend', fill: transparent, ...spaceAround(open, lettering, size) }, 'pa')
  if (color[3] > 0) draw(inner, { kind: 'back', color }, 'bg')
  return sketch
}

/** The path of a layer’s picture, slashes in place of `@@`. */
export function pathOf(steps: Steps, scene: Scene): { path: string; code: string } {
  const { given } = opening(steps, ['i', 'ie'], scene.sketch, scene)
  const encoded = given.text('ie')
  const path = encoded === undefined ? (given.text('i') ?? '').replaceAll('@@', '/') : decodeText(encoded)
  return { path, code: given.nameOf(encoded === undefined ? 'i' : 'ie') }
}

export async function imageSketch({ path, code }: { path: string; code: string }, scene: Scene): Promise<Sketch> {
  const { planning, sketch: base } = scene
  const missing = `The picture of a layer is not in the library: “${path.slice(0, 200)}”.`
  const facts = path ? await planning.sources.find(path) : undefined
  if (!facts) throw new Failure('notFound', missing, { field: code })
  return { ...sketchOf(facts, planning, code), parent: { width: base.width, height: base.height } }
}
