import type { Scene } from './scene.ts'

/** The sides that a step asks for, in whole pixels. */
export interface Wanted {
  width?: number
  height?: number
}

const longest = 65_535
const longestWithDpr = 5000

/** Remembers what hints decided of the picture itself; layers have no say in how dense it is. */
function decide({ planning, sketch }: Scene, dpr: number | undefined): void {
  if (sketch.wishes) planning.decided.dpr = dpr
}

/** The width that the browser tells for `w-auto`, up to the next hundred. */
function hintedWidth(scene: Scene): number | undefined {
  const { planning } = scene
  const told = planning.hint('width', 'Sec-CH-Width')
  const window = told ? undefined : planning.hint('viewportWidth', 'Sec-CH-Viewport-Width')
  const dpr = planning.hint('dpr', 'Sec-CH-DPR')
  const width = told ?? (window && window * (dpr ?? 1))
  if (!width || width <= 0) return undefined
  decide(scene, dpr)
  return Math.ceil(width / 100) * 100
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
  const told = planning.hint('dpr', 'Sec-CH-DPR')
  const factor = told && Math.min(5, Math.max(0.1, told))
  decide(scene, factor)
  return factor ?? 1
}

/** Multiplies by the device pixel ratio, unless the result is smaller than a pixel or very large. */
function dense(sides: Wanted, factor: number, scene: Scene): Wanted {
  const multiplied = Object.entries(sides).map(([name, value]) => [name, value * factor] as const)
  const fits = multiplied.every(([, value]) => value >= 1 && value <= longestWithDpr)
  if (fits) return Object.fromEntries(multiplied)
  decide(scene, undefined)
  scene.planning.note('dpr', `dpr was not applied: a side would be below 1 or above ${longestWithDpr} px.`)
  return sides
}

const whole = (value: number) => Math.min(longest, Math.max(1, Math.round(value)))

const present = (sides: { [Side in keyof Wanted]: number | undefined }): Wanted =>
  Object.fromEntries(Object.entries(sides).filter(([, value]) => value !== undefined))

/** The side that is missing, by the ratio. */
function completed({ width, height }: Wanted, aspect: number | undefined): Wanted {
  if (aspect === undefined) return present({ width, height })
  return present({
    width: width ?? (height === undefined ? undefined : height * aspect),
    height: height ?? (width === undefined ? undefined : width / aspect),
  })
}

/** Reads `w`, `h`, `ar` and `dpr`; the ratio gives the side that is missing. */
export function wantedSides(scene: Scene): Wanted {
  const { given, sketch, planning } = scene
  const told = present({ width: side(scene, 'w', sketch.width), height: side(scene, 'h', sketch.height) })
  const isAlone = Object.keys(told).length === 0
  const useless = ['dpr', 'ar'].filter((code) => isAlone && given.has(code))
  for (const code of useless) planning.note(code, `${code} has no effect without a width or a height.`)
  const aspect = ratio(scene)
  const factor = given.has('dpr') ? density(scene) : 1
  const sides = factor === 1 || isAlone ? told : dense(told, factor, scene)
  const { width, height } = completed(sides, aspect)
  return present({ width: width && whole(width), height: height && whole(height) })
}
