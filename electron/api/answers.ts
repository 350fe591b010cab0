import { STATUS_CODES } from 'node:http'
import { type Failure, failureStatus } from '#shared/failure.ts'

/** Headers of every answer that is data: nothing of it may become an active document or be embedded elsewhere. */
export const dataHeaders = {
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
} as const

/** An answer of JSON that no cache may keep. */
export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return jsonText(JSON.stringify(value), 'application/json', status, headers)
}

/** An error in the form of RFC 9457; `code` is ours, and steadier than the sentence. */
export function problem(failure: Failure): Response {
  const status = failureStatus[failure.code]
  const title = STATUS_CODES[status] ?? 'Error'
  const field = failure.field === undefined ? {} : { field: failure.field }
  const body = { type: 'about:blank', title, status, code: failure.code, detail: failure.message, ...field }
  return jsonText(JSON.stringify(body), 'application/problem+json', status, failureHeaders(failure))
}

/** What HTTP wants beside some errors: how to give the token, when to come again. */
export function failureHeaders(failure: Failure): Record<string, string> {
  if (failure.code === 'unauthorized') return { 'www-authenticate': 'Basic realm="Magpie", charset="UTF-8"' }
  return failure.code === 'busy' ? { 'retry-after': '1' } : {}
}

function jsonText(body: string, type: string, status: number, more: Record<string, string>): Response {
  const headers = { 'content-type': type, 'cache-control': 'private, no-store', ...dataHeaders, ...more }
  return new Response(body, { status, headers })
}
