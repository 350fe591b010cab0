import { hmac } from '@noble/hashes/hmac.js'
import { sha1 } from '@noble/hashes/legacy.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { imageKitError } from './errors.ts'

/** The expiry of a URL that never expires; it is signed, and not written into the URL. */
export const neverExpires = 9_999_999_999

/** HMAC-SHA1 in lower-case hex. Errors: MISSING_PRIVATE_KEY. */
export function keyedHash(privateKey: string | null | undefined, text: string): string {
  if (typeof privateKey !== 'string' || privateKey === '')
    throw imageKitError('MISSING_PRIVATE_KEY', 'privateKey', 'Signing needs the private key: pass it as privateKey.')
  return bytesToHex(hmac(sha1, utf8ToBytes(privateKey.toWellFormed()), utf8ToBytes(text.toWellFormed())))
}

/** Percent-encodes the part before the query when the text is not plain ASCII, as the SDKs do. */
function asciiOnly(text: string): string {
  if (/^\p{ASCII}*$/u.test(text)) return text
  const [path = '', ...query] = text.toWellFormed().split('?')
  return [encodeURI(path), ...query].join('?')
}

/** A URL and what it is signed with; `expiryTimestamp` in seconds since 1970, 0 for never. */
interface Signed {
  url: string
  urlEndpoint: string
  privateKey: string | null | undefined
  expiryTimestamp?: number
}

const belowEndpoint = (url: string, urlEndpoint: string) => url.replace(`${urlEndpoint.replace(/\/+$/, '')}/`, () => '')

/** What `ik-s` has to be for a complete URL: the hash of all that follows the endpoint, and of the expiry. */
export function signature({ url, urlEndpoint, privateKey, expiryTimestamp = 0 }: Signed): string {
  const expiry = expiryTimestamp > 0 ? expiryTimestamp : neverExpires
  return keyedHash(privateKey, `${asciiOnly(belowEndpoint(url, urlEndpoint))}${expiry}`)
}

/** Compares texts in a time that tells nothing of where they differ. */
function isSame(a: string, b: string): boolean {
  let difference = a.length ^ b.length
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i)
  return difference === 0
}

/** Escapes of spaces, quotes, brackets and all beyond ASCII: of what means nothing in a URL. */
const plainEscapes = /(?:%(?:20|22|3[ce]|5[b-e]|60|7[b-d]|[89a-f][\da-f]))+/gi

/**
 * The same with its path decoded: what old SDKs sign. Other escapes stay, for what is read is the path as it was
 * requested, where a dash or a slash that is escaped is none.
 */
function decodedPath(url: string): string {
  const [path = '', ...query] = url.split('?')
  try {
    return [path.replace(plainEscapes, decodeURIComponent), ...query].join('?')
  } catch {
    return url
  }
}

/** Takes `ik-t` and `ik-s` out of a URL, wherever in the query they stand, and leaves the rest as it is. */
export function withoutSignature(url: string): { url: string; signatures: string[]; expiries: string[] } {
  const [path = '', ...rest] = url.split('?')
  const parameters = rest.join('?').split('&')
  const valuesOf = (name: string) => parameters.filter((text) => text.startsWith(name)).map((t) => t.slice(name.length))
  const kept = parameters.filter((text) => !/^ik-[ts]=/.test(text)).join('&')
  return { url: kept ? `${path}?${kept}` : path, signatures: valuesOf('ik-s='), expiries: valuesOf('ik-t=') }
}

/**
 * Judges a URL as it was requested, undecoded. `now` in milliseconds.
 * Old SDKs sign the path before it is encoded: that is accepted, too.
 */
export function checkSignature(
  requested: string,
  { urlEndpoint, privateKey, now = Date.now() }: { urlEndpoint: string; privateKey: string; now?: number },
): 'valid' | 'missing' | 'wrong' | 'expired' {
  const { url, signatures, expiries } = withoutSignature(requested)
  const [given] = signatures
  const expiry = expiries[0] ?? `${neverExpires}`
  if (given === undefined) return 'missing'
  if (signatures.length > 1 || expiries.length > 1 || !/^[1-9]\d{0,9}$/.test(expiry)) return 'wrong'
  const below = belowEndpoint(url, urlEndpoint)
  const isSigned = (form: string) => isSame(given, keyedHash(privateKey, `${form}${expiry}`))
  if (!isSigned(below) && !isSigned(decodedPath(below))) return 'wrong'
  return Number(expiry) * 1000 > now ? 'valid' : 'expired'
}
