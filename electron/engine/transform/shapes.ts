import { Failure } from '#shared/failure.ts'
import type { Color, Corner, Size } from '../media/drawing.ts'
import { parseNumber } from './arithmetic.ts'
import { backgroundOf } from './background.ts'
import { black, parseColor, transparent } from './colors.ts'
import { draw, type Part, type Scene } from './scene.ts'

/** Reads `fl`. */
export const flip: Part = (scene) => {
  const word = scene.given.word('fl', ['h', 'v', 'h_v', 'v_h'])
  if (word) draw(scene, { kind: 'flip', horizontally: word.includes('h'), vertically: word.includes('v') }, 'fl')
}

/** The box that a turned picture needs. */
function turned({ width, height }: Size, degrees: number): Size {
  if (degrees % 180 === 0) return { width, height }
  if (degrees % 90 === 0) return { width: height, height: width }
  const angle = (degrees * Math.PI) / 180
  const [sine, cosine] = [Math.abs(Math.sin(angle)), Math.abs(Math.cos(angle))]
  return {
    width: Math.max(1, Math.round(width * cosine + height * sine)),
    height: Math.max(1, Math.round(width * sine + height * cosine)),
  }
}

/** Reads `rt`, degrees clockwise; `auto` is what every picture gets: it is upright. Corners show the background. */
export const rotate: Part = (scene) => {
  const { given, sketch } = scene
  if (given.text('rt') === 'auto') return
  const told = given.number('rt')
  const degrees = told === undefined ? 0 : ((told % 360) + 360) % 360
  if (degrees === 0) return
  const fill: Color = degrees % 90 === 0 ? black : cornerColor(scene)
  if (fill[3] < 1) sketch.hasAlpha = true
  draw(scene, { kind: 'rotate', degrees, fill, ...turned(sketch, degrees) }, 'rt')
}

function cornerColor(scene: Scene): Color {
  if (!scene.given.has('bg')) return transparent
  const background = backgroundOf(scene, 'elsewhere')
  return background.kind === 'plain' && background.fill !== 'dominant' ? background.fill : black
}

/** Reads `t`: cuts borders of one colour off, `true` with a tolerance of 10. Images in layers are trimmed unless told. */
export const trim: Part = async (scene) => {
  const { given, sketch, planning } = scene
  const text = given.text('t')?.toLowerCase()
  if (text === undefined || text === 'false') return
  const tolerance = text === 'true' || text === '' ? 10 : given.number('t')
  if (tolerance === undefined) return
  const { input, operations, width, height } = sketch
  const box = await planning.sources.trimmed({ input, operations: [...operations], width, height }, tolerance)
  draw(scene, { kind: 'extract', ...box }, 't')
}
function cornerOf({ sketch }: Scene, text: string): Corner | undefined {
  const half = { x: sketch.width / 2, y: sketch.height / 2 }
  if (text === 'max') return half
  const radius = parseNumber(text)
  if (radius === undefined || radius < 0) return undefined
  const within = Math.min(radius, half.x, half.y)
  return { x: within, y: within }
}

/** Reads `r`: one radius, or four clockwise from the top left; `max` rounds to the middle of the sides. */
export const radius: Part = (scene) => {
  const text = scene.given.text('r')
  if (text === undefined) return
  const corners = text.split('_').map((part) => cornerOf(scene, part))
  const [one, two = one, three = one, four = one] = corners
  if (!one || !two || !three || !four || ![1, 4].includes(corners.length))
    return void scene.given.ignore('r', 'it has to be a number or max, or four of them for the corners.')
  if ([one, two, three, four].every(({ x }) => x === 0)) return
  draw(scene, { kind: 'round', corners: [one, two, three, four] }, 'r')
  scene.sketch.hasAlpha = true
}

/** Reads `b-<width>_<colour>`; older URLs have a dash between. The width may be arithmetic. */
export const border: Part = (scene) => {
  const { given, sketch } = scene
  const text = given.text('b')
  if (text === undefined) return
  const [, width = '', name = ''] = /^(.+)[_-]([0-9a-zA-Z]+)$/.exec(text) ?? []
  const color = parseColor(name)
  const pixels = Math.round(given.arithmetic(width) ?? -1)
  if (!color || pixels < 0) return void given.ignore('b', 'it has to be <width>_<colour>.')
  if (color[3] < 1) sketch.hasAlpha = true
  draw(scene, { kind: 'extend', fill: color, top: pixels, right: pixels, bottom: pixels, left: pixels }, 'b')
}

/** Reads `e-distort-p-<x1>_<y1>_…_<x4>_<y4>`: where the corners go, clockwise from the top left, in pixels. */
export const distort: Part = (scene) => {
  const { given, sketch, planning } = scene
  const text = given.text('e-distort')
  if (text === undefined) return
  if (text.startsWith('a-'))
    throw new Failure('unsupported', 'e-distort bends no arcs here: give the four corners, e-distort-p-….', {
      field: 'e-distort',
    })
  const corners = text
    .replace(/^p-/, '')
    .split('_')
    .map(parseNumber)
    .filter((number) => number !== undefined)
  if (!text.startsWith('p-') || corners.length !== 8 || !isConvex(corners))
    throw planning.invalid('e-distort', 'e-distort has to be p- and the four corners of a convex shape, clockwise.')
  draw(scene, { kind: 'warp', corners }, 'e-distort')
  sketch.hasAlpha = true
}

/** Whether four points, clockwise, turn right at each of them. */
function isConvex(numbers: readonly number[]): boolean {
  const point = (index: number) => [numbers[(index * 2) % 8] ?? 0, numbers[(index * 2 + 1) % 8] ?? 0] as const
  return [0, 1, 2, 3].every((index) => {
    const [[ax, ay], [bx, by], [cx, cy]] = [point(index), point(index + 1), point(index + 2)]
    return (bx - ax) * (cy - by) - (by - ay) * (cx - bx) > 0
  })
}
