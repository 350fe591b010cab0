import type { FieldSchema } from '#shared/custom-fields.ts'
import type { Failure } from '#shared/failure.ts'
import { formatSome } from '../../../ui/format.ts'
import type { FieldType } from './draft.ts'

export const typeWords: Record<FieldType, string> = {
  Text: 'Text',
  Textarea: 'Long text',
  Number: 'Number',
  Date: 'Date',
  Boolean: 'Yes or no',
  SingleSelect: 'One of a list',
  MultiSelect: 'Some of a list',
}

/** What the inputs of rules are called. */
export const ruleWords = {
  minValue: 'At least',
  maxValue: 'At most',
  minLength: 'Fewest characters',
  maxLength: 'Most characters',
  selectOptions: 'May be chosen',
  defaultValue: 'Default',
} as const

function rangeWords(low: string | number | undefined, high: string | number | undefined, unit = ''): string[] {
  if (low !== undefined && high !== undefined) return [`${low} to ${high}${unit}`]
  if (low !== undefined) return [`at least ${low}${unit}`]
  return high === undefined ? [] : [`at most ${high}${unit}`]
}

/** The rules of a field on one line: `Number · 1 to 5 · required · default 3`. */
export function schemaWords(schema: FieldSchema): string {
  const { type, minValue, maxValue, minLength, maxLength, selectOptions, isValueRequired, defaultValue } = schema
  return [
    typeWords[type],
    ...rangeWords(minValue, maxValue),
    ...rangeWords(minLength, maxLength, ' characters'),
    ...(selectOptions ? [formatSome(selectOptions.map(String))] : []),
    ...(isValueRequired ? ['required'] : []),
    ...(defaultValue === undefined ? [] : [`default ${valueWords(defaultValue)}`]),
  ].join(' · ')
}

function valueWords(value: FieldSchema['defaultValue']): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return Array.isArray(value) ? formatSome(value.map(String)) : String(value)
}

const labelOf = (rule: string) => (Object.hasOwn(ruleWords, rule) ? ruleWords[rule as keyof typeof ruleWords] : rule)

/** What is wrong, as it is said beside the input that it is about. */
export function problemWords({ message, field }: Failure): string {
  if (field === undefined) return message
  return message
    .replace(/^The (?:schema’s|field) “[^”]*” (?:is not right: )?/, 'This ')
    .replace(/its “(\w+)”/, (_, rule: string) => `“${labelOf(rule)}”`)
}
