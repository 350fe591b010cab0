import type { Box, Size } from '../media/drawing.ts'
import { type Background, backgroundOf, spread } from './background.ts'
import { center, focusOf, leftOver, type Place } from './focus.ts'
import { draw, type Scene } from './scene.ts'
import { type Wanted, wantedSides } from './wanted.ts'

const crops = ['maintain_ratio', 'force', 'at_max', 'at_max_enlarge', 'at_least', 'maintain_ratio_no_enlarge'] as const
const cropModes = ['pad_resize', 'extract', 'pad_extract', 'pad_resize_no_enlarge', 'pad_extract_no_shrink'] as const
type Mode = (typeof crops)[number] | (typeof cropModes)[number]

/** Left and top edge of a cut. */
type Corner = Pick<Box, 'left' | 'top'>

const scaled = ({ width, height }: Size, factor: number): Size => ({
  width: Math.max(1, Math.round(width * factor)),
  height: Math.max(1, Math.round(height * factor)),
})
const factors = (box: Size, { width, height }: Size) => [box.width / width, box.height / height] as const
const within = (box: Size, most: Size): Size => ({
  width: Math.min(box.width, most.width),
  height: Math.min(box.height, most.height),
})
const inside = (box: Size, size: Size) => Math.min(...factors(box, size))
const outside = (box: Size, size: Size) => Math.max(...factors(box, size))

const resize = (scene: Scene, { width, height }: Size) => draw(scene, { kind: 'resize', width, height }, codeOf(scene))
const cut = (scene: Scene, { left, top, width, height }: Box) =>
  draw(scene, { kind: 'extract', left, top, width, height }, codeOf(scene))

/** The code to name where the result is too large. */
const codeOf = ({ given }: Scene) => (given.has('w') || !given.has('h') ? 'w' : 'h')

/** Fills the box, cutting off what is beyond; the stored part of the picture is taken out before. */
function cover(scene: Scene, box: Size): void {
  const { sketch } = scene
  const focus = focusOf(scene)
  if (focus.kind === 'custom') cut(scene, focus.box)
  const factor = outside(box, sketch)
  const { width, height } = scaled(sketch, factor)
  // What is enlarged is cut before, so that nothing large is made to be thrown away.
  const kept = factor > 1 ? within(scaled(box, 1 / factor), sketch) : box
  if (factor < 1) resize(scene, { width: Math.max(box.width, width), height: Math.max(box.height, height) })
  if (focus.kind === 'attention') draw(scene, { kind: 'attend', ...kept }, 'fo')
  else cut(scene, { ...kept, ...leftOver(sketch, kept, focus.kind === 'place' ? focus : center) })
  resize(scene, box)
}

/** The largest part of the picture that has the box’s ratio, where the box is larger than that. */
function coverWithoutEnlarging(scene: Scene, box: Size): void {
  cover(scene, scaled(box, Math.min(1, 1 / outside(box, scene.sketch))))
}

const placeAt = (scene: Scene): Place => {
  const focus = focusOf(scene)
  return focus.kind === 'place' ? focus : center
}

/** Puts the picture as it is into a box that is no smaller, and fills the rest. */
function pad(scene: Scene, box: Size, background: Background): void {
  spread(scene, { ...box, ...leftOver(box, scene.sketch, placeAt(scene)) }, background)
}

function padResize(scene: Scene, box: Size, most: number): void {
  const background = backgroundOf(scene, 'padding')
  resize(scene, within(scaled(scene.sketch, Math.min(most, inside(box, scene.sketch))), box))
  pad(scene, box, background)
}

/** Where a cut is made: by its corner or its centre, else by focus; `attention` where that is to find it. */
function cutAt(scene: Scene, box: Size): Corner | 'attention' {
  const { given, sketch } = scene
  const [x, y, xCenter, yCenter] = (['x', 'y', 'xc', 'yc'] as const).map((code) => given.number(code))
  if (x !== undefined || y !== undefined) return { left: Math.round(x ?? 0), top: Math.round(y ?? 0) }
  if (xCenter === undefined && yCenter === undefined) return cutByFocus(scene, box)
  return {
    left: Math.round((xCenter ?? sketch.width / 2) - box.width / 2),
    top: Math.round((yCenter ?? sketch.height / 2) - box.height / 2),
  }
}

function cutByFocus(scene: Scene, box: Size): Corner | 'attention' {
  const { sketch } = scene
  const focus = focusOf(scene)
  const fits = box.width <= sketch.width && box.height <= sketch.height
  if (focus.kind === 'attention' && fits) return 'attention'
  if (focus.kind !== 'custom') return leftOver(sketch, box, focus.kind === 'place' ? focus : center)
  const middle = { left: focus.box.left + focus.box.width / 2, top: focus.box.top + focus.box.height / 2 }
  const upTo = (at: number, most: number) => Math.round(Math.max(0, Math.min(at, most)))
  return {
    left: upTo(middle.left - box.width / 2, sketch.width - box.width),
    top: upTo(middle.top - box.height / 2, sketch.height - box.height),
  }
}

