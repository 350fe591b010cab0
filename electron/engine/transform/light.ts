import { parseColor } from './colors.ts'
import { draw, type Part, type Scene } from './scene.ts'
import { numberOf, partsOf } from './value-parts.ts'

const directions: Readonly<Record<string, number>> = {
  top: 0,
  top_right: 45,
  right: 90,
  bottom_right: 135,
  bottom: 180,
  bottom_left: 225,
  left: 270,
  top_left: 315,
}

/** Where a gradient ends, in pixels along its line: a share of the line, or pixels, or arithmetic. */
function stopOf({ sketch, given }: Scene, text: string | undefined, degrees: number): number | undefined {
  const angle = (degrees * Math.PI) / 180
  const line = Math.abs(sketch.width * Math.sin(angle)) + Math.abs(sketch.height * Math.cos(angle))
  const stop = text === undefined ? 1 : given.arithmetic(text)
  if (stop === undefined || stop <= 0) return undefined
  return stop <= 1 ? stop * line : stop
}

/** Reads `e-gradient-ld-<direction>_from-<colour>_to-<colour>_sp-<stop>`: white to nothing, downwards, unless told. */
export const gradient: Part = (scene) => {
  const text = scene.given.text('e-gradient')
  if (text === undefined || text === 'false') return
  const parts = partsOf(['true', '-'].includes(text) ? '' : text, ['ld', 'from', 'to', 'sp'])
  const direction = parts?.get('ld') ?? 'bottom'
  const degrees = directions[direction] ?? numberOf(direction, 0, 360, 180)
  const from = parts && parseColor(parts.get('from') ?? 'FFFFFF')
  const to = parts && parseColor(parts.get('to') ?? '00000000')
  const length = degrees === undefined ? undefined : stopOf(scene, parts?.get('sp'), degrees)
  if (!from || !to || degrees === undefined || length === undefined)
    return void scene.given.ignore(
      'e-gradient',
      'it has to be ld-<side or degrees>_from-<colour>_to-<colour>_sp-<stop>.',
    )
  draw(scene, { kind: 'gradient', degrees, from, to, length }, 'e-gradient')
}

const mostShadowPixels = 2_000_000

/** Reads `e-shadow-bl-<blur>_st-<opacity>_x-<percent>_y-<percent>`: a shadow of what is not transparent. */
export const shadow: Part = (scene) => {
  const { given, sketch, planning } = scene
  const text = given.text('e-shadow')
  if (text === undefined || text === 'false') return
  const parts = partsOf(['true', '-'].includes(text) ? '' : text, ['bl', 'st', 'x', 'y'])
  const [blurring, strength, x, y] = [
    numberOf(parts?.get('bl'), 0, 15, 10),
    numberOf(parts?.get('st'), 0, 100, 30),
    numberOf(parts?.get('x'), -100, 100, 2),
    numberOf(parts?.get('y'), -100, 100, 2),
  ]
  if (!parts || blurring === undefined || strength === undefined || x === undefined || y === undefined)
    return void given.ignore('e-shadow', 'it has to be bl-<0 to 15>_st-<0 to 100>_x-<percent>_y-<percent>.')
  if (!sketch.hasAlpha)
    return planning.note('e-shadow', 'e-shadow has no effect: nothing in the picture is transparent.')
  if (sketch.width * sketch.height > mostShadowPixels)
    throw planning.invalid('e-shadow', 'e-shadow is for pictures of at most 2 megapixels: add a width before it.')
  const offset = { x: Math.round((sketch.width * x) / 100), y: Math.round((sketch.height * y) / 100) }
  draw(scene, { kind: 'shadow', sigma: blurring, opacity: strength / 100, ...offset }, 'e-shadow')
}
