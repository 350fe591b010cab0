import { Failure } from '#shared/failure.ts'
import { escapeUrl } from '#shared/imagekit/encode.ts'
import { signature, withoutSignature } from '#shared/imagekit/sign.ts'
import { readMediaUrl } from '#shared/media-url.ts'

interface Signing {
  /** A complete URL of a picture; what is signed in it already is signed anew. */
  url: string
  /** Where URLs of pictures begin, such as `http://localhost:8010/media`. */
  urlEndpoint: string
  expireSeconds?: number | undefined
}

/** What follows the endpoint, as browsers send it. Fails with `invalid` for what is no URL of a picture. */
function belowEndpoint(url: string, endpoint: string): string {
  if (!url.startsWith(`${endpoint}/`))
    throw new Failure('invalid', `The URL has to begin with ${endpoint}/ to be signed.`, { field: 'url' })
  const [path = '', ...query] = escapeUrl(url.slice(endpoint.length)).split('?')
  const below = [path, ...query.map((part) => part.replaceAll("'", '%27'))].join('?')
  readMediaUrl(below)
  return below
}

/**
 * Signs a URL of a picture, never to expire unless told; its fragment stays last. `now` in milliseconds. Fails with
 * `invalid`, naming `url`, for what is not below the endpoint.
 */
export function signUrl(privateKey: string, { url, urlEndpoint, expireSeconds }: Signing, now = Date.now()): string {
  const endpoint = urlEndpoint.replace(/\/+$/, '')
  const [, whole = '', fragment = ''] = /^([^#]*)(.*)$/s.exec(url) ?? []
  const unsigned = endpoint + withoutSignature(belowEndpoint(whole, endpoint)).url
  const expiryTimestamp = expireSeconds === undefined ? 0 : Math.floor(now / 1000) + expireSeconds
  const hash = signature({ url: unsigned, urlEndpoint: endpoint, privateKey, expiryTimestamp })
  const expiry = expiryTimestamp > 0 ? `ik-t=${expiryTimestamp}&` : ''
  return `${unsigned}${unsigned.includes('?') ? '&' : '?'}${expiry}ik-s=${hash}${fragment}`
}
