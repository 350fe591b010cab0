import type { Color } from '../media/drawing.ts'
import { colorNames } from './color-names.ts'

export const black: Color = [0, 0, 0, 1]
export const transparent: Color = [0, 0, 0, 0]

const byte = (hex: string, at: number) => Number.parseInt(hex.slice(at, at + 2), 16)
const doubled = (digits: string) => [...digits].map((digit) => digit + digit).join('')

/**
 * A colour as transformations write it: a name of CSS, 3 or 6 hex digits, or 8: the last two are then decimal, the
 * opacity in percent. Undefined for anything else.
 */
export function parseColor(text: string): Color | undefined {
  const lower = text.toLowerCase()
  const full = colorNames.get(lower) ?? (/^[0-9a-f]{3}$/.test(lower) ? doubled(lower) : lower)
  if (!/^[0-9a-f]{6}(\d\d)?$/.test(full)) return undefined
  return [byte(full, 0), byte(full, 2), byte(full, 4), full.length === 8 ? Number(full.slice(6)) / 100 : 1]
}

/** Whether the text is hex digits without an opacity: then another code may tell it. */
export const lacksOpacity = (text: string) => /^([0-9a-f]{3}|[0-9a-f]{6})$/i.test(text)

export const withOpacity = ([red, green, blue]: Color, opacity: number): Color => [red, green, blue, opacity]
