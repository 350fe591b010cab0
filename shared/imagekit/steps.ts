import { pathAsValue } from './encode.ts'
import { imageKitError } from './errors.ts'
import { layerText } from './layers.ts'
import { codeOf, type Overlay, optionOf, type Transformation } from './names.ts'
import type { Dialect } from './option.ts'

/** Where the transformation of a URL stands. */
export type Position = 'path' | 'query'

interface Context {
  dialect: Dialect
  position: Position
  depth: number
}

const deepestLayer = 16
const pathCodes = new Set(['di', 'oi', 'ff'])

const invalid = (field: string, message: string) => imageKitError('INVALID_TRANSFORMATION', field, message)

/** A value as text; lists are joined by `_`. Errors: INVALID_TRANSFORMATION for what is no text, number or boolean. */
function textOf(value: unknown, field: string): string {
  if (Array.isArray(value)) return value.map((part) => textOf(part, field)).join('_')
  if (['string', 'number', 'boolean', 'bigint'].includes(typeof value)) return String(value)
  throw invalid(field, `The value of “${field}” has to be a text, a number, true or false, or a list of them.`)
}

/** Whether modern SDKs write the code alone for this value, leave it out, or write the value as usual. */
function modernForm(code: string, value: unknown): 'alone' | 'nothing' | 'value' {
  const kind = optionOf(code)?.value
  const isOn = value === true || value === 'true'
  if (kind?.kind === 'switch') return isOn || value === '-' ? 'alone' : 'nothing'
  const isDefault = isOn || (typeof value === 'string' && value.trim() === '')
  return kind && 'optional' in kind && isDefault ? 'alone' : 'value'
}

function valueText(code: string, value: unknown, { dialect, position }: Context): string {
  const text = textOf(value, code)
  if (pathCodes.has(code)) return pathAsValue(text)
  if (dialect === 'modern' && code === 't' && text.trim() === '') return 'true'
  return position === 'path' ? text.replaceAll('/', '%2F') : text
}

function overlayText(overlay: Overlay, context: Context): string {
  const inner = { ...context, depth: context.depth + 1 }
  if (inner.depth > deepestLayer) throw invalid('overlay', `Layers may nest ${deepestLayer} deep: take some out.`)
  return layerText(overlay, {
    textOf,
    isEncoded: context.dialect === 'modern' || context.position === 'path',
    innerSteps: (steps) => stepTexts(steps, inner).filter(Boolean).join(':'),
  })
}

/** One name and value of a step as `code-value`; empty where there is nothing to write. */
function itemText(name: string, value: unknown, context: Context): string {
  if (value === null || value === undefined) return ''
  if (name === 'raw') return textOf(value, 'raw')
  if (name === 'overlay' && typeof value === 'object') return overlayText(value as Overlay, context)
  const code = codeOf(name, context.dialect)
  const form = context.dialect === 'modern' ? modernForm(code, value) : value === '-' ? 'alone' : 'value'
  if (form === 'nothing') return ''
  return form === 'alone' ? code : `${code}-${valueText(code, value, context)}`
}

function stepText(step: unknown, context: Context, index: number): string {
  if (typeof step !== 'object' || Array.isArray(step))
    throw invalid(`transformation[${index}]`, 'Each step has to be an object of names and values.')
  const items = Object.entries(step ?? {}).map(([name, value]) => itemText(name, value, context))
  return items.filter(Boolean).join(',')
}

function stepTexts(steps: unknown, context: Context): string[] {
  if (steps === null || steps === undefined) return []
  if (!Array.isArray(steps)) throw invalid('transformation', 'The transformation has to be a list of steps.')
  return steps.map((step, index) => stepText(step, context, index))
}

/**
 * Steps as the text of a transformation: `w-300,h-200:rt-90`; empty where there is nothing to do.
 * Modern SDKs drop empty steps, classic ones write them. Errors: INVALID_TRANSFORMATION.
 */
export function transformationText(
  steps: readonly Transformation[] | null | undefined,
  { dialect, position }: { dialect: Dialect; position: Position },
): string {
  const texts = stepTexts(steps, { dialect, position, depth: 0 })
  return (dialect === 'modern' ? texts.filter(Boolean) : texts).join(':')
}
