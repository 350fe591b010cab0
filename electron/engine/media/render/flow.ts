import type { Sharp } from 'sharp'
import type { Color, Operation, Sides } from '../drawing.ts'
import { background } from './raw.ts'

/** Operations that one pipeline of sharp can do together, in the order in which sharp does them. */
// After a cut and an extension in one go sharp tells the size between them, so they take two.
const stages = { resize: 1, extract: 2, extend: 2 } as const

type Flowing = Extract<Operation, { kind: 'resize' | 'extract' }> | ({ kind: 'extend'; fill: Color } & Sides)

/** Whether an operation can wait for others to be done with it in one go; a JPEG is then read at a fitting size. */
export const isFlowing = (operation: Operation): operation is Flowing =>
  operation.kind in stages && !(operation.kind === 'extend' && operation.fill === 'dominant')

export const stageOf = ({ kind }: Flowing): number => stages[kind]

/** Adds an operation to a pipeline. */
export function flow(image: Sharp, operation: Flowing): Sharp {
  if (operation.kind === 'extract') {
    const { left, top, width, height } = operation
    return image.extract({ left, top, width, height })
  }
  if (operation.kind === 'resize')
    return image.resize({ width: operation.width, height: operation.height, fit: 'fill' })
  const { top, right, bottom, left, fill } = operation
  return image.extend({ top, right, bottom, left, background: background(fill) })
}
