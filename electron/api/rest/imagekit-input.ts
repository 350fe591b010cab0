import { z } from 'zod'
import type { CallInput, CallOutput, ProcedureName } from '#shared/contract.ts'
import { Failure } from '#shared/failure.ts'
import { FileId, FolderPath, PlaceName } from '#shared/files.ts'
import type { Library } from '../../engine/library.ts'
import { actorOf } from '../actor.ts'
import { readBody } from '../body.ts'
import { type DispatchOptions, dispatch } from '../dispatch.ts'
import type { Call } from '../door.ts'
import { check, checkField } from './imagekit-check.ts'
import { invalid } from './imagekit-errors.ts'

const largestBody = 1024 * 1024

/** Makes one call of the library’s contract, in the name of the program that asks. Rejects with `Failure`. */
export type Ask = <Name extends ProcedureName>(
  call: Call,
  name: Name,
  input: CallInput<Name>,
) => Promise<CallOutput<Name>>

export function createAsk(library: Library, options: DispatchOptions): Ask {
  return async (call, name, input) => {
    const reply = await dispatch(library, name, input, actorOf(call.req.raw), options)
    if (reply.ok) return reply.value as never
    throw Failure.from(reply.failure)
  }
}

async function textOf(call: Call): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of readBody(call.req.raw, largestBody)) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

/** A form’s fields; the same name twice is a list. */
function fieldsOf(text: string): Record<string, string | string[]> {
  const form = new URLSearchParams(text)
  const valuesOf = (name: string) => {
    const values = form.getAll(name)
    return values.length > 1 || name.endsWith('[]') ? values : (values[0] ?? '')
  }
  return Object.fromEntries([...new Set(form.keys())].map((name) => [name.replace(/\[\]$/, ''), valuesOf(name)]))
}

function parseJson(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text)
  } catch {
    throw new Failure('invalid', 'The body is not JSON.')
  }
}

/** The body by its schema, from JSON or a form; the first thing amiss is named. Fails with `invalid`. */
export async function readInput<T extends z.ZodType>(call: Call, schema: T): Promise<z.output<T>> {
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(call.req.header('content-type') ?? '')
  const text = await textOf(call)
  return check(isForm ? fieldsOf(text) : parseJson(text), schema)
}

/** A parameter of the path that is an id: a malformed one is a mistake, an unknown one is not there. */
export function readId(call: Call, name: string): string {
  const { success, data } = FileId.safeParse(call.req.param(name)?.toLowerCase())
  if (success) return data
  throw invalid(name, `Your request contains an invalid ${name}: it must be 24 hex digits.`)
}

/** The path of a file or folder, as it is given. */
export const Path = z.string().min(1).max(8192)

/** A list of texts that may be given as one of them, too. */
export const listOf = <T extends z.ZodType>(texts: T) =>
  z
    .preprocess((value) => (typeof value === 'string' ? [value] : value), texts)
    .meta({ type: 'array', items: { type: 'string' }, minItems: 1 })

/** Several texts. */
export const TextList = listOf(z.array(z.string().min(1)).min(1))

const lookalike = /[^\p{L}\p{N}\p{M}._-]/gu

const asLetters = (name: string) => name.normalize('NFC').replace(lookalike, '_')

/** A name as ImageKit takes it: what is not a letter, a digit, `.`, `_` or `-` becomes `_`. Fails with `invalid`. */
export function asName(name: string, field: string): string {
  const taken = asLetters(name)
  if (taken === '.' || taken === '..') throw invalid(field, `“${field}” must be a name, not “.” or “..”.`)
  return checkField(field, taken, PlaceName)
}

/** A folder’s path as ImageKit takes it: with or without a slash at either end. Fails with `invalid`. */
export function asFolder(path: string, field: string): string {
  const names = path.split('/').filter((name) => name !== '')
  if (names.some((name) => name === '.' || name === '..'))
    throw invalid(field, `“${field}” must be a path without “.” and “..”.`)
  return checkField(field, `/${names.map(asLetters).join('/')}`, FolderPath)
}

/** The path of a file or folder that is there already, whatever its name’s letters. */
export function asPlace(path: string): string {
  return `/${path.split('/').filter(Boolean).join('/')}`
}
