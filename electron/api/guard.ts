import { Failure } from '#shared/failure.ts'
import type { Connection } from './door.ts'
import { createTokenCheck } from './token.ts'

export interface GuardOptions {
  /** The one token; without it nobody is asked for any. */
  token?: string | undefined
  /** Host values allowed beside loopback’s: a name (with the server’s port), or a whole value. */
  hosts: string[]
  /** Origins of foreign pages that may call; none by default. */
  origins: string[]
  /** Origins of other schemes than http whose requests come from the app’s own window, inside this process. */
  ownOrigins: string[]
}

/** Pages beside the library’s own that a door shows pictures to, by GET and HEAD alone. */
export interface Embedding {
  /** Origins of pages that may, beside those that may call. */
  origins(): Promise<readonly string[]>
  /** Whether the URL bears a signature of this library, with which any page may. Throws `unauthorized` for a wrong one. */
  isSigned(): Promise<boolean>
  /** Hears of the origin of a page that was refused. */
  refused(origin: string): void
}

/** What a door asks for instead of the token, of programs and of the library’s own page alike. */
export interface Access {
  /** Origins of foreign pages that may call, beside which none may. */
  origins(): Promise<readonly string[]>
  /** Throws `unauthorized` or `forbidden` unless the request shows what is asked for. */
  expectKey(): Promise<void>
}

/** Who was let in: the own page and programs, or a foreign page, with its origin where that is told. */
export interface Visit {
  isForeign: boolean
  origin?: string | undefined
}

/** The rules of a door’s own. */
interface DoorRules {
  embedding?: Embedding | undefined
  access?: Access | undefined
}

export interface Guard {
  /**
   * Throws `forbidden` or `unauthorized` unless the request may pass; reads headers only, and for a door that shows
   * pictures to others the URL. Tells who was let in where that decides what the answer may be used for.
   */
  admit(request: Request, connection: Connection, rules?: DoorRules): Promise<Visit | undefined>
  /** The foreign origin of the request, where it is an allowed one. */
  allowedOrigin(request: Request): string | undefined
}

const loopbackNames = ['127.0.0.1', 'localhost', '[::1]']

/**
 * Keeps web pages from the port, while programs without a browser's headers pass:
 * each rule stops what the others let through (rebound names, foreign writes, foreign reads, old browsers).
 */
export function createGuard(options: GuardOptions): Guard {
  const names = new Set([...loopbackNames, ...options.hosts.map((host) => host.toLowerCase())])
  const origins = new Set(options.origins)
  const showsToken = createTokenCheck(options.token)
  const allowedOrigin = (request: Request) => {
    const origin = request.headers.get('origin')
    return origin !== null && origins.has(origin) ? origin : undefined
  }
  return {
    allowedOrigin,
    async admit(request, connection, { embedding, access } = {}) {
      const inside = insideOrigin(request, options.ownOrigins)
      const own = inside ?? `http://${allowedHost(request, connection, names)}`
      if (access) return checkAccess(request, own, access)
      const mayEmbed = embedding && isRead(request.method)
      const visit = mayEmbed ? await checkEmbedding(request, own, origins, embedding) : undefined
      if (!mayEmbed) checkPage(request, own, origins)
      if (inside !== undefined || isPreflight(request, origins) || showsToken(request)) return visit
      throw new Failure('unauthorized', 'This library asks for its token: as Bearer, as Basic, or as path prefix /k/….')
    },
  }
}

/** The app’s own origin, where the request is one of its window’s; the port itself only ever sees `http:` URLs. */
function insideOrigin(request: Request, ownOrigins: string[]): string | undefined {
  if (request.url.startsWith('http:')) return undefined
  return ownOrigins.find((origin) => request.url.startsWith(`${origin}/`))
}

