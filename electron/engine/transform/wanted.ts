import type { Scene } from './scene.ts'

/** The sides that a step asks for, in whole pixels. */
export interface Wanted {
  width?: number
  height?: number
}

const longest = 65_535
const longestWithDpr = 5000

/** The width that the browser tells for `w-auto`, up to the next hundred. */
function hintedWidth({ planning }: Scene): number | undefined {
  const told = planning.hint('width', 'Sec-CH-Width')
  const window = told ? undefined : planning.hint('viewportWidth', 'Sec-CH-Viewport-Width')
  const width = told ?? (window && window * (planning.hint('dpr', 'Sec-CH-DPR') ?? 1))
  return width && width > 0 ? Math.ceil(width / 100) * 100 : undefined
}

/** A side in pixels, not rounded; a value below 1 is a fraction of `whole`. */
export function side(scene: Scene, code: 'w' | 'h', whole: number): number | undefined {
  const { given } = scene
  const text = given.text(code)
  if (text === undefined) return undefined
  if (text === 'auto') return code === 'w' ? hintedWidth(scene) : undefined
  const value = given.numberIn(code, text)
  if (value === undefined) return undefined
  if (value <= 0) return given.ignore(code, `it has to be above 0 and at most ${longest}.`)
  return value < 1 ? value * whole : value
}

/** `4-3`, `4:3`, `4_3`, or arithmetic. */
function ratio({ given }: Scene): number | undefined {
  const text = given.text('ar')
  if (text === undefined) return undefined
  const [, width, height] = /^(\d+(?:\.\d+)?)[-:_](\d+(?:\.\d+)?)$/.exec(text) ?? []
  const value = width && height ? Number(width) / Number(height) : given.numberIn('ar', text)
  if (value === undefined || (value > 0 && Number.isFinite(value))) return value
  return given.ignore('ar', 'both numbers have to be above 0.')
}

function density(scene: Scene): number {
  const { given, planning } = scene
  if (given.text('dpr') !== 'auto') return given.number('dpr') ?? 1
  // The width that the browser told is in device pixels already.
  if (given.text('w') === 'auto') return 1
  const told = planning.hint('dpr', 'Sec-CH-DPR') ?? 1
  return Math.min(5, Math.max(0.1, told))
}

/** Multiplies by the device pixel ratio, unless the result is smaller than a pixel or very large. */
function dense(sides: Wanted, scene: Scene): Wanted {
  const factor = density(scene)
  const multiplied = Object.entries(sides).map(([name, value]) => [name, value * factor] as const)
  const fits = multiplied.every(([, value]) => value >= 1 && value <= longestWithDpr)
  if (fits) return Object.fromEntries(multiplied)
  scene.planning.note(`dpr was not applied: a side would be below 1 or above ${longestWithDpr} px.`)
  return sides
}

const whole = (value: number) => Math.min(longest, Math.max(1, Math.round(value)))

/** Reads `w`, `h`, `ar` and `dpr`; the ratio gives the side that is missing. */
export function wantedSides(scene: Scene): Wanted {
  const { given, sketch, planning } = scene
  const width = side(scene, 'w', sketch.width)
  const height = side(scene, 'h', sketch.height)
  const given2 = { ...(width !== undefined && { width }), ...(height !== undefined && { height }) }
  const isAlone = width === undefined && height === undefined
  const has = { dpr: given.has('dpr'), ar: given.has('ar') }
  if (isAlone && has.dpr) planning.note('dpr has no effect without a width or a height.')
  const sides = has.dpr && !isAlone ? dense(given2, scene) : given2
  const aspect = ratio(scene)
  if (aspect !== undefined && isAlone) planning.note('ar has no effect without a width or a height.')
  if (aspect !== undefined && !isAlone) {
    if (sides.width === undefined && sides.height !== undefined) sides.width = sides.height * aspect
    else if (sides.height === undefined && sides.width !== undefined) sides.height = sides.width / aspect
  }
  return {
    ...(sides.width !== undefined && { width: whole(sides.width) }),
    ...(sides.height !== undefined && { height: whole(sides.height) }),
  }
}
