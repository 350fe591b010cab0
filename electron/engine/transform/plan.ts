import type { Item, Step } from '#shared/imagekit/grammar.ts'
import type { Drawing, Encoding } from '../media/drawing.ts'
import { encodingOf, staysVector } from './encoding.ts'
import { sketchOf } from './inputs.ts'
import type { Facts, Planning } from './planning.ts'
import { planSteps } from './steps.ts'
import type { TransformRequest } from './transform.ts'

/** A transformation with every number decided; without an encoding the original bytes go out. */
export interface Plan {
  source: string
  drawing: Drawing
  encoding: Encoding | null
}

interface Planned {
  plan: Plan
  /** Whether some of the result may be transparent. */
  hasAlpha: boolean
}

const lastOf = (steps: readonly Step[], code: string): string | undefined => {
  const isIt = (item: Item) => item.kind === 'parameter' && item.code === code
  const item = steps.flat().findLast(isIt)
  return item?.kind === 'parameter' ? (item.value ?? '') : undefined
}

/** Whether `orig-true` asks for the original bytes, whatever else is written. */
const asksForOriginal = (steps: readonly Step[]): boolean => ['', 'true'].includes(lastOf(steps, 'orig') ?? 'no')

/**
 * Turns parsed steps into a plan for a picture. Fails with `invalid`, `unsupported` or `notFound`, `field` being the
 * code at fault.
 */
export async function plan(request: TransformRequest, facts: Facts, planning: Planning): Promise<Planned> {
  const sketch = sketchOf(facts, planning, 'image')
  sketch.wishes = {}
  const isOriginal = asksForOriginal(request.steps)
  if (!isOriginal) await planSteps(sketch, request.steps, planning)
  const isKept = isOriginal || staysVector(sketch)
  if (!isKept) planning.allow(sketch, 'w')
  const { input, operations, width, height } = sketch
  return {
    plan: {
      source: facts.hash,
      drawing: { input, operations, width, height },
      encoding: isKept ? null : encodingOf(sketch, facts, request.accept, planning),
    },
    hasAlpha: sketch.hasAlpha,
  }
}
