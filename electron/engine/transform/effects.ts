import { parseColor } from './colors.ts'
import type { Given } from './given.ts'
import { draw, type Part } from './scene.ts'
import { numberOf, partsOf } from './value-parts.ts'

/** Whether an effect that has no value is asked for; a value is ignored, `false` turns it off. */
const isOn = (given: Given, code: string) => (given.text(code) ?? 'false') !== 'false'

const simple =
  (code: string, kind: 'greyscale' | 'stretchContrast'): Part =>
  (scene) => {
    if (isOn(scene.given, code)) draw(scene, { kind }, code)
  }

export const greyscale = simple('e-grayscale', 'greyscale')
export const contrast = simple('e-contrast', 'stretchContrast')

/** Reads `e-sharpen`; its strength of 1 to 99 becomes a sigma of 0.6 to 5.5, 1 where none is told. */
export const sharpen: Part = (scene) => {
  const text = scene.given.text('e-sharpen')
  if (text === undefined || text === 'false') return
  const isPlain = ['', 'true', '-'].includes(text)
  const strength = isPlain ? 10 : scene.given.number('e-sharpen')
  if (strength !== undefined) draw(scene, { kind: 'sharpen', sigma: 0.5 + strength / 20 }, 'e-sharpen')
}

const usualMask = '2-2-0.8-0.024'

/** Reads `e-usm-<radius>-<sigma>-<amount>-<threshold>`; the radius is implied by the sigma. */
export const unsharpMask: Part = (scene) => {
  const text = scene.given.text('e-usm')
  if (text === undefined || text === 'false') return
  const written = ['', 'true', '-'].includes(text) ? usualMask : text
  const numbers = written.split(/[-_]/).map((part) => numberOf(part, 0, 1000, 0))
  const [radius, sigma, amount, threshold] = numbers
  if (numbers.length !== 4 || radius === undefined || !sigma || amount === undefined || threshold === undefined)
    return void scene.given.ignore('e-usm', 'it has to be four numbers: radius, sigma, amount and threshold.')
  draw(scene, { kind: 'unsharpMask', sigma: Math.min(sigma, 100), amount, threshold }, 'e-usm')
}

/** Reads `e-colorize-co-<colour>_in-<percent>`; grey and all of it where nothing is told. */
export const colorize: Part = (scene) => {
  const text = scene.given.text('e-colorize')
  if (text === undefined || text === 'false') return
  const parts = partsOf(text === 'true' ? '' : text, ['co', 'in'])
  const color = parts && parseColor(parts.get('co') ?? 'gray')
  const share = parts && numberOf(parts.get('in'), 0, 100, 100)
  if (!color || share === undefined)
    return void scene.given.ignore('e-colorize', 'it has to be co-<colour>_in-<0 to 100>.')
  draw(scene, { kind: 'colorize', color, share: share / 100 }, 'e-colorize')
}

/** Reads `cr-<to>_<tolerance>_<from>`; 35 and the colour that the picture has most of where they aren't told. */
export const replaceColor: Part = (scene) => {
  const text = scene.given.text('cr')
  if (text === undefined) return
  const [to, tolerance, from, ...more] = text.split('_')
  const target = parseColor(to ?? '')
  const reach = numberOf(tolerance, 0, 100, 35)
  const source = from === undefined ? 'dominant' : parseColor(from)
  if (!target || reach === undefined || !source || more.length > 0)
    return void scene.given.ignore('cr', 'it has to be <to>_<tolerance 0 to 100>_<from>, with colours.')
  draw(scene, { kind: 'replaceColor', to: target, tolerance: reach / 100, from: source }, 'cr')
}

/** Reads `bl`, a radius of 1 to 100. */
export const blur: Part = (scene) => {
  const radius = scene.given.number('bl')
  if (radius !== undefined) draw(scene, { kind: 'blur', sigma: 1 + radius / 2 }, 'bl')
}

/** Reads `o`, the opacity in percent. */
export const opacity: Part = (scene) => {
  const percent = scene.given.number('o')
  if (percent === undefined || percent === 100) return
  draw(scene, { kind: 'fade', opacity: percent / 100 }, 'o')
  scene.sketch.hasAlpha = true
}
