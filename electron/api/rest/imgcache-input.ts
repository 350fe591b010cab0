import type { NewSource } from '../../engine/entry.ts'
import type { Call } from '../door.ts'
import type { FormFields } from '../form.ts'
import { parseInstant } from '../uploads.ts'
import { malformed, missing } from './imgcache-errors.ts'

const listLimit = 10_000
/** What the stock client calls a file that it was given no name for. */
const stockFilename = 'image'

/** A query parameter that must be there; it may be empty. */
export function readQuery(call: Call, name: string): string {
  const value = call.req.query(name)
  if (value === undefined) throw missing('query', name)
  return value
}

export function readPerceptualHash(call: Call): string {
  const value = readQuery(call, 'perceptual_hash')
  if (!/^[0-9a-f]{16}$/i.test(value)) throw malformed('query', 'perceptual_hash', 'must be 16 hex digits')
  return value.toLowerCase()
}

/** Bits that may differ: 0 to 64, 4 when left out. */
export function readDistance(call: Call): number {
  return readNumber(call, 'max_hamming_distance', 0, 64) ?? 4
}

/** The most entries of a list: 1 to 10,000. */
export function readLimit(call: Call): number {
  return readNumber(call, 'limit', 1, listLimit) ?? listLimit
}

/** `true` or `false`; false when left out. */
export function readFlag(call: Call, name: string): boolean {
  const value = call.req.query(name) ?? 'false'
  if (value === 'true' || value === 'false') return value === 'true'
  throw malformed('query', name, 'must be true or false')
}

function readNumber(call: Call, name: string, least: number, most: number): number | undefined {
  const value = call.req.query(name)
  if (value === undefined) return undefined
  const number = /^[+-]?\d{1,9}$/.test(value) ? Number(value) : Number.NaN
  if (number >= least && number <= most) return number
  throw malformed('query', name, `must be a whole number from ${least} to ${most}`)
}

/** The source that a posted form tells of; an empty field counts as left out, as FastAPI counts it. */
export function readSource(fields: FormFields, filename?: string): NewSource {
  const name = filename === stockFilename ? undefined : filename || undefined
  return {
    url: readField(fields, 'url'),
    clientName: readField(fields, 'client_name'),
    filename: name,
    fetchedAt: readTime(fields.get('lookup_time')),
  }
}

function readField(fields: FormFields, name: string): string {
  const value = fields.get(name)
  if (!value) throw missing('body', name)
  return value
}

function readTime(text: string | undefined): string | undefined {
  if (!text) return undefined
  const instant = parseInstant(text)
  if (instant === undefined) throw malformed('body', 'lookup_time', 'must be a time in ISO 8601')
  return instant
}
