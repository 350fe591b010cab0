import { escapeUrl } from './encode.ts'
import { imageKitError } from './errors.ts'
import type { Dialect } from './option.ts'

/** Where a picture is, encoded for the wire: `query` begins with `?` and `hash` with `#` where they are not empty. */
export interface Place {
  /** The endpoint without a slash at its end, or the scheme and host of an absolute source. */
  root: string
  /** Begins with a slash. */
  path: string
  query: string
  hash: string
  /** Whether the source is a whole URL: then the transformation can stand in the query only. */
  isAbsolute: boolean
}

interface Wanted {
  dialect: Dialect
  path: string
  src: string
  urlEndpoint: string
}

const parsed = (text: string) => (URL.canParse(text) ? new URL(text) : undefined)

/** An endpoint as URLs begin with it, without a slash at its end; undefined when it is no URL. */
export function endpointRoot(urlEndpoint: string): string | undefined {
  const url = parsed(urlEndpoint.toWellFormed())
  if (!url?.href.startsWith(`${url.protocol}//`)) return undefined
  url.search = ''
  url.hash = ''
  return url.href.replace(/\/+$/, '')
}

/** A path below the endpoint. Its `..` are resolved here, so that it never leaves the endpoint. */
function below(root: string, path: string): Place {
  const url = new URL(`http://x/${escapeUrl(path).replace(/^\/+/, '')}`)
  const pathname = url.pathname.replace(/^\/+/, '/')
  return { root, path: pathname, query: url.search, hash: url.hash, isAbsolute: false }
}

function absolute({ href, pathname, search, hash }: URL): Place {
  const end = href.length - hash.length - search.length - pathname.length
  return { root: href.slice(0, end), path: pathname, query: search, hash, isAbsolute: true }
}

/**
 * Finds where the picture is: classic dialects prefer `path` to `src`, modern ones know `src`.
 * Undefined where neither is given, and, in the modern dialect, for what is no URL.
 * Errors: INVALID_URL_ENDPOINT, INVALID_SRC.
 */
export function placeOf({ dialect, path, src, urlEndpoint }: Wanted): Place | undefined {
  const isModern = dialect === 'modern'
  const source = isModern ? src || path : path || src
  if (!source) return undefined
  if (/^https?:\/\//i.test(source) && (isModern || !path)) {
    const url = parsed(source.toWellFormed())
    if (!url && !isModern) throw imageKitError('INVALID_SRC', 'src', 'The src is no URL: check how it is written.')
    return url && absolute(url)
  }
  const root = endpointRoot(urlEndpoint)
  if (root === undefined && !isModern)
    throw imageKitError('INVALID_URL_ENDPOINT', 'urlEndpoint', 'The urlEndpoint has to be a URL like https://…')
  return root === undefined ? undefined : below(root, source)
}
