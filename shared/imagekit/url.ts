import { escapeInPath, escapeInQuery } from './encode.ts'
import { endpointRoot, type Place, placeOf } from './place.ts'
import { neverExpires, signature, withoutSignature } from './sign.ts'
import { transformationText } from './steps.ts'
import { readOptions, type UrlOptions, type Wanted } from './url-options.ts'

type Pairs = readonly (readonly [string, string])[]

/** What is added to the query of a URL, in that order. */
interface Added {
  parameters: Pairs
  /** Steps of the transformation, where they are written in the query. */
  steps: string
  version: Pairs
}

/** Classic: a later value replaces an earlier one in its place, and all is form-encoded. */
function classicQuery(query: string, { parameters, steps, version }: Added): string {
  const all = new URLSearchParams(query)
  const transformation: Pairs = steps ? [['tr', steps]] : []
  for (const [name, value] of [...parameters, ...transformation, ...version]) all.set(name, value)
  return all.toString()
}

/** Modern: everything is appended, and the transformation is written raw. */
function modernQuery(query: string, { parameters, steps, version }: Added): string {
  const form = (pairs: Pairs) => new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString()
  const transformation = steps && `tr=${escapeInQuery(steps)}`
  return [query.replace(/^\?/, ''), form(parameters), transformation, form(version)].filter(Boolean).join('&')
}

/** The URL without fragment and signature. */
function compose(place: Place, { dialect, position, transformation, parameters, sdkVersion }: Wanted): string {
  const where = place.isAbsolute ? 'query' : position
  const steps = transformationText(transformation, { dialect, position: where })
  const inPath = steps && where === 'path' ? `/tr:${escapeInPath(steps)}` : ''
  const version: Pairs = sdkVersion ? [['ik-sdk-version', sdkVersion]] : []
  const queryOf = dialect === 'modern' ? modernQuery : classicQuery
  const query = queryOf(place.query, { parameters, steps: where === 'query' ? steps : '', version })
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
