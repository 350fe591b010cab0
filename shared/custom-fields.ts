import { z } from 'zod'
import { Failure } from './failure.ts'

const Scalar = z.union([z.string().max(5000), z.number(), z.boolean()])
/** What a custom field of a file holds: several values where many may be chosen. */
export const CustomValue = z.union([Scalar, z.array(Scalar).max(1000)])
export type CustomValue = z.infer<typeof CustomValue>

const bound = z.union([z.string().max(100), z.number()])

/** The rules for a field's values; limits are of numbers, ISO 8601 dates or characters, as the type is. */
export const FieldSchema = z.strictObject({
  type: z.enum(['Text', 'Textarea', 'Number', 'Date', 'Boolean', 'SingleSelect', 'MultiSelect']),
  minValue: bound.optional(),
  maxValue: bound.optional(),
  minLength: z.int().min(0).optional(),
  maxLength: z.int().min(0).optional(),
  selectOptions: z.array(Scalar).min(1).max(1000).optional(),
  isValueRequired: z.boolean().optional(),
  defaultValue: CustomValue.optional(),
})
export type FieldSchema = z.infer<typeof FieldSchema>

/** A field that files may have values of: `name` is for programs, `label` and `description` for people. */
export const CustomField = z.object({
  id: z.string(),
  name: z.string(),
  label: z.string(),
  description: z.string().nullable(),
  schema: FieldSchema,
})
export type CustomField = z.infer<typeof CustomField>

const isText = ({ type }: FieldSchema) => type === 'Text' || type === 'Textarea'
const isSelect = ({ type }: FieldSchema) => type === 'SingleSelect' || type === 'MultiSelect'
const isRanged = ({ type }: FieldSchema) => type === 'Number' || type === 'Date'
const isDate = (value: unknown) =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:?\d{2})?)?$/.test(value) && isInstant(value)
const isInstant = (value: string) => !Number.isNaN(Date.parse(value))
const order = (schema: FieldSchema, value: string | number) =>
  schema.type === 'Date' ? Date.parse(String(value)) : Number(value)

function problemOfText({ minLength = 0, maxLength = Infinity }: FieldSchema, value: unknown): string | undefined {
  if (typeof value !== 'string') return 'has to be a text'
  const { length } = [...value]
  if (length < minLength) return `has to have ${minLength} characters at least`
  return length > maxLength ? `may have ${maxLength} characters at most` : undefined
}

function problemOfRanged(schema: FieldSchema, value: unknown): string | undefined {
  const isNumber = typeof value === 'number' && Number.isFinite(value)
  if (schema.type === 'Number' && !isNumber) return 'has to be a number'
  if (schema.type === 'Date' && !isDate(value)) return 'has to be a date in ISO 8601'
  const { minValue, maxValue } = schema
  const at = order(schema, value as string | number)
  if (minValue !== undefined && at < order(schema, minValue)) return `has to be ${minValue} at least`
  if (maxValue !== undefined && at > order(schema, maxValue)) return `may be ${maxValue} at most`
  return undefined
}

function problemOfSelect({ type, selectOptions = [] }: FieldSchema, value: unknown): string | undefined {
  if (type === 'MultiSelect' && !Array.isArray(value)) return 'has to be a list'
  const chosen: unknown[] = Array.isArray(value) ? value : [value]
  const isKnown = (one: unknown) => selectOptions.some((option) => option === one)
  const isOnce = new Set(chosen).size === chosen.length
  if (chosen.every(isKnown) && isOnce && (type === 'MultiSelect' || !Array.isArray(value))) return undefined
  return `has to be ${type === 'MultiSelect' ? 'some' : 'one'} of ${selectOptions.map(String).join(', ')}`
}

/** What is wrong with a value for a field, to follow its name; undefined where nothing is. */
export function problemOfValue(schema: FieldSchema, value: CustomValue): string | undefined {
  if (isText(schema)) return problemOfText(schema, value)
  if (isRanged(schema)) return problemOfRanged(schema, value)
  if (isSelect(schema)) return problemOfSelect(schema, value)
  return typeof value === 'boolean' ? undefined : 'has to be true or false'
}

/** Which rules mean something, by the kind of the type. */
const rules: [keyof FieldSchema, (schema: FieldSchema) => boolean][] = [
  ['minLength', isText],
  ['maxLength', isText],
  ['minValue', isRanged],
  ['maxValue', isRanged],
  ['selectOptions', isSelect],
]

const invalid = (rule: string, message: string) =>
  new Failure('invalid', `The schema’s “${rule}” ${message}.`, { field: `schema.${rule}` })

function expectBounds(schema: FieldSchema): void {
  const { minValue, maxValue, minLength, maxLength, ...others } = schema
  for (const [rule, value] of Object.entries({ minValue, maxValue })) {
    const problem = value === undefined ? undefined : problemOfRanged(others, value)
    if (problem) throw invalid(rule, problem)
  }
  const isTurned = minValue !== undefined && maxValue !== undefined && order(schema, minValue) > order(schema, maxValue)
  if (isTurned) throw invalid('minValue', 'is larger than its “maxValue”')
  if ((minLength ?? 0) > (maxLength ?? Infinity)) throw invalid('minLength', 'is larger than its “maxLength”')
}

/** Values are kept without their kind where that is true or false, so that 1 and true cannot both be chosen. */
function expectOptions(schema: FieldSchema): void {
  if (!schema.selectOptions) throw invalid('selectOptions', 'has to list what may be chosen')
  const kept = schema.selectOptions.map((option) => (typeof option === 'boolean' ? Number(option) : option))
  if (new Set(kept).size < kept.length) throw invalid('selectOptions', 'lists a value twice')
}

/** Fails with `invalid` for rules that do not go with the type or with each other. */
export function expectSchema(schema: FieldSchema): void {
  for (const [rule, fits] of rules)
    if (schema[rule] !== undefined && !fits(schema)) throw invalid(rule, `is not for the type ${schema.type}`)
  expectBounds(schema)
  if (isSelect(schema)) expectOptions(schema)
  const { defaultValue, isValueRequired } = schema
  if (defaultValue === undefined && isValueRequired)
    throw invalid('defaultValue', 'has to be there when a value is required')
  const problem = defaultValue === undefined ? undefined : problemOfValue(schema, defaultValue)
  if (problem) throw invalid('defaultValue', problem)
}