/** Any site may point a name of its own at this machine: what betrays that is the name, in Host alone. */
function allowedHost(request: Request, { port }: Connection, names: Set<string>): string {
  const value = (request.headers.get('host') ?? hostOf(request.url)).toLowerCase()
  if (names.has(value) && value.includes(':') && !value.endsWith(']')) return value
  const [, name = '', digits = '80'] = /^(\[[0-9a-f:.]+\]|[^:[\]]+)(?::(\d{1,5}))?$/.exec(value) ?? []
  if (names.has(name) && (port === undefined || Number(digits) === port)) return value
  throw new Failure('forbidden', 'The Host is not one of this library’s; --allow-host NAME lets another name in.')
}

const hostOf = (url: string) => /^[a-z]+:\/\/([^/?#]*)/i.exec(url)?.[1] ?? ''

/** Browsers say where a request comes from: only the library’s own page and allowed origins pass. */
function checkPage(request: Request, own: string, origins: Set<string>): void {
  const { headers, method } = request
  const isKnown = (origin: string) => origin.toLowerCase() === own || origins.has(origin)
  const origin = headers.get('origin')
  if (origin !== null && !isKnown(origin)) throw foreign()
  const referer = headers.get('referer')
  if (referer !== null && !isKnown(originOf(referer))) throw foreign()
  const site = headers.get('sec-fetch-site')
  const isFine = site === null || site === 'same-origin' || (site === 'none' && isRead(method))
  if (!isFine && !(origin !== null && origins.has(origin))) throw foreign()
}

/** Lets allowed pages show pictures, and any page by a signed URL; an image tells its page by Referer alone. */
async function checkEmbedding(request: Request, own: string, origins: Set<string>, embedding: Embedding) {
  const { headers } = request
  const told = headers.get('origin') ?? headers.get('referer')
  const page = originOf(told ?? '')
  const isOwn = told === null || page.toLowerCase() === own
  if (isOwn && [null, 'same-origin', 'none'].includes(headers.get('sec-fetch-site'))) return { isForeign: false }
  const isAllowed = origins.has(page) || (await embedding.origins()).includes(page)
  if (!isAllowed && !(await embedding.isSigned())) {
    if (isOrigin(page)) embedding.refused(page)
    throw foreignPicture(page)
  }
  return { isForeign: true, origin: isOrigin(page) ? page : undefined }
}

/** A door of its own rules: its key is asked of everybody but a page that asks whether it may ask. */
async function checkAccess(request: Request, own: string, access: Access): Promise<Visit> {
  const origins = new Set(await access.origins())
  checkPage(request, own, origins)
  if (!isPreflight(request, origins)) await access.expectKey()
  const origin = request.headers.get('origin') ?? undefined
  return { isForeign: origin !== undefined && origins.has(origin), origin }
}

const isOrigin = (text: string) => /^[a-z][a-z0-9+.-]*:\/\/[^\s/?#@,]+$/i.test(text)

const isRead = (method: string) => method === 'GET' || method === 'HEAD'

/** Scheme and host of a URL; all of what is no URL. */
export const originOf = (url: string): string => /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(url)?.[0] ?? url

const foreign = () =>
  new Failure('forbidden', 'Other web pages may not use this library; --allow-origin ORIGIN lets one of them in.')

/** The refusal names the page’s own origin, which is no news to it, and the ways in. */
function foreignPicture(page: string): Failure {
  if (!isOrigin(page))
    return new Failure(
      'forbidden',
      'This page may not show pictures of this library. It does not tell its origin: let it do so, then allow it by one click in Magpie’s transformation room or by --allow-origin ORIGIN; a signed URL needs neither.',
    )
  return new Failure(
    'forbidden',
    `The page at ${page} may not show pictures of this library. Magpie’s transformation room lists it among the refused pages and allows it in one click, as --allow-origin ${page} does; a signed URL needs neither.`,
  )
}

/** Browsers send no credentials with the question whether they may send a request. */
const isPreflight = (request: Request, origins: Set<string>) =>
  request.method === 'OPTIONS' && origins.has(request.headers.get('origin') ?? '')
