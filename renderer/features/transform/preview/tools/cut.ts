import type { Step } from '#shared/imagekit/grammar.ts'
import type { Size } from '../../../../ui/panes/viewport.ts'
import { anchorOf, leftOver } from './anchors.ts'
import type { Box } from './box.ts'
import { numberOf, textOf, withValues } from './step-values.ts'

/** Codes that change what a cut beside them is made of, or what it comes to. */
const others = ['t', 'pg', 'n', 'dpr', 'orig', 'ar']

/** Whether a step cuts a box out of the original: one that this room writes, or one like it. */
function isCut(step: Step | undefined): step is Step {
  if (!step || ![textOf(step, 'cm'), textOf(step, 'c')].includes('extract')) return false
  const isPlain = others.every((code) => textOf(step, code) === undefined)
  return isPlain && [numberOf(step, 'w'), numberOf(step, 'h')].every((side) => side !== undefined && side >= 1)
}

/** The box that the first step cuts out of a picture; undefined where it does something else, or reaches beyond. */
export function boxOf([step]: readonly Step[], size: Size): Box | undefined {
  if (!isCut(step)) return undefined
  const [width = 1, height = 1] = [numberOf(step, 'w'), numberOf(step, 'h')].map((side) => Math.round(side ?? 1))
  const box = { ...cornerOf(step, { width, height }, size), width, height }
  const isInside = box.x >= 0 && box.y >= 0 && box.x + width <= size.width && box.y + height <= size.height
  return isInside ? box : undefined
}

/** Where a cut begins, told as the renderer reads it: by its corner, else its middle, else by its focus. */
function cornerOf(step: Step, box: Size, size: Size) {
  const [x, y, middleX, middleY] = ['x', 'y', 'xc', 'yc'].map((code) => numberOf(step, code))
  if (x !== undefined || y !== undefined) return { x: Math.round(x ?? 0), y: Math.round(y ?? 0) }
  if (middleX === undefined && middleY === undefined)
    return leftOver(size, box, anchorOf(textOf(step, 'fo') ?? 'center') ?? anchorOf('center'))
  return {
    x: Math.round((middleX ?? size.width / 2) - box.width / 2),
    y: Math.round((middleY ?? size.height / 2) - box.height / 2),
  }
}

/** What tells a cut where it is made. */
type Where = Partial<Record<'x' | 'y' | 'xc' | 'yc' | 'fo', string | number>>

const nowhere = { x: undefined, y: undefined, xc: undefined, yc: undefined, fo: undefined }

/** The steps with a cut of that size as the first: that which is there, changed, or one of its own. */
export function withCut(steps: readonly Step[], { width, height }: Size, where: Where): Step[] {
  const [first, ...rest] = steps
  const values = { w: width, h: height, ...nowhere, ...where, c: undefined, cm: 'extract' }
  return isCut(first) ? [withValues(first, values), ...rest] : [withValues([], values), ...steps]
}

/** The steps with that box cut out first. */
export const withBox = (steps: readonly Step[], { x, y, width, height }: Box): Step[] =>
  withCut(steps, { width, height }, { x, y })

/** The steps without the cut; what else its step does stays. */
export function withoutCut(steps: readonly Step[]): Step[] {
  const [first, ...rest] = steps
  if (!isCut(first)) return [...steps]
  const left = withValues(first, { w: undefined, h: undefined, c: undefined, cm: undefined, ...nowhere })
  return left.length > 0 ? [left, ...rest] : rest
}
