import { createHash, timingSafeEqual } from 'node:crypto'
import { getPath } from 'hono/utils/url'

const prefix = /^\/k\/([^/]*)(\/.*|$)/s

/** The path that routes are matched by: without the `/k/<token>` that may stand before it. */
export function pathOf(request: Request): string {
  const path = getPath(request)
  return path.startsWith('/k/') ? prefix.exec(path)?.[2] || '/' : path
}

/** Whether a request shows the token; every request does where none is set. */
export function createTokenCheck(token: string | undefined): (request: Request) => boolean {
  if (token === undefined) return () => true
  return (request) => shownTokens(request).some((shown) => isEqual(shown, token))
}

// Digests have one length, so that the comparison tells nothing of the secret's.
const digest = (text: string) => createHash('sha256').update(text).digest()

/** Whether what is shown is the secret that is expected, compared in constant time. */
export const isEqual = (shown: string, expected: string): boolean => timingSafeEqual(digest(shown), digest(expected))

/** What a request shows as a token: Bearer, either half of Basic, or the path’s prefix. */
function shownTokens(request: Request): string[] {
  const [scheme = '', value = ''] = (request.headers.get('authorization') ?? '').split(/ +/, 2)
  const shown = prefix.exec(getPath(request))?.slice(1, 2).map(decode) ?? []
  if (/^bearer$/i.test(scheme)) shown.push(value)
  if (/^basic$/i.test(scheme)) shown.push(...halvesOf(Buffer.from(value, 'base64').toString()))
  return shown
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

function halvesOf(pair: string): string[] {
  const colon = pair.indexOf(':')
  return colon < 0 ? [pair] : [pair.slice(0, colon), pair.slice(colon + 1)]
}
