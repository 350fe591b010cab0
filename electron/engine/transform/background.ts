import { Failure } from '#shared/failure.ts'
import type { Box, Color, Fill, Surrounding } from '../media/drawing.ts'
import { parseNumber } from './arithmetic.ts'
import { black, parseColor, withOpacity } from './colors.ts'
import { draw, type Scene } from './scene.ts'

/** What a step fills empty space with. */
export type Background = { kind: 'plain'; fill: Fill } | Surrounding

const plain = (fill: Fill): Background => ({ kind: 'plain', fill })

/** `blurred_<strength 0-100 or auto>_<brightness -255 to 255>`; the strength is a radius as `bl` has it. */
function blurred(words: string[]): Surrounding | undefined {
  const [strength = 'auto', brightness = '0'] = words
  const radius = strength === 'auto' ? 40 : parseNumber(strength)
  const light = parseNumber(brightness)
  if (radius === undefined || radius < 0 || radius > 100 || words.length > 2) return undefined
  if (light === undefined || Math.abs(light) > 255) return undefined
  return { kind: 'blurred', sigma: 1 + radius / 2, brightness: light }
}

function gradient(text: string): Surrounding | undefined {
  const [, kind, corners = '2'] = /^gradient_(dominant|contrast)(?:_([24]))?$/.exec(text) ?? []
  return kind ? { kind: 'gradient', corners: corners === '4' ? 4 : 2, inverted: kind === 'contrast' } : undefined
}

function parseBackground(text: string): Background | undefined {
  const [word, ...words] = text.split('_')
  if (word === 'genfill' || text.startsWith('genfill-'))
    throw new Failure('unsupported', 'bg-genfill needs the hosted service’s AI: choose a colour or bg-blurred.', {
      field: 'bg',
    })
  if (text === 'dominant') return plain('dominant')
  if (word === 'blurred') return blurred(words)
  if (word === 'gradient') return gradient(text)
  const color = parseColor(text)
  return color && plain(color)
}

/** Reads `bg`; black where nothing is told. Backgrounds made of the picture itself fill padding alone. */
export function backgroundOf({ given }: Scene, place: 'padding' | 'elsewhere'): Background {
  const text = given.text('bg')
  if (text === undefined) return plain(black)
  const background = parseBackground(text)
  if (background?.kind === 'plain' || (background && place === 'padding')) return background
  given.ignore('bg', background ? 'it fills padding alone.' : 'it is no colour and no background that is known.')
  return plain(black)
}

/** Lays the picture into a larger box; `left` and `top` are where it lies in there. */
export function spread(scene: Scene, { left, top, width, height }: Box, background: Background): void {
  const { sketch, given } = scene
  const picture = { width: sketch.width, height: sketch.height }
  if (width === picture.width && height === picture.height) return
  const code = given.has('w') ? 'w' : 'h'
  if (background.kind === 'plain') {
    const { fill } = background
    const sides = { top, left, right: width - picture.width - left, bottom: height - picture.height - top }
    if (fill !== 'dominant' && fill[3] < 1) sketch.hasAlpha = true
    draw(scene, { kind: 'extend', fill, ...sides }, code)
  } else draw(scene, { kind: 'surround', look: background, left, top, width, height, picture }, code)
}

/** Puts the told colour behind what is transparent. With opacity, the colour counts as opaque. */
export function back(scene: Scene): void {
  const { given, sketch } = scene
  // What padding is made of the picture itself has been drawn already.
  if (!given.has('bg') || !isColor(given.text('bg') ?? '')) return
  const background = backgroundOf(scene, 'elsewhere')
  if (!sketch.hasAlpha || background.kind !== 'plain' || background.fill === 'dominant') return
  // Padding of a transparent colour has it already.
  if (background.fill[3] < 1 && /pad/.test(given.text('cm') ?? given.text('c') ?? '')) return
  const color: Color = given.has('o') ? withOpacity(background.fill, 1) : background.fill
  draw(scene, { kind: 'back', color }, 'bg')
  sketch.hasAlpha = color[3] < 1
}

const isColor = (text: string) => parseColor(text) !== undefined
