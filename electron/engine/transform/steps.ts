import { Failure } from '#shared/failure.ts'
import { type Item, parseTransformation } from '#shared/imagekit/grammar.ts'
import { optionOf } from '#shared/imagekit/names.ts'
import { back } from './background.ts'
import { holds } from './conditions.ts'
import { blur, colorize, contrast, greyscale, opacity, replaceColor, sharpen, unsharpMask } from './effects.ts'
import { fit } from './fit.ts'
import { createGiven, type Given, type Written } from './given.ts'
import { page } from './inputs.ts'
import { layOver } from './layers.ts'
import { gradient, shadow } from './light.ts'
import { overlaysOf } from './old-overlays.ts'
import type { Planning } from './planning.ts'
import type { Part, Scene } from './scene.ts'
import { border, distort, flip, radius, rotate, trim } from './shapes.ts'
import { type Sketch, variablesOf } from './sketch.ts'
import { output } from './wishes.ts'

type Step = readonly (Item | Written)[]

const overlays: Part = async (scene) => {
  for (const layer of scene.layers) await layOver(scene, layer, planSteps)
}

/**
 * What a step does, in this order, in whatever order it is written. Pictures are upright before the first step; what
 * is to be done in another order goes into steps of its own.
 */
const stepOrder: readonly Part[] = [
  page,
  trim,
  fit,
  rotate,
  flip,
  contrast,
  sharpen,
  unsharpMask,
  greyscale,
  colorize,
  replaceColor,
  gradient,
  overlays,
  blur,
  opacity,
  radius,
  border,
  distort,
  shadow,
  back,
  output,
]

/** Refuses what this renderer will not do: never silently left out. */
function refuseUnsupported(items: readonly Written[]): void {
  for (const { code, writtenAs = code } of items) {
    const families: readonly string[] = optionOf(code)?.families ?? []
    const why = families.includes('ai') ? 'needs the hosted service’s AI' : 'is for videos'
    if (families.includes('ai') || families.includes('video'))
      throw new Failure('unsupported', `${writtenAs} ${why}: it is not rendered here. Take it out.`, {
        field: writtenAs,
      })
  }
}

/** Says what nobody read: codes that are not known, and known ones that do nothing where they stand. */
function tellUnread(given: Given, planning: Planning): void {
  for (const item of given.unread()) {
    const shown = given.shown(item)
    if (optionOf(item.code)) planning.note(item.writtenAs ?? item.code, `${shown} has no effect here.`)
    else planning.complain(item.code, `${shown} was ignored: no transformation is called so.`)
  }
}

async function planItems(sketch: Sketch, step: Step, planning: Planning): Promise<void> {
  const { layers, rest } = overlaysOf(step)
  refuseUnsupported(rest)
  const given = createGiven(rest, planning, variablesOf(sketch))
  const scene: Scene = { given, sketch, planning, layers }
  for (const part of stepOrder) await part(scene)
  tellUnread(given, planning)
}

async function planCondition(sketch: Sketch, item: Item & { kind: 'condition' }, planning: Planning): Promise<void> {
  const isTrue = holds(item.test, variablesOf(sketch))
  if (isTrue === undefined)
    return planning.complain(
      'if',
      `if-${item.test.slice(0, 60)} was ignored: it has to be like w_gt_300_and_ar_lt_4-3.`,
    )
  const [steps, before] = isTrue ? [item.steps, 0] : [item.otherwise ?? [], item.steps.length]
  await planning.place.inItem(item, () => planSteps(sketch, steps, planning, before))
}

/** Plans the steps that a name stands for, and then what else is written beside the name. */
async function planNamed(sketch: Sketch, step: Step, name: string, planning: Planning): Promise<void> {
  const text = planning.sources.named(name)
  if (text === undefined) throw planning.invalid('n', `No transformation is saved as “${name.slice(0, 60)}”.`)
  const parsed = parseTransformation(text)
  if (!parsed.ok)
    throw planning.invalid('n', `The transformation saved as “${name}” is broken: ${parsed.problem.message}`)
  planning.enterName(name)
  await planning.place.hold({ code: 'n' }, () => planSteps(sketch, parsed.steps, planning))
  planning.leaveName(name)
  await planStep(
    sketch,
    step.filter((item) => item.kind !== 'parameter' || item.code !== 'n'),
    planning,
  )
}

async function planStep(sketch: Sketch, step: Step, planning: Planning): Promise<void> {
  const [first] = step
  if (!first) return
  if (first.kind === 'condition') return planCondition(sketch, first, planning)
  const name = step.findLast((item) => item.kind === 'parameter' && item.code === 'n')
  if (name?.kind === 'parameter') return planNamed(sketch, step, name.value ?? '', planning)
  await planItems(sketch, step, planning)
}

/** Plans steps one after the other; each sees what the one before it made. `before` of them stand before these. */
export async function planSteps(sketch: Sketch, steps: readonly Step[], planning: Planning, before = 0): Promise<void> {
  for (const [index, step] of steps.entries())
    await planning.place.inStep(before + index, () => planStep(sketch, step, planning))
}
