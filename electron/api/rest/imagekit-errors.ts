import { randomUUID } from 'node:crypto'
import { Failure, type FailureCode, failureStatus } from '#shared/failure.ts'
import { failureHeaders, json } from '../answers.ts'

/** What ImageKit tells of an error beside its sentence. */
export interface ErrorDetails {
  /** A word for programs, such as FILE_MISSING. */
  reason?: string
  missingFileIds?: string[]
}

/** Where ImageKit’s statuses differ from the rest of this port’s. */
const statuses: Partial<Record<FailureCode, number>> = {
  invalid: 400,
  unreadable: 400,
  tooLarge: 400,
  unreachable: 400,
  cancelled: 400,
  busy: 429,
}

const help = 'The README of Magpie tells which of ImageKit’s calls it answers, and how; /openapi.json has their shapes.'

/** A failure with what ImageKit tells beside its sentence. */
export const refusal = (code: FailureCode, message: string, details: ErrorDetails): Failure =>
  new Failure(code, message, { cause: { details } })

/** A failure of a field of the request. */
export const invalid = (field: string, message: string): Failure => new Failure('invalid', message, { field })

/** The same failure with a word for programs; what is no `Failure` of that code stays as it is. */
export function withReason(error: unknown, code: FailureCode, reason: string): unknown {
  return error instanceof Failure && error.code === code ? refusal(code, error.message, { reason }) : error
}

const mistakes = new Set<FailureCode>(['conflict', 'forbidden', 'notFound', 'tooLarge', 'unreachable', 'unsupported'])

/** What cannot be done with the bytes that a field stands for is a mistake of the request, whatever it is elsewhere. */
export function asMistakeOf(field: string, error: unknown): unknown {
  return error instanceof Failure && mistakes.has(error.code) ? invalid(field, error.message) : error
}

function detailsOf({ cause }: Failure): ErrorDetails {
  const isOurs = typeof cause === 'object' && cause !== null && 'details' in cause
  return isOurs ? (cause.details as ErrorDetails) : {}
}

/** Uploads that wait are the one limit there is: as many at once, to be asked again in a second. */
const rateLimits = (uploads: number) => ({
  'x-ratelimit-limit': String(uploads),
  'x-ratelimit-reset': '1000',
  'x-ratelimit-interval': '1000',
})

/** SDKs for servers read the one name, those for pages the other. */
function requestId() {
  const id = randomUUID()
  return { 'x-ik-requestid': id, 'x-request-id': id }
}

/** What goes wrong in the same way again is not to be tried again, which SDKs would do otherwise. */
const retryHeaders = (code: FailureCode, status: number) =>
  code === 'busy' || status < 409 ? {} : { 'x-should-retry': 'false' }

/** Words as `FailureCode` has them, in ImageKit’s manner: `notFound` → NOT_FOUND. */
const typeOf = (code: FailureCode) => code.replace(/[A-Z]/g, '_$&').toUpperCase()

/** ImageKit’s form of an error: `{message, help, type}` and what else it tells; `uploads` may be under way at once. */
export function answerMessage(failure: Failure, uploads: number): Response {
  const { code, message } = failure
  const status = statuses[code] ?? failureStatus[code]
  const limits = code === 'busy' ? rateLimits(uploads) : {}
  const headers = { ...failureHeaders(failure), ...requestId(), ...retryHeaders(code, status), ...limits }
  return json({ message, help, type: typeOf(code), ...detailsOf(failure) }, status, headers)
}

/** An answer of JSON; SDKs take objects and lists, or nothing at all. */
export const answer = (value: object, status = 200): Response => json(value, status, requestId())

/** An answer without a body. */
export const answerEmpty = (status: 201 | 204): Response => new Response(null, { status, headers: requestId() })
