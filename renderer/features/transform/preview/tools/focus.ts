import type { Step } from '#shared/imagekit/grammar.ts'
import type { Point, Size } from '../../../../ui/panes/viewport.ts'
import { type Anchor, anchorOf, anchors, isAnchor, leftOver, nearestAnchor } from './anchors.ts'
import { type Box, boxWithin, largest } from './box.ts'
import { boxOf, withCut, withoutCut } from './cut.ts'
import { numberOf, textOf, withValues } from './step-values.ts'

/** What a focus can do for some steps. */
export interface Focusing {
  /** The step that crops; null where only a cut in front says what is kept. */
  step: number | null
  /** The size of what is kept, in pixels of the original; null where former steps leave it unknown. */
  kept: Size | null
  /** Whether no larger part has that ratio, so that a word can say which one is kept. */
  isLargest: boolean
}

/** How a focus was written. */
export type Written = { kind: 'anchor'; anchor: Anchor; step: number } | { kind: 'cut'; box: Box }

const sidesOf = (step: Step) => [numberOf(step, 'w'), numberOf(step, 'h')] as const

/** Width to height of the box that a step crops to; undefined where it crops nothing off. */
function cropRatio(step: Step): number | undefined {
  const isCover = ['maintain_ratio', 'maintain_ratio_no_enlarge'].includes(textOf(step, 'c') ?? 'maintain_ratio')
  if (!isCover || textOf(step, 'cm') !== undefined) return undefined
  const [width, height] = sidesOf(step)
  if (width !== undefined && height !== undefined) return width >= 1 && height >= 1 ? width / height : undefined
  return width === undefined && height === undefined ? undefined : ratioOf(step)
}

/** Width to height as `ar` tells them; undefined where it is missing or an expression. */
export function ratioOf(step: Step): number | undefined {
  const [, width, height] = /^(\d+(?:\.\d+)?)[-_:](\d+(?:\.\d+)?)$/.exec(textOf(step, 'ar') ?? '') ?? []
  const ratio = Number(width) / Number(height)
  return Number.isFinite(ratio) && ratio > 0 ? ratio : undefined
}

/** What can be focused; null where no step crops. */
export function focusingOf(steps: readonly Step[], size: Size): Focusing | null {
  const cut = boxOf(steps, size)
  const step = steps.findIndex((one) => cropRatio(one) !== undefined)
  const ratio = cropRatio(steps[step] ?? [])
  if (ratio === undefined) return cut ? { step: null, kept: cut, isLargest: false } : null
  const isKnown = step === 0 || (step === 1 && cut !== undefined)
  if (!isKnown) return { step, kept: null, isLargest: false }
  const kept = largest(cut ?? size, ratio)
  const whole = largest(size, ratio)
  return { step, kept, isLargest: kept.width === whole.width && kept.height === whole.height }
}

/** The box of that size about a point of the picture, as near as it can be. */
const boxAbout = (point: Point, kept: Size, size: Size): Box =>
  boxWithin({ x: point.x - kept.width / 2, y: point.y - kept.height / 2, ...kept }, size)

/** What a box keeps in one word: the middle before a side, and a side before a corner, where they come to the same. */
const anchorAt = (box: Box, size: Size): Anchor | undefined =>
  anchors
    .toSorted((a, b) => corners(a) - corners(b))
    .find((anchor) => {
      const { x, y } = leftOver(size, box, anchorOf(anchor))
      return x === box.x && y === box.y
    })

const corners = (anchor: Anchor): number => (anchor === 'center' ? 0 : anchor.includes('_') ? 2 : 1)

/** The steps that keep what is about a point of the original, in its pixels; null where no step crops. */
export function focusedAt(steps: readonly Step[], point: Point, size: Size): Step[] | null {
  const focusing = focusingOf(steps, size)
  if (!focusing) return null
  const { kept, step } = focusing
  if (!kept) return withAnchor(steps, step ?? 0, nearestAnchor({ x: point.x / size.width, y: point.y / size.height }))
  const box = boxAbout(point, kept, size)
  return keeping(steps, box, focusing, anchorAt(box, size))
}

/** The steps that keep a side, a corner or the middle; null where no step crops. */
export function focusedOn(steps: readonly Step[], anchor: Anchor, size: Size): Step[] | null {
  const focusing = focusingOf(steps, size)
  if (!focusing) return null
  const { kept, step } = focusing
  if (!kept) return withAnchor(steps, step ?? 0, anchor)
  return keeping(steps, { ...leftOver(size, kept, anchorOf(anchor)), ...kept }, focusing, anchor)
}

/** A word says it where it can: it holds for other pictures too; else a cut in front. */
function keeping(steps: readonly Step[], box: Box, { step, isLargest }: Focusing, anchor: Anchor | undefined): Step[] {
  if (step !== null && isLargest && anchor) {
    const rest = withoutCut(steps)
    return withAnchor(rest, rest.length === steps.length ? step : step - 1, anchor)
  }
  if (anchor && step === null) return withCut(steps, box, anchor === 'center' ? {} : { fo: anchor })
  const about = { xc: box.x + Math.floor(box.width / 2), yc: box.y + Math.floor(box.height / 2) }
  const plain = step === null ? steps : withAnchor(steps, step, 'center')
  return withCut(plain, box, about)
}

/** The middle is what a crop keeps by itself. */
const withAnchor = (steps: readonly Step[], place: number, anchor: Anchor): Step[] =>
  steps.map((step, index) =>
    index === place ? withValues(step, { fo: anchor === 'center' ? undefined : anchor }) : step,
  )

/** What the steps keep now, in pixels of the original; undefined where that is not known. */
export function keptBy(steps: readonly Step[], size: Size): Box | undefined {
  const focusing = focusingOf(steps, size)
  if (!focusing?.kept) return undefined
  const cut = boxOf(steps, size)
  if (focusing.step === null) return cut
  const word = textOf(steps[focusing.step] ?? [], 'fo') ?? 'center'
  const place = anchorOf(word)
  const outer = cut ?? { x: 0, y: 0, ...size }
  const at = place && leftOver(outer, focusing.kept, place)
  return at && { x: outer.x + at.x, y: outer.y + at.y, ...focusing.kept }
}

/** How the focus is written in the steps; undefined where nothing tells it. */
export function writtenOf(steps: readonly Step[], size: Size): Written | undefined {
  const focusing = focusingOf(steps, size)
  if (!focusing) return undefined
  const box = boxOf(steps, size)
  const step = focusing.step ?? 0
  const word = textOf(steps[step] ?? [], 'fo') ?? 'center'
  const isByCut = box !== undefined && (focusing.step !== null || textOf(steps[0] ?? [], 'fo') === undefined)
  if (isByCut) return { kind: 'cut', box }
  return isAnchor(word) ? { kind: 'anchor', anchor: word, step } : undefined
}