/** Cuts the box out of the picture. Fails with `invalid` where it is not wholly inside. */
function extract(scene: Scene, box: Size): void {
  const { sketch, given, planning } = scene
  const at = cutAt(scene, box)
  if (at === 'attention') attendWithin(scene, box)
  else if (isInside({ ...box, ...at }, sketch)) cut(scene, { ...box, ...at })
  else throw planning.invalid(given.nameOf('cm'), outsideWords({ ...box, ...at }, sketch))
}

const isInside = ({ left, top, width, height }: Box, size: Size) =>
  left >= 0 && top >= 0 && left + width <= size.width && top + height <= size.height

/** Says that a cut cannot be made. */
function outsideWords({ left, top, width, height }: Box, size: Size): string {
  const wanted = `${width} × ${height} pixels at ${left}, ${top}`
  const outside = `${wanted} lie outside the picture of ${size.width} × ${size.height}`
  return `${outside}: choose a box inside, or cm-pad_extract.`
}

/** What draws the eye, without resizing: first along the one side, then along the other. */
function attendWithin(scene: Scene, box: Size): void {
  draw(scene, { kind: 'attend', width: box.width, height: scene.sketch.height }, 'fo')
  draw(scene, { kind: 'attend', ...box }, 'fo')
}

function padExtract(scene: Scene, box: Size): void {
  const { sketch } = scene
  const background = backgroundOf(scene, 'padding')
  const kept = within(box, sketch)
  const at = cutAt(scene, kept)
  if (at === 'attention') attendWithin(scene, kept)
  else if (isInside({ ...kept, ...at }, sketch)) cut(scene, { ...kept, ...at })
  else {
    padAt(scene, box, at, background)
    return
  }
  pad(scene, box, background)
}

/** Cuts a box that reaches beyond the picture; what is missing is filled. */
function padAt(scene: Scene, box: Size, at: Corner, background: Background): void {
  const { sketch, given, planning } = scene
  const left = Math.max(0, at.left)
  const top = Math.max(0, at.top)
  const width = Math.min(sketch.width, at.left + box.width) - left
  const height = Math.min(sketch.height, at.top + box.height) - top
  if (width <= 0 || height <= 0)
    throw planning.invalid(given.nameOf('cm'), 'The cut lies wholly outside the picture: choose another x and y.')
  cut(scene, { left, top, width, height })
  spread(scene, { ...box, left: left - at.left, top: top - at.top }, background)
}

const ways: Record<Mode, (scene: Scene, box: Size) => void> = {
  maintain_ratio: cover,
  maintain_ratio_no_enlarge: coverWithoutEnlarging,
  force: resize,
  at_max: (scene, box) => resize(scene, scaled(scene.sketch, Math.min(1, inside(box, scene.sketch)))),
  at_max_enlarge: (scene, box) => resize(scene, scaled(scene.sketch, inside(box, scene.sketch))),
  at_least: (scene, box) => resize(scene, scaled(scene.sketch, outside(box, scene.sketch))),
  pad_resize: (scene, box) => padResize(scene, box, Infinity),
  pad_resize_no_enlarge: (scene, box) => padResize(scene, box, 1),
  extract,
  pad_extract: padExtract,
  pad_extract_no_shrink: (scene, { width, height }) =>
    padExtract(scene, {
      width: Math.max(width, scene.sketch.width),
      height: Math.max(height, scene.sketch.height),
    }),
}

/** Where only one side is told, the other follows the ratio, unless pixels are cut or padded. */
function completed({ width, height }: Wanted, mode: Mode, { sketch }: Scene): Size {
  if (width !== undefined && height !== undefined) return { width, height }
  if (mode.includes('extract')) return { width: width ?? sketch.width, height: height ?? sketch.height }
  const factor = width !== undefined ? width / sketch.width : (height ?? sketch.height) / sketch.height
  const following = scaled(sketch, factor)
  return { width: width ?? following.width, height: height ?? following.height }
}

/** Reads width, height, ratio, crop and focus: gets the picture into its box. */
export function fit(scene: Scene): void {
  const { given } = scene
  const sides = wantedSides(scene)
  const mode: Mode = given.word('cm', cropModes) ?? given.word('c', [...crops, ...cropModes]) ?? 'maintain_ratio'
  const told = Object.keys(sides).length
  const follows = told === 1 && !mode.includes('extract') && !['at_max', 'maintain_ratio_no_enlarge'].includes(mode)
  const way = told === 0 ? fitWithoutSides : follows ? resize : ways[mode]
  way(scene, completed(sides, mode, scene))
}

/** `fo-custom` cuts the stored part out even where no box is asked for. */
function fitWithoutSides(scene: Scene): void {
  if (scene.given.text('cm') !== 'extract' || scene.given.text('fo') !== 'custom') return
  const focus = focusOf(scene)
  if (focus.kind === 'custom') cut(scene, focus.box)
}
