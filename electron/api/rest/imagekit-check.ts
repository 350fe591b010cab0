import { z } from 'zod'
import { invalid } from './imagekit-errors.ts'

type Issue = z.core.$ZodIssue

/** Types of values, in words. */
const kinds: Record<string, string> = {
  string: 'a text',
  boolean: 'true or false',
  number: 'a number',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

/** What a field has to be, in words; messages that a schema brings are kept. */
function wishOf(issue: Issue): string {
  if (issue.code === 'invalid_type') return `must be ${kinds[issue.expected] ?? issue.expected}`
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.join(', ')}`
  if (issue.code === 'too_small') return 'may not be empty'
  if (issue.code === 'too_big')
    return `may have ${issue.maximum} ${issue.origin === 'array' ? 'entries' : 'characters'} at most`
  return issue.message
}

const isNumber = (issue: Issue) => 'origin' in issue && (issue.origin === 'number' || issue.origin === 'int')

/** The sentence on what is amiss with a field: ImageKit’s own of numbers out of their range. */
function sentenceOf(issue: Issue, field: string): string {
  if (issue.code === 'too_small' && isNumber(issue))
    return `The value of ${field} parameter should be greater than or equal to ${issue.minimum}.`
  if (issue.code === 'too_big' && isNumber(issue))
    return `The value of ${field} parameter should be less than or equal to ${issue.maximum}.`
  return `Your request contains an invalid value for “${field || 'body'}”: ${wishOf(issue)}.`
}

const valueAt = (value: unknown, key: PropertyKey | undefined) =>
  typeof value === 'object' && value !== null && key !== undefined ? Reflect.get(value, key) : undefined

/** A value by its schema. Fails with `invalid`, naming the field. */
export function check<T extends z.ZodType>(value: unknown, schema: T): z.output<T> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  if (!issue) throw invalid('body', 'The body cannot be read.')
  const field = issue.path.map(String).join('.')
  const isMissing = issue.path.length === 1 && valueAt(value, issue.path[0]) === undefined
  throw invalid(field, isMissing ? `Your request is missing the ${field} parameter.` : sentenceOf(issue, field))
}

/** The value of one field by its schema. Fails with `invalid`, naming the field. */
export function checkField<T extends z.ZodType>(field: string, value: unknown, schema: T): z.output<T> {
  return check({ [field]: value }, z.object({ [field]: schema }))[field] as z.output<T>
}
