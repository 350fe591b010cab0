import type { Library } from '../engine/library.ts'
import { actorOf, windowActor } from './actor.ts'
import { clientNameOf } from './client-name.ts'
import type { Connection } from './door.ts'
import { pathOf } from './token.ts'

/** Parameters of a URL that let their bearer in. */
const secretParameters = new Set(['ik-s', 'signature', 'token', 'privateKey', 'private_key'])
const longestPath = 2000
const longestName = 100

/**
 * Notes every request but those of the library’s own page, with how it was answered and nothing that lets one in.
 * A request may tell the name of its client in its own way, by `Connection.introduce`.
 */
export function createNoting({ activity }: Pick<Library, 'activity'>, token: string | undefined) {
  const hide = createHide(token)
  type Answer = (how: Pick<Connection, 'introduce'>) => Promise<Response> | Response
  return async (request: Request, answer: Answer): Promise<Response> => {
    if (actorOf(request) === windowActor || opensPage(request)) return answer({})
    let client = clientNameOf(request)
    const [at, started] = [Date.now(), performance.now()]
    const response = await answer({ introduce: (name) => (client = name) })
    activity.note({
      at,
      method: request.method,
      path: hide(pathOf(request) + openQueryOf(request.url)).slice(0, longestPath),
      client: hide(client).slice(0, longestName),
      status: response.status,
      milliseconds: performance.now() - started,
    })
    return response
  }
}

/** Whether a person opens the library’s own page in a browser, which is no program. */
const opensPage = (request: Request) => request.headers.get('sec-fetch-mode') === 'navigate' && pathOf(request) === '/'

/** Texts without the token, signatures and private keys, wherever they stand: a URL may be part of another. */
function createHide(token: string | undefined): (text: string) => string {
  const tokens = token ? [token, encodeURIComponent(token)] : []
  return (text) =>
    tokens
      .reduce((shown, secret) => shown.replaceAll(secret, '…'), text)
      .replace(/private_[\w-]+/g, 'private_…')
      .replace(/(ik-s(?:=|%3d))[\da-f]+/gi, '$1…')
}

/** The query with its `?`, but for secret parameters; empty where nothing is left. */
function openQueryOf(url: string): string {
  const at = url.indexOf('?')
  if (at < 0) return ''
  const shown = url
    .slice(at + 1)
    .split('&')
    .filter((pair) => !secretParameters.has(nameOf(pair)))
  return shown.length > 0 ? `?${shown.join('&')}` : ''
}

const nameOf = (pair: string) => new URLSearchParams(pair).keys().next().value ?? ''
