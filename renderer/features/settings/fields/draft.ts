import type { CustomField, CustomValue, FieldSchema } from '#shared/custom-fields.ts'
import { Failure } from '#shared/failure.ts'

export type FieldType = FieldSchema['type']
type Scalar = Exclude<CustomValue, unknown[]>

/** A custom field as it is being written: texts, empty where nothing is wished; lists have a line for each value. */
export interface Draft {
  label: string
  name: string
  description: string
  type: FieldType
  minValue: string
  maxValue: string
  minLength: string
  maxLength: string
  selectOptions: string
  defaultValue: string
  isValueRequired: boolean
}

/** The values that a text lists, one on each line. */
export const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

const textOf = (value: CustomValue | undefined) =>
  Array.isArray(value) ? value.map(String).join('\n') : String(value ?? '')

/** What there is to write in, filled from a field where it is there already. */
export function draftOf(field?: CustomField): Draft {
  const { schema = { type: 'Text' } as FieldSchema, label = '', name = '', description } = field ?? {}
  const { type, minValue, maxValue, minLength, maxLength, selectOptions, defaultValue, isValueRequired } = schema
  return {
    ...{ label, name, type, description: description ?? '', isValueRequired: isValueRequired ?? false },
    ...{ minValue: textOf(minValue), maxValue: textOf(maxValue) },
    ...{ minLength: textOf(minLength), maxLength: textOf(maxLength) },
    ...{ selectOptions: textOf(selectOptions), defaultValue: textOf(defaultValue) },
  }
}

/** A name for programs, made of the label for people. */
export const nameFrom = (label: string): string =>
  label
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '')

/** What a text means as a number; the text itself where it is none, for the library to say so. */
const asNumber = (text: string): string | number => (Number.isFinite(Number(text)) ? Number(text) : text)

/** Fails where the text of a count is none. */
function countOf(text: string, rule: 'minLength' | 'maxLength'): number {
  if (/^\d{1,9}$/.test(text.trim())) return Number(text)
  throw new Failure('invalid', 'This has to be a whole number, such as 20.', { field: `schema.${rule}` })
}

/** Values of a list: those that are known keep their kind, so that 1 stays a number. */
const valuesOf = (text: string, known: readonly Scalar[]): Scalar[] =>
  linesOf(text).map((line) => known.find((value) => String(value) === line) ?? line)

function defaultOf({ type, defaultValue, selectOptions }: Draft, known: readonly Scalar[]): CustomValue {
  if (type === 'Number') return asNumber(defaultValue)
  if (type === 'Boolean') return defaultValue === 'true'
  const options = valuesOf(selectOptions, known)
  if (type === 'MultiSelect') return valuesOf(defaultValue, options)
  return type === 'SingleSelect' ? (valuesOf(defaultValue, options)[0] ?? defaultValue) : defaultValue
}

/** The rules that a draft means; `known` are the options that the field had. Fails with the input that is not right. */
export function schemaOf(draft: Draft, known: readonly Scalar[] = []): FieldSchema {
  const { type, minValue, maxValue, minLength, maxLength, selectOptions, defaultValue, isValueRequired } = draft
  const bound = (text: string) => (type === 'Number' ? asNumber(text) : text.trim())
  const isText = type === 'Text' || type === 'Textarea'
  const isRanged = type === 'Number' || type === 'Date'
  return {
    type,
    ...(isText && minLength && { minLength: countOf(minLength, 'minLength') }),
    ...(isText && maxLength && { maxLength: countOf(maxLength, 'maxLength') }),
    ...(isRanged && minValue && { minValue: bound(minValue) }),
    ...(isRanged && maxValue && { maxValue: bound(maxValue) }),
    ...(hasOptions(type) && linesOf(selectOptions).length > 0 && { selectOptions: valuesOf(selectOptions, known) }),
    ...(defaultValue && { defaultValue: defaultOf(draft, known) }),
    ...(isValueRequired && { isValueRequired }),
  }
}

export const hasOptions = (type: FieldType): boolean => type === 'SingleSelect' || type === 'MultiSelect'
