import {
  type Box,
  type Corner,
  type Drawing,
  type Input,
  type Operation,
  previewScale,
  type Size,
  scaledSize,
} from '../media/drawing.ts'
import { sizeAfter } from './sketch.ts'

/** True sizes of what drawings start from. */
export type SizeOf = (input: Input) => Size

type Kind = Operation['kind']
type Of<K extends Kind> = Extract<Operation, { kind: K }>

/** How an operation is done to a small picture: by which factor it is small, its size, and that of what comes out. */
interface Small {
  scale: number
  before: Size
  after: Size
  sizeOf: SizeOf
}

/** The least that blurring takes. */
const leastSigma = 0.3
const soft = (sigma: number, { scale }: Small) => Math.max(leastSigma, sigma * scale)

/** A corner of one box within another, moved so that the smaller one lies inside. */
function inside({ left, top }: Pick<Box, 'left' | 'top'>, scale: number, outer: Size, inner: Size) {
  return {
    left: Math.min(Math.round(left * scale), outer.width - inner.width),
    top: Math.min(Math.round(top * scale), outer.height - inner.height),
  }
}

const small = ({ x, y }: Corner, { scale }: Small): Corner => ({ x: x * scale, y: y * scale })

/** What changes of the operations that speak of pixels; the others stay as they are. */
const changes: { [K in Kind]?: (operation: Of<K>, small: Small) => Partial<Of<K>> } = {
  extract: (box, { scale, before, after }) => ({ ...after, ...inside(box, scale, before, after) }),
  attend: (_, { after }) => after,
  extend: (sides, { scale, before, after }) => {
    const { left, top } = inside(sides, scale, after, before)
    return { left, top, right: after.width - before.width - left, bottom: after.height - before.height - top }
  },
  surround: (box, given) => {
    const { scale, before, after } = given
    const look = box.look.kind === 'blurred' ? { ...box.look, sigma: soft(box.look.sigma, given) } : box.look
    return { look, ...after, ...inside(box, scale, after, before), picture: before }
  },
  rotate: (_, { after }) => after,
  sharpen: ({ sigma }, given) => ({ sigma: soft(sigma, given) }),
  unsharpMask: ({ sigma }, given) => ({ sigma: soft(sigma, given) }),
  blur: ({ sigma }, given) => ({ sigma: soft(sigma, given) }),
  gradient: ({ length }, { scale }) => ({ length: length * scale }),
  layer: ({ drawing, left, top }, { scale, sizeOf }) => ({
    drawing: previewDrawing(drawing, sizeOf, scale),
    left: Math.round(left * scale),
    top: Math.round(top * scale),
  }),
  round: ({ corners: [one, two, three, four] }, given) => ({
    corners: [small(one, given), small(two, given), small(three, given), small(four, given)],
  }),
  warp: ({ corners }, { scale }) => ({ corners: corners.map((length) => length * scale) }),
  shadow: ({ sigma, x, y }, { scale }) => ({
    sigma: sigma * scale,
    x: Math.round(x * scale),
    y: Math.round(y * scale),
  }),
}

function changed(operation: Operation, given: Small): Operation {
  const change = changes[operation.kind] as ((operation: Operation, given: Small) => Partial<Operation>) | undefined
  return change ? ({ ...operation, ...change(operation, given) } as Operation) : operation
}

/** What a small drawing is made of so far: its operations, and its size. */
interface Draft extends Size {
  operations: Operation[]
}

/** Resizes, instead of a resizing just before. */
function resize(draft: Draft, { width, height }: Size): void {
  if (draft.operations.at(-1)?.kind === 'resize') draft.operations.pop()
  else if (draft.width === width && draft.height === height) return
  draft.operations.push({ kind: 'resize', width, height })
  Object.assign(draft, { width, height })
}

/** Adds an operation on a picture of a true size; what grows is made smaller before, what is cut is enlarged after. */
function add(draft: Draft, operation: Operation, whole: Size, sizeOf: SizeOf): Size {
  const next = sizeAfter(operation, whole)
  const end = previewScale(next)
  if (operation.kind !== 'resize') {
    const scale = Math.min(previewScale(whole), end)
    const [before, after] = [scaledSize(whole, scale), scaledSize(next, scale)]
    resize(draft, before)
    draft.operations.push(changed(operation, { scale, before, after, sizeOf }))
    Object.assign(draft, after)
  }
  resize(draft, scaledSize(next, end))
  return next
}

/** What is drawn small from the start; letters are drawn as they are, for their lines to break where they do. */
const smallInput = (input: Input, size: Size): Input =>
  input.kind === 'vector' || input.kind === 'canvas' ? { ...input, ...size } : input

/**
 * The drawing on pictures that are at most as large as previews are: nothing on the way is larger. It ends up smaller
 * by the factor told, else as large as previews are.
 */
export function previewDrawing(drawing: Drawing, sizeOf: SizeOf, factor = previewScale(drawing)): Drawing {
  const { input } = drawing
  let whole = sizeOf(input)
  const first = scaledSize(whole, previewScale(whole))
  const draft: Draft = { operations: [], ...(input.kind === 'text' ? whole : first) }
  resize(draft, first)
  for (const operation of drawing.operations) whole = add(draft, operation, whole, sizeOf)
  resize(draft, scaledSize(drawing, factor))
  const { operations, width, height } = draft
  return { input: smallInput(input, first), operations, width, height }
}
