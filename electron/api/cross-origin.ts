import type { Visit } from './guard.ts'

/** Lets an allowed foreign page read an answer; without such an origin the answer stays as it is. */
export function allowCrossOrigin(response: Response, origin: string | undefined): Response {
  if (origin === undefined) return response
  response.headers.set('access-control-allow-origin', origin)
  response.headers.set(
    'access-control-expose-headers',
    'x-total-count, x-truncated, etag, content-range, x-ik-requestid, x-request-id',
  )
  response.headers.append('vary', 'origin')
  return response
}

/** Lets a foreign page that was let in show a picture; the library’s own needs no leave. */
export function allowEmbedding(response: Response, { isForeign, origin }: Visit): Response {
  if (!isForeign) return response
  const { headers } = response
  headers.set('cross-origin-resource-policy', 'cross-origin')
  if (origin !== undefined) {
    headers.set('access-control-allow-origin', origin)
    headers.set('access-control-expose-headers', 'etag, content-range, ik-error, x-magpie-warning')
  }
  return response
}

/** Answers an allowed page’s question whether it may send a request. */
export function answerPreflight(methods: string): Response {
  const headers = {
    'access-control-allow-methods': methods,
    'access-control-allow-headers': 'authorization, content-type, range, last-event-id',
    'access-control-max-age': '600',
  }
  return new Response(null, { status: 204, headers })
}
