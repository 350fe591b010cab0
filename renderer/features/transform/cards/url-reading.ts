import { Failure } from '#shared/failure.ts'
import { readMediaUrl } from '#shared/media-url.ts'

/** What a typed text asks for. */
export interface UrlReading {
  /** Undefined where the text names a picture alone. */
  transformation: string | undefined
  /** What the picture may be called in the library, the likeliest first; empty where the text names none. */
  pictures: string[]
}

const nothing: UrlReading = { transformation: undefined, pictures: [] }

const pictureAlone = /^(?:[0-9a-f]{64}|\/(?!.*\/tr:)[^,]*)$/

/** What follows `…/media` of any host, or all of the path; the first folder of ImageKit’s own host is an account. */
function belowEndpoint({ hostname, pathname, search }: URL): string {
  const mark = pathname.search(/\/media(?:\/|$)/)
  if (mark >= 0) return pathname.slice(mark + '/media'.length) + search
  return (hostname === 'ik.imagekit.io' ? pathname.replace(/^\/[^/]+/, '') : pathname) + search
}

/** Reads a URL of another service, whose picture may be known by its path or by its URL without the transformation. */
function readForeign(text: string): UrlReading {
  const url = new URL(text)
  const below = belowEndpoint(url)
  const { transformation, picture } = readMediaUrl(below)
  const plain = text.replace(/\/tr(?::|%3a)[^/]*/i, '').replace(/([?&])tr=[^&]*&?/, '$1')
  const source = plain.replace(/[?&]$/, '')
  const isOfMagpie = /\/media(?:\/|$)/.test(url.pathname)
  return { transformation, pictures: (isOfMagpie ? [picture, source] : [source, picture]).filter(Boolean) }
}

function readBelow(below: string): UrlReading {
  const { transformation = '', picture } = readMediaUrl(below)
  return { transformation, pictures: picture ? [picture] : [] }
}

/** Steps without a URL around them, or with a picture behind them: `tr:w-300/folder/name.jpg`. */
function readBare(text: string): UrlReading {
  if (/^tr(?::|%3a)/i.test(text)) return readBelow(`/${text}`)
  if (text.startsWith('?')) return readBelow(text)
  return { ...nothing, transformation: text }
}

/**
 * Reads a URL below the endpoint or of another service, a picture’s name, or bare steps such as `w-300:rt-90`.
 * Fails with `invalid`.
 */
export function readTypedUrl(typed: string, endpoint: string): UrlReading {
  const text = typed.trim()
  if (text === endpoint || text.startsWith(`${endpoint}/`) || text.startsWith(`${endpoint}?`))
    return readBelow(text.slice(endpoint.length))
  if (pictureAlone.test(text)) return { ...nothing, pictures: [text] }
  if (!/^https?:/i.test(text)) return readBare(text)
  if (!URL.canParse(text)) throw new Failure('invalid', 'That is no URL yet: it needs a host and a path.')
  return readForeign(text)
}
