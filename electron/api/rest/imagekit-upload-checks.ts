import { Failure } from '#shared/failure.ts'
import type { FileAttributes } from '#shared/files.ts'
import type { Content } from '../../engine/entry.ts'
import {
  type Condition,
  type Expression,
  formatQuery,
  parseQuery,
  type Value,
} from '../../engine/file-search/grammar.ts'
import { instantOf, readBoolean, readNumber, readSize } from '../../engine/file-search/values.ts'
import type { FormFields } from '../form.ts'
import { invalid } from './imagekit-errors.ts'

type Fact = string | number | boolean

/** What an upload has of a field, and how a query writes it. */
interface Field {
  operators: readonly string[]
  read(value: Value): Fact
  /** Several where it has several, none where it has none. */
  facts: readonly Fact[]
}

type Fields = Record<string, Field>

const equal = ['=', 'NOT =']
const lists = ['IN', 'NOT IN']
const texts = [...equal, ...lists, ':']
const ranges = ['=', '<', '<=', '>', '>=']

const factsOf = (fact: Fact | null | undefined): Fact[] => (fact === null || fact === undefined ? [] : [fact])
const readText = ({ text }: Value): Fact => text
const readAmount = (value: Value): Fact => Number(readNumber(value, 0))
const readBytes = (value: Value): Fact => Number(readSize(value, 0))
const readType = ({ text }: Value): Fact => text.toLowerCase().replace(/^image\/jpg$/, 'image/jpeg')
const readFolder = ({ text }: Value): Fact => text.replace(/^\//, '')

const textField = (fact: string | undefined): Field => ({
  ...{ operators: texts, read: readText },
  facts: factsOf(fact || null),
})
const flagField = (fact: boolean): Field => ({ operators: equal, read: readBoolean, facts: [fact] })
const amountField = (fact: number | null, read = readAmount): Field => ({
  operators: ranges,
  read,
  facts: factsOf(fact),
})

/** A folder’s path is written with a slash at either end or without. */
function folderField(path = ''): Field {
  const folder = path.replace(/^\/|\/+$/g, '')
  return { operators: texts, read: readFolder, facts: [folder, `${folder}/`] }
}

/** The values themselves tell how those of the query are read. */
function customField(value: Fact | Fact[] | null | undefined): Field {
  const facts = Array.isArray(value) ? value : factsOf(value)
  const readers = { number: readAmount, boolean: readBoolean, string: readText }
  const read = (given: Value) => readers[typeof facts[0] as keyof typeof readers]?.(given) ?? given.text
  return { operators: [...texts, ...ranges], read, facts }
}

/** What can be asked of the request, its flags being what they are where they are left out. */
function requestFields(fields: FormFields, { tags, customMetadata }: FileAttributes): Fields {
  const flag = (name: string, fallback: boolean) =>
    flagField((fields.get(name)?.toLowerCase() || `${fallback}`) === 'true')
  const custom = Object.entries(customMetadata ?? {})
  return {
    'request.fileName': textField(fields.get('fileName')),
    'request.useUniqueFileName': flag('useUniqueFileName', true),
    'request.tags': { operators: lists, read: readText, facts: tags ?? [] },
    'request.folder': folderField(fields.get('folder')),
    'request.isPrivateFile': flag('isPrivateFile', false),
    'request.isPublished': flag('isPublished', true),
    'request.customCoordinates': textField(fields.get('customCoordinates')),
    'request.webhookUrl': textField(fields.get('webhookUrl')),
    'request.overwriteFile': flag('overwriteFile', true),
    'request.overwriteAITags': flag('overwriteAITags', true),
    'request.overwriteTags': flag('overwriteTags', true),
    'request.overwriteCustomMetadata': flag('overwriteCustomMetadata', true),
    ...Object.fromEntries(custom.map(([name, value]) => [`${customPrefix}${name}`, customField(value)])),
  }
}

const customPrefix = 'request.customMetadata.'

/** What can be asked of the bytes; a picture has nothing of what videos have. */
const contentFields = ({ byteSize, contentType, width, height }: Content): Fields => ({
  'file.size': amountField(byteSize, readBytes),
  'file.mime': { operators: texts, read: readType, facts: [contentType] },
  'mediaMetadata.width': amountField(width),
  'mediaMetadata.height': amountField(height),
  'mediaMetadata.duration': amountField(null),
  'mediaMetadata.bitRate': amountField(null),
  'mediaMetadata.videoCodec': textField(undefined),
  'mediaMetadata.audioCodec': textField(undefined),
})

const comparisons: Record<string, (order: number) => boolean> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
}

/** Numbers by size, texts as the dates that they are; no order is NaN, which no comparison holds of. */
function orderOf(a: Fact, b: Fact | undefined): number {
  if (typeof a === 'string') return (instantOf(a) ?? Number.NaN) - (instantOf(String(b)) ?? Number.NaN)
  return Number(a) - Number(b)
}

function fieldOf({ field, operator, isNegated }: Condition, fields: Fields): Field {
  const found = Object.hasOwn(fields, field) ? fields[field] : undefined
  const known = found ?? (field.startsWith(customPrefix) ? customField(null) : undefined)
  if (!known) throw invalid('checks', `There is no “${field}” to check: there are ${Object.keys(fields).join(', ')}.`)
  const written = isNegated ? `NOT ${operator}` : operator
  if (known.operators.includes(written)) return known
  throw invalid('checks', `“${field}” cannot be checked by ${written}, but by ${known.operators.join(' ')}.`)
}

function holdsOf(condition: Condition, fields: Fields): boolean {
  const { operator, isNegated } = condition
  const { facts, read } = fieldOf(condition, fields)
  const values = condition.values.map(read)
  const compare = comparisons[operator]
  const isMet = (fact: Fact) => {
    if (compare) return compare(orderOf(fact, values[0]))
    return operator === ':' ? String(fact).startsWith(String(values[0])) : values.includes(fact)
  }
  return facts.some(isMet) !== isNegated
}

/** The first part that does not hold and is the reason why all does not; undefined where all holds. */
function failing(expression: Expression, fields: Fields): Expression | undefined {
  if (expression.kind === 'condition') return holdsOf(expression, fields) ? undefined : expression
  const failures = expression.parts.map((part) => failing(part, fields))
  if (expression.kind === 'and') return failures.find((failure) => failure)
  return failures.every((failure) => failure) ? expression : undefined
}

function parseChecks(checks: string): Expression {
  try {
    return parseQuery(checks)
  } catch (error) {
    throw error instanceof Failure ? invalid('checks', error.message) : error
  }
}

/**
 * Reads an upload’s `checks` (ImageKit’s “Upload API checks”, of the grammar of searchQuery): what it returns fails with
 * `invalid` for bytes that do not pass, naming the condition. Fails so itself for what cannot be read.
 */
export function readChecks(fields: FormFields, attributes: FileAttributes): ((content: Content) => void) | undefined {
  const checks = fields.get('checks')
  if (!checks) return undefined
  const expression = parseChecks(checks)
  const request = requestFields(fields, attributes)
  return (content) => {
    const failed = failing(expression, { ...request, ...contentFields(content) })
    if (failed) throw invalid('checks', `The upload does not pass its checks: ${formatQuery(failed)} does not hold.`)
  }
}
