import { escapeInPath, escapeInQuery } from './encode.ts'
import { endpointRoot, type Place, placeOf } from './place.ts'
import { neverExpires, signature, withoutSignature } from './sign.ts'
import { transformationText } from './steps.ts'
import { readOptions, type UrlOptions, type Wanted } from './url-options.ts'

/** Classic: a later value replaces an earlier one in its place, and all is form-encoded. */
function classicQuery(query: string, added: readonly [string, string][]): string {
  const parameters = new URLSearchParams(query)
  for (const [name, value] of added) parameters.set(name, value)
  return parameters.toString()
}

/** Modern: everything is appended, and the transformation is written raw. */
function modernQuery(query: string, added: readonly [string, string][]): string {
  const texts = added.map(([name, value]) =>
    name === 'tr' ? `tr=${escapeInQuery(value)}` : new URLSearchParams([[name, value]]).toString(),
  )
  return [query.replace(/^\?/, ''), ...texts].filter(Boolean).join('&')
}

/** The URL without fragment and signature. */
function compose(place: Place, { dialect, position, transformation, parameters, sdkVersion }: Wanted): string {
  const where = place.isAbsolute ? 'query' : position
  const steps = transformationText(transformation, { dialect, position: where })
  const inPath = steps && where === 'path' ? `/tr:${escapeInPath(steps)}` : ''
  const inQuery: [string, string][] = steps && where === 'query' ? [['tr', steps]] : []
  const version: [string, string][] = sdkVersion ? [['ik-sdk-version', sdkVersion]] : []
  const queryOf = dialect === 'modern' ? modernQuery : classicQuery
  const query = queryOf(place.query, [...parameters, ...inQuery, ...version])
  return `${place.root}${inPath}${place.path}${query ? `?${query}` : ''}`
}

function sign(unsigned: string, { urlEndpoint, privateKey, expiry }: Wanted): string {
  const { url } = withoutSignature(unsigned)
  const root = endpointRoot(urlEndpoint) ?? urlEndpoint
  const hash = signature({ url, urlEndpoint: root, privateKey, expiryTimestamp: expiry })
  const time = expiry === neverExpires ? '' : `ik-t=${expiry}&`
  return `${url}${url.includes('?') ? '&' : '?'}${time}ik-s=${hash}`
}

/**
 * Builds the URL of a transformed picture, as ImageKit's SDKs do; empty where neither `path` nor `src` is given.
 * It is written as it goes over the wire: percent-encoded, slashes collapsed where parts meet, fragment last.
 * Errors: an ImageKitError for what has the wrong type, an unknown position, an endpoint or src that is no URL, and
 * signing without a key.
 */
export function url(options: UrlOptions): string {
  const wanted = readOptions(options)
  const place = placeOf(wanted)
  if (!place) return ''
  const unsigned = compose(place, wanted)
  return `${wanted.isSigned ? sign(unsigned, wanted) : unsigned}${place.hash}`
}
