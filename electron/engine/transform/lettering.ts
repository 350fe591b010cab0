import type { Color, Lettering, Sides } from '../media/drawing.ts'
import { parseNumber } from './arithmetic.ts'
import { black, lacksOpacity, withOpacity } from './colors.ts'
import type { Given } from './given.ts'
import type { Scene } from './scene.ts'
import { side } from './wanted.ts'

/** The bundled families by words that are in the names of what they stand for. */
const families: readonly (readonly [RegExp, string])[] = [
  [/mono|courier|consol|code/i, 'DejaVu Sans Mono'],
  [/^(?!.*sans).*(serif|times|georgia|garamond|merriweather|playfair|lora|roman)/i, 'DejaVu Serif'],
]
const usualFamily = 'DejaVu Sans'
const usualSize = 45
/** Characters after which text is cut: plain, in base64, and in overlays from before there were layers. */
const longest = { plain: 2000, encoded: 2500, old: 144 }

/** A colour whose opacity, where its digits don’t tell it, is told in tenths by `al`. */
export function colorWithAlpha({ given }: Scene, code: string, otherwise: Color): Color {
  const text = given.text(code) ?? ''
  const color = given.color(code) ?? otherwise
  const tenths = given.number('al')
  return tenths !== undefined && (lacksOpacity(text) || text === '') ? withOpacity(color, tenths / 10) : color
}

function familyOf({ given, planning }: Scene): string {
  const name = given.text('ff')
  if (name === undefined) return usualFamily
  const family = families.find(([pattern]) => pattern.test(name))?.[1] ?? usualFamily
  if (family.toLowerCase() !== name.replaceAll('_', ' ').toLowerCase())
    planning.note(
      given.nameOf('ff'),
      `${given.nameOf('ff')}: “${name}” is not among the fonts here; ${family} stands for it.`,
    )
  return family
}

function typography(given: Given): Pick<Lettering, 'bold' | 'italic' | 'struck'> {
  const words = new Set((given.text('tg') ?? '').toLowerCase().split('_').filter(Boolean))
  const style = { bold: words.delete('b'), italic: words.delete('i'), struck: words.delete('strikethrough') }
  if (words.size > 0) given.ignore('tg', 'it has to be b, i or strikethrough, or several joined by “_”.')
  return style
}

/** Plain or base64 text, cut where the hosted service cuts it. */
function textOf({ given, planning }: Scene): string {
  const encoded = given.text('ie')
  const text = encoded === undefined ? (given.text('i') ?? '') : decodeText(encoded.slice(0, longest.encoded))
  const isOld = given.nameOf('i') === 'ot' || given.nameOf('ie') === 'ote'
  const most = isOld ? longest.old : longest.plain
  if (text.length > most || (encoded?.length ?? 0) > longest.encoded)
    planning.note(given.nameOf(encoded === undefined ? 'i' : 'ie'), 'The text was cut: it is too long.')
  // Characters that no text may hold would end the layout.
  return [...text.toWellFormed().replace(/(?!\n)\p{Cc}/gu, ' ')].slice(0, most).join('')
}

/** Base64 of UTF-8, as URLs have it: escaped, or with `-` and `_`. */
export const decodeText = (base64: string): string => Buffer.from(base64, 'base64').toString('utf8')

/** Reads what a text layer says of its letters. */
export function letteringOf(scene: Scene): Lettering {
  const { given, sketch } = scene
  const size = Math.max(1, given.number('fs') ?? usualSize)
  const wrap = side(scene, 'w', sketch.parent?.width ?? 0)
  const lineHeight = given.number('lh')
  const align = given.word('ia', ['left', 'center', 'right']) ?? 'center'
  return {
    text: textOf(scene),
    family: familyOf(scene),
    size,
    ...typography(given),
    align,
    color: colorWithAlpha(scene, 'co', black),
    wrap: wrap === undefined ? null : Math.max(1, Math.round(wrap)),
    // Fonts ask for about 1.16 of their size; a number below 10 is a multiple of it.
    leading: lineHeight ? Math.round((lineHeight < 10 ? lineHeight * size : lineHeight) - 1.16 * size) : 0,
  }
}

/** Reads `pa` in the order of CSS: all sides, top and bottom with the sides, or clockwise from the top. */
export function paddingOf({ given }: Scene): Sides {
  const text = given.text('pa')
  const none = { top: 0, right: 0, bottom: 0, left: 0 }
  if (text === undefined) return none
  const isList = /^[\d.]+(_[\d.]+){1,3}$/.test(text)
  const numbers = isList ? text.split('_').map(parseNumber) : [given.numberIn('pa', text)]
  const [top, right = top, bottom = top, left = right] = numbers.map((number) => number && Math.round(number))
  if (numbers.includes(undefined) || numbers.some((number) => (number ?? 0) < 0)) return none
  return { top: top ?? 0, right: right ?? 0, bottom: bottom ?? 0, left: left ?? 0 }
}
