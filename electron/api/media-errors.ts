import { type Failure, type FailureCode, failureStatus } from '#shared/failure.ts'
import { dataHeaders, failureHeaders } from './answers.ts'

/** What the hosted service answers otherwise than the rest of this port, for clients that know it. */
const statuses: Partial<Record<FailureCode, number>> = {
  invalid: 400,
  unsupported: 400,
  unreadable: 400,
  tooLarge: 400,
}

const codes: Partial<Record<FailureCode, string>> = {
  invalid: 'EINVAL',
  unsupported: 'ENOTSUP',
  notFound: 'ENOENT',
  unauthorized: 'EACCES',
  forbidden: 'EACCES',
  tooLarge: 'ELIMIT',
  unreachable: 'ECONNREFUSED',
}

/** Request headers that tell which page asks, and so decide about every answer. */
export const pageHeaders = 'origin, referer'

const longest = 1000

/** A sentence as a header takes it: printable ASCII, not too long. */
export function asHeader(text: string): string {
  const plain = text.replace(/[“”„]/g, '"').replace(/[‘’]/g, "'").replaceAll('…', '...').toWellFormed()
  return plain.replace(/[^\x20-\x7e]+/g, encodeURIComponent).slice(0, longest)
}

function bodyOf(status: number, message: string): string {
  if (status === 404) return 'Not Found'
  return status === 400 ? `Bad Image Transformation Request\n${message}\n` : `${message}\n`
}

/** The field of a failure that a signature is at fault for. */
export const signatureField = 'ik-s'

/** A browser would ask for a password that mends no signature. */
const challengeOf = (failure: Failure) =>
  failure.field === signatureField ? { 'www-authenticate': 'URL-Signature' } : failureHeaders(failure)

/** ImageKit’s form of an error: plain text, with `ik-error: CODE - message`. */
export function answerDeliveryFailure(failure: Failure): Response {
  const { code, message } = failure
  const status = statuses[code] ?? failureStatus[code]
  const headers = {
    ...dataHeaders,
    ...challengeOf(failure),
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'private, no-store',
    vary: pageHeaders,
    'ik-error': asHeader(`${codes[code] ?? 'UNIDENTIFIED'} - ${message}`),
  }
  return new Response(bodyOf(status, message), { status, headers })
}
