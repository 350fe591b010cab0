import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Box, Drawing, Operation, Size } from '../../../electron/engine/media/drawing.ts'
import { previewDrawing } from '../../../electron/engine/transform/preview-drawing.ts'
import { sizeAfter } from '../../../electron/engine/transform/sketch.ts'

const longest = 1600
const side = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 6000 }))
const size = fc.record({ width: side, height: side })
const share = fc.double({ min: 0, max: 1, noNaN: true })
const part = (whole: number, of: number) => Math.max(1, Math.round(whole * of))
const color = [1, 2, 3, 1] as const

/** Makes an operation that fits the size that it is done to. */
type Make = (before: Size) => Operation

const made: fc.Arbitrary<Make>[] = [
  size.map(
    (to): Make =>
      () => ({ kind: 'resize', ...to }),
  ),
  fc.tuple(share, share, share, share).map(
    ([w, h, x, y]): Make =>
      (before) => {
        const [width, height] = [part(before.width, w), part(before.height, h)]
        const left = Math.round((before.width - width) * x)
        return { kind: 'extract', width, height, left, top: Math.round((before.height - height) * y) }
      },
  ),
  fc.tuple(share, share).map(
    ([w, h]): Make =>
      (before) => ({
        kind: 'attend',
        width: part(before.width, w),
        height: part(before.height, h),
      }),
  ),
  fc.tuple(side, side, side, side).map(
    ([top, right, bottom, left]): Make =>
      () => ({
        kind: 'extend',
        fill: color,
        ...{ top, right, bottom, left: left % 3 },
      }),
  ),
  fc.tuple(side, side).map(
    ([left, top]): Make =>
      (picture) => ({
        kind: 'surround',
        look: { kind: 'blurred', sigma: 9, brightness: 0 },
        ...{ left, top: 0, picture, width: picture.width + left, height: picture.height + top },
      }),
  ),
  size.map(
    (to): Make =>
      () => ({ kind: 'rotate', degrees: 30, fill: color, ...to }),
  ),
  fc.double({ min: 0.3, max: 50, noNaN: true }).map(
    (sigma): Make =>
      () => ({ kind: 'blur', sigma }),
  ),
]
const layer = (operations: fc.Arbitrary<Make[]>) =>
  fc.tuple(size, operations, fc.integer({ min: -6000, max: 6000 })).map(
    ([start, makes, left]): Make =>
      () => ({
        kind: 'layer',
        drawing: drawingOf(start, makes),
        ...{ left, top: 3, mode: 'over' },
      }),
  )
const { operations } = fc.letrec<{ operations: Make[] }>((tie) => ({
  operations: fc.array(fc.oneof({ depthSize: 'small' }, ...made, layer(tie('operations'))), { maxLength: 6 }),
}))

function drawingOf(start: Size, makes: Make[]): Drawing {
  const done: Operation[] = []
  const end = makes.reduce((before, make) => {
    const operation = make(before)
    done.push(operation)
    return sizeAfter(operation, before)
  }, start)
  return { input: { kind: 'canvas', color, ...start }, operations: done, width: end.width, height: end.height }
}

const isWithin = (inner: Box, outer: Size) =>
  inner.left >= 0 &&
  inner.top >= 0 &&
  inner.left + inner.width <= outer.width &&
  inner.top + inner.height <= outer.height

/** What is wrong with one operation on a picture of that size; undefined when nothing is. */
function complaint(operation: Operation, before: Size): string | undefined {
  const after = sizeAfter(operation, before)
  if (!(after.width >= 1 && after.height >= 1)) return 'a side is lost'
  if (![...Object.values(after)].every(Number.isInteger)) return 'a side is no whole number'
  if (operation.kind === 'extract' && !isWithin(operation, before)) return 'a cut lies outside'
  if (operation.kind === 'attend' && !isWithin({ left: 0, top: 0, ...after }, before)) return 'a cut is too large'
  if (operation.kind === 'surround' && !isWithin({ ...operation, ...before }, after)) return 'the picture lies outside'
  if (operation.kind === 'extend' && Object.values(operation).some((value) => Number(value) < 0))
    return 'a side shrinks'
  if (operation.kind === 'layer') return complaintOf(operation.drawing, Infinity)
  return undefined
}

/** What is wrong with a drawing none of whose pictures may be larger than that. */
function complaintOf({ input, operations, width, height }: Drawing, most: number): string | undefined {
  if (input.kind !== 'canvas') return 'it starts from something else'
  let now: Size = input
  for (const operation of operations) {
    const wrong = complaint(operation, now)
    if (wrong) return `${operation.kind}: ${wrong}`
    now = sizeAfter(operation, now)
    if (Math.max(now.width, now.height) > most) return `${operation.kind}: it is too large`
  }
  return now.width === width && now.height === height ? undefined : 'it ends up at another size'
}

test('a preview of any drawing can be drawn, is as large as previews are, and so is all on the way', () => {
  fc.assert(
    fc.property(size, operations, (start, makes) => {
      const drawing = drawingOf(start, makes)
      const preview = previewDrawing(drawing, (input) => (input.kind === 'canvas' ? input : start))
      expect(complaintOf(preview, longest)).toBeUndefined()
      const factor = Math.min(1, longest / Math.max(drawing.width, drawing.height))
      const wanted = [part(drawing.width, factor), part(drawing.height, factor)]
      expect([preview.width, preview.height]).toEqual(wanted)
    }),
    { numRuns: 2000 },
  )
})
