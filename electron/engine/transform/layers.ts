import { Failure } from '#shared/failure.ts'
import type { Item } from '#shared/imagekit/grammar.ts'
import type { Size } from '../media/drawing.ts'
import { black, transparent } from './colors.ts'
import { createGiven, type Written } from './given.ts'
import { sketchOf } from './inputs.ts'
import { colorWithAlpha, decodeText, letteringOf, paddingOf } from './lettering.ts'
import type { LayerItem } from './old-overlays.ts'
import { insideOf, modeOf, placementCodes, positionOf } from './placement.ts'
import { draw, type Scene } from './scene.ts'
import { type Sketch, variablesOf } from './sketch.ts'
import { side } from './wanted.ts'

type Steps = readonly (readonly (Item | Written)[])[]

/** Plans the steps of a layer; given by those who plan steps, of which layers are a part. */
export type RunSteps = (sketch: Sketch, steps: Steps, planning: Scene['planning']) => Promise<void>

const isParameter = (item: Item | Written): item is Written => item.kind === 'parameter'
const codesOfText = ['i', 'ie', 'fs', 'ff', 'co', 'ia', 'pa', 'al', 'tg', 'lh', 'w', 'h', 'bg']
const codesOfCanvas = ['i', 'ie', 'w', 'h', 'bg', 'al']

/** The parameters of a layer’s first step that have these codes, ready to be read. */
function opening(steps: Steps, codes: readonly string[], sketch: Sketch, { planning }: Scene): Scene {
  const items = (steps[0] ?? []).filter(isParameter).filter(({ code }) => codes.includes(code))
  return { given: createGiven(items, planning, variablesOf(sketch)), sketch, planning, layers: [] }
}

/** Steps without the parameters that were read when the layer was opened. */
function without(steps: Steps, codes: readonly string[]): Steps {
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
function canvas(steps: Steps, scene: Scene): Sketch {
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

/** Letters with their padding and background; undefined where there is nothing to write. */
async function text(steps: Steps, scene: Scene): Promise<Sketch | undefined> {
  const { sketch: base, planning } = scene
  const open = opening(steps, codesOfText, blank(base, { width: 1, height: 1 }), scene)
  const lettering = letteringOf(open)
  const padding = paddingOf(open)
  const least = side(open, 'h', base.height) ?? 0
  const color = open.given.has('bg') ? colorWithAlpha(open, 'bg', transparent) : transparent
  if (lettering.text.trim() === '') return open.given.ignore('i', 'there is no text in the layer.')
  const size = await planning.sources.lettering(lettering)
  const sketch = { ...blank(base, size), input: { kind: 'text' as const, lettering } }
  const inner = { ...open, sketch }
  const share = { left: 0, center: 0.5, right: 1 }[lettering.align]
  const across = Math.max(0, (lettering.wrap ?? 0) - size.width)
  const down = Math.max(0, Math.round(least) - size.height - padding.top - padding.bottom)
  const left = Math.round(across * share)
  const above = Math.floor(down / 2)
  const sides = {
    top: padding.top + above,
    right: padding.right + across - left,
    bottom: padding.bottom + down - above,
    left: padding.left + left,
  }
  draw(inner, { kind: 'extend', fill: transparent, ...sides }, 'pa')
  if (color[3] > 0) draw(inner, { kind: 'back', color }, 'bg')
  return sketch
}

/** The path of a layer’s picture, slashes in place of `@@`. */
function pathOf(steps: Steps, scene: Scene): { path: string; code: string } {
  const { given } = opening(steps, ['i', 'ie'], scene.sketch, scene)
  const encoded = given.text('ie')
  const path = encoded === undefined ? (given.text('i') ?? '').replaceAll('@@', '/') : decodeText(encoded)
  return { path, code: given.nameOf(encoded === undefined ? 'i' : 'ie') }
}

async function image({ path, code }: { path: string; code: string }, scene: Scene): Promise<Sketch> {
  const { planning, sketch: base } = scene
  const missing = `The picture of a layer is not in the library: “${path.slice(0, 200)}”.`
  const facts = path ? await planning.sources.find(path) : undefined
  if (!facts) throw new Failure('notFound', missing, { field: code })
  return { ...sketchOf(facts, planning), parent: { width: base.width, height: base.height } }
}

/** A picture in a layer is trimmed unless told otherwise. */
function trimmed(steps: Steps): Steps {
  const [first = [], ...more] = steps
  const isTold = first.some((item) => isParameter(item) && item.code === 't')
  return isTold ? steps : [[...first, { kind: 'parameter', code: 't', value: 'true' }], ...more]
}

async function sketchLayer({ type, steps }: LayerItem, scene: Scene, runSteps: RunSteps): Promise<Sketch | undefined> {
  const { planning } = scene
  if (type === 'text') {
    const sketch = await text(steps, scene)
    if (sketch) await runSteps(sketch, without(steps, codesOfText), planning)
    return sketch
  }
  const input = pathOf(steps, scene)
  const isCanvas = input.path === 'ik_canvas'
  const sketch = isCanvas ? canvas(steps, scene) : await image(input, scene)
  const rest = isCanvas ? without(steps, codesOfCanvas) : trimmed(without(steps, ['i', 'ie']))
  await runSteps(sketch, rest, planning)
  return sketch
}

/** Plans one layer and lays it over the scene’s picture. */
export async function layOver(scene: Scene, layer: LayerItem, runSteps: RunSteps): Promise<void> {
  const { planning, sketch: base } = scene
  const { type, isOld } = layer
  if (/^(video|subtitles?)$/.test(type))
    throw new Failure('unsupported', `l-${type} is for videos, which are not rendered here.`, { field: `l-${type}` })
  if (type !== 'text' && type !== 'image')
    return planning.complain('l', `l-${type.slice(0, 40)} was ignored: layers are l-image or l-text.`)
  planning.allowLayer()
  const placing = layer.steps.flat().filter((item) => isParameter(item) && placementCodes.has(item.code))
  const steps = layer.steps.map((step) => step.filter((item) => !placing.includes(item)))
  const sketch = await sketchLayer({ ...layer, steps }, scene, runSteps)
  if (!sketch) return
  const given = createGiven(placing.filter(isParameter), planning, variablesOf(sketch))
  const mode = modeOf(given)
  const told = positionOf(given, sketch, base)
  const { left, top } = isOld ? insideOf(told, sketch, base) : told
  const { input, operations, width, height } = sketch
  draw(scene, { kind: 'layer', drawing: { input, operations, width, height }, left, top, mode }, 'l')
  if (mode !== 'over' && mode !== 'multiply') base.hasAlpha = true
}
