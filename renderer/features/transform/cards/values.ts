import { base64 } from '#shared/imagekit/encode.ts'
import type { Parameter } from '#shared/imagekit/grammar.ts'
import { optionOf } from '#shared/imagekit/names.ts'

/** A number as values have it: `N35` and `-35` are below zero; undefined for words and arithmetic. */
export function numberOf(text: string): number | undefined {
  const [, sign, digits] = /^([N-]?)(\d+(?:\.\d+)?|\.\d+)$/.exec(text) ?? []
  if (digits === undefined) return undefined
  return sign ? -Number(digits) : Number(digits)
}

const numberText = (value: number) => (value < 0 ? `N${-value}` : String(value))

interface Range {
  min: number
  max: number
}

/** A number that is so much more, within its range; undefined where the text is no number. */
export function stepped(text: string, by: number, { min, max }: Range): string | undefined {
  const value = numberOf(text)
  if (value === undefined) return undefined
  const next = Math.min(Math.max(value + by, min), max)
  return numberText(Number(next.toFixed(4)))
}

/** What a slider’s place is called as a value. */
export const sliderText = (value: number): string => numberText(Number(value.toFixed(4)))

/** The step of a slider over a range; undefined where the range is too wide for one. */
export function sliderStep({ min, max, integer }: Range & { integer?: true }): number | undefined {
  if (max - min > 720) return undefined
  return integer || max - min > 5 ? 1 : 0.1
}

/** Base64 as the text that it stands for; what is none stays as it is. */
function fromBase64(text: string): string {
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (byte) => byte.charCodeAt(0))
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return text
  }
}

const isEncoded = (code: string) => code === 'ie' || code === 'ote'
const isPath = (code: string) => code === 'i' || optionOf(code)?.value.kind === 'path'

/** The value of a parameter as people read it: decoded, paths with slashes. A text layer’s input is no path. */
export function readableValue({ code, value = '' }: Parameter, layer?: string): string {
  if (isEncoded(code)) return fromBase64(value)
  return isPath(code) && !(code === 'i' && layer === 'text') ? value.replaceAll('@@', '/') : value
}

// What SDKs write plainly; all else they encode.
const plainInputs = { text: /^[a-zA-Z0-9-._ ]*$/, path: /^[a-zA-Z0-9-._/ ]*$/ }

/** A parameter with what was typed as its value, in the way that its code needs; a layer’s input chooses its code. */
export function withReadable(parameter: Parameter, typed: string, layer?: string): Parameter {
  const { code } = parameter
  const isText = layer === 'text'
  if (code === 'i' || code === 'ie') {
    const isPlain = plainInputs[isText ? 'text' : 'path'].test(typed)
    if (!isPlain) return { kind: 'parameter', code: 'ie', value: base64(typed.toWellFormed()) }
    return { kind: 'parameter', code: 'i', value: isText ? typed : typed.replaceAll('/', '@@') }
  }
  if (isEncoded(code)) return { ...parameter, value: base64(typed.toWellFormed()) }
  return { ...parameter, value: isPath(code) ? typed.replaceAll('/', '@@') : typed }
}

/** A colour as CSS has it: 3 or 6 hex digits, 8 of which the last two are percent, or a name; undefined for others. */
export function cssColor(text: string): string | undefined {
  const [, digits, percent] = /^([0-9a-f]{3}|[0-9a-f]{6})(\d\d)?$/i.exec(text) ?? []
  if (digits && percent && digits.length === 6) return `rgb(from #${digits} r g b / ${Number(percent)}%)`
  if (digits) return `#${digits}`
  return /^[a-z]{3,20}$/.test(text) ? text : undefined
}

/** A picked colour, `#rrggbb`, in place of another, whose opacity it keeps. */
export function pickedColor(before: string, picked: string): string {
  const percent = /^[0-9a-f]{6}(\d\d)$/i.exec(before)?.[1] ?? ''
  return picked.slice(1).toUpperCase() + percent
}
