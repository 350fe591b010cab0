import { Failure } from '#shared/failure.ts'
import { createGiven } from './given.ts'
import {
  canvasSketch,
  codesOfCanvas,
  codesOfText,
  imageSketch,
  isParameter,
  pathOf,
  type Steps,
  textSketch,
  without,
} from './layer-inputs.ts'
import type { LayerItem } from './old-overlays.ts'
import { insideOf, modeOf, placementCodes, positionOf } from './placement.ts'
import { draw, type Scene } from './scene.ts'
import { type Sketch, variablesOf } from './sketch.ts'

/** Plans the steps of a layer; given by those who plan steps, of which layers are a part. */
export type RunSteps = (sketch: Sketch, steps: Steps, planning: Scene['planning']) => Promise<void>

/** A picture in a layer is trimmed unless told otherwise. */
function trimmed(steps: Steps): Steps {
  const [first = [], ...more] = steps
  const isTold = first.some((item) => isParameter(item) && item.code === 't')
  return isTold ? steps : [[...first, { kind: 'parameter', code: 't', value: 'true' }], ...more]
}

async function sketchLayer({ type, steps }: LayerItem, scene: Scene, runSteps: RunSteps): Promise<Sketch | undefined> {
  const { planning } = scene
  if (type === 'text') {
    const sketch = await textSketch(steps, scene)
    if (sketch) await runSteps(sketch, without(steps, codesOfText), planning)
    return sketch
  }
  const input = pathOf(steps, scene)
  const isCanvas = input.path === 'ik_canvas'
  const sketch = isCanvas ? canvasSketch(steps, scene) : await imageSketch(input, scene)
  const rest = isCanvas ? without(steps, codesOfCanvas) : trimmed(without(steps, ['i', 'ie']))
  await runSteps(sketch, rest, planning)
  return sketch
}

async function planLayer(scene: Scene, layer: LayerItem, runSteps: RunSteps): Promise<void> {
  const { planning, sketch: base } = scene
  const { type, item } = layer
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
  const { left, top } = item ? told : insideOf(told, sketch, base)
  const { input, operations, width, height } = sketch
  draw(scene, { kind: 'layer', drawing: { input, operations, width, height }, left, top, mode }, 'l')
  if (mode !== 'over' && mode !== 'multiply') base.hasAlpha = true
}

/** Plans one layer and lays it over the scene’s picture. */
export async function layOver(scene: Scene, layer: LayerItem, runSteps: RunSteps): Promise<void> {
  const { place } = scene.planning
  const plan = () => planLayer(scene, layer, runSteps)
  await (layer.item ? place.inItem(layer.item, plan) : place.hold({}, plan))
}
