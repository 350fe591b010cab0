import { escapeInQuery } from './encode.ts'
import { formatTransformation, type Item, type Parameter, parseTransformation, type Step } from './grammar.ts'
import { overlayOf, usualLayer } from './named-layer.ts'
import { optionOf, type Transformation } from './names.ts'
import { rawText, stepsIn, type Writing } from './raw-text.ts'
import { transformationText } from './steps.ts'

/** For whom options are named: the rules of a dialect, and camelCase for TypeScript or snake_case for Python. */
export interface SdkStyle extends Writing {
  letters: 'camelCase' | 'snake_case'
}

const pathCodes = new Set(['di', 'oi', 'ff'])
const usualCode = /^[a-z][\w-]*$/i

const inCamelCase = (name: string) =>
  name.replace(/_usm$/, 'USM').replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** The name that SDKs of the dialect have for a code; unknown codes are their own name, and SDKs pass them on. */
function nameOf(code: string, { dialect, letters }: SdkStyle): string {
  const option = optionOf(code)
  if (!option?.dialects.includes(dialect)) return code
  const names = dialect === 'modern' ? option.modernNames : option.names
  // Classic SDKs know effects by these names alone.
  const name = names.find((one) => one.startsWith('effect_')) ?? names[0] ?? code
  return letters === 'camelCase' ? inCamelCase(name) : name
}

function optionValue(item: Parameter, style: SdkStyle): boolean | number | string {
  const { code, value } = item
  const isModern = style.dialect === 'modern'
  if (value === undefined) return isModern ? true : '-'
  const kind = optionOf(code)?.value.kind
  if (isModern && kind !== 'text' && /^(?:true|false)$/.test(value)) return value === 'true'
  if (kind === 'number' && String(Number(value)) === value) return Number(value)
  const written = rawText([[{ ...item, code: 'x' }]], style).slice('x-'.length)
  return pathCodes.has(code) ? written.replaceAll('@@', '/') : written
}

/** What a reader of the URL gets to see of a text that was written into it. */
function asRead(text: string, { dialect, position }: Writing): string {
  if (dialect !== 'modern' || position === 'path') return text
  try {
    return decodeURIComponent(escapeInQuery(text))
  } catch {
    return text
  }
}

function isRight(candidate: Transformation, item: Item, style: SdkStyle): boolean {
  const parsed = parseTransformation(asRead(transformationText([candidate], style), style))
  const [step = []] = stepsIn(style.dialect, [[item]])
  const usual = (items: Step) => formatTransformation([items.map(usualLayer)])
  return parsed.ok && parsed.steps.length === 1 && usual(parsed.steps[0] ?? []) === usual(step)
}

function candidateOf(item: Item, style: SdkStyle): Transformation | undefined {
  if (item.kind === 'parameter')
    return usualCode.test(item.code) ? { [nameOf(item.code, style)]: optionValue(item, style) } : undefined
  if (item.kind === 'condition' || style.dialect !== 'modern') return undefined
  return { overlay: overlayOf(item, (steps) => transformationOf(steps, style)) }
}

/** An item under its name; undefined where it has none that says the same. */
function namedItem(item: Item, style: SdkStyle): Transformation | undefined {
  const candidate = candidateOf(item, style)
  return candidate && isRight(candidate, item, style) ? candidate : undefined
}

/** What has no name, or whose name is taken already, is raw, and with it all that follows. */
function namedStep(step: Step, style: SdkStyle): Transformation {
  const named: Transformation = {}
  for (const [place, item] of step.entries()) {
    const one = namedItem(item, style)
    const isTaken = one && Object.keys(one).some((name) => Object.hasOwn(named, name))
    if (!one || isTaken) return { ...named, raw: rawText([step.slice(place)], style) }
    Object.assign(named, one)
  }
  return named
}

/**
 * Steps as options of an SDK, whose `url()` makes the same steps of them again: names of the dialect, numbers as
 * numbers, overlays as objects in the modern one. Within a layer, its input and place come first, and base64 is used only
 * where it has to be.
 */
export const transformationOf = (steps: readonly Step[], style: SdkStyle): Transformation[] =>
  steps.map((step) => namedStep(step, style))
