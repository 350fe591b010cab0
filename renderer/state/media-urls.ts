import { formatTransformation, parseTransformation, type Step } from '#shared/imagekit/grammar.ts'
import type { Dialect } from '#shared/imagekit/option.ts'
import { rawText, stepsIn, type Writing } from '#shared/imagekit/raw-text.ts'
import { url } from '#shared/imagekit/url.ts'
import { type MediaUrl, readMediaUrl } from '#shared/media-url.ts'
import type { ImageDetail } from '#shared/schema.ts'

/** How a URL of a transformed picture is written, and whether it is signed; without `expireSeconds` it never expires. */
export interface Spelling {
  dialect: Dialect
  position: 'path' | 'query'
  naming: Naming
  isSigned: boolean
  expireSeconds: number | null
}

/** By what a URL names its picture: the content hash, the first path in the library, or the first URL it came from. */
export type Naming = 'hash' | 'path' | 'source'

/** What a URL is built of: the picture as a path below the endpoint, percent-encoded, and how its steps are written. */
export interface Address extends Writing {
  path: string
}

/** Where URLs of pictures begin: below the first address that the library listens at, else below the page’s own. */
export const endpointOf = (addresses: readonly string[], origin: string): string =>
  `${addresses[0]?.replace(/\/+$/, '') ?? origin}/media`

const isSource = (name: string) => /^https?:/i.test(name)

/** What the reader of URLs takes for something else than a part of a path, when it stands there by itself. */
const special = /^(?:tr:|https?:|ik-thumbnail\.jpg$)/i

function escapedSegment(segment: string): string {
  const escaped = encodeURIComponent(segment)
  return special.test(segment) ? `%${segment.charCodeAt(0).toString(16)}${escaped.slice(1)}` : escaped
}

/** A name escaped so that nothing in it means anything: safe, and for a source not pretty. */
const escapedName = (name: string) =>
  isSource(name) ? encodeURIComponent(name) : name.split('/').map(escapedSegment).join('/')

/** What follows an endpoint, read; undefined where it is refused. */
function read(below: string): MediaUrl | undefined {
  try {
    return readMediaUrl(below.replace(/#.*$/s, ''))
  } catch {
    return undefined
  }
}

const isNameable = (name: string) => name.isWellFormed() && read(`/${escapedName(name)}`)?.picture === name

/** What a URL calls a picture; undefined where it has no such name, or none that a URL could hold. */
export function nameOf({ hash, files, sources }: ImageDetail, naming: Naming): string | undefined {
  if (naming === 'hash') return hash
  if (naming === 'source')
    return sources.map(({ url: source }) => source).find((one) => isSource(one) && isNameable(one))
  const live = files.filter(({ trashedAt }) => trashedAt === null)
  return live.map(({ folder, name }) => `${folder.replace(/\/$/, '')}/${name}`).find(isNameable)
}

const anywhere = 'http://endpoint'

function belowEndpoint({ path, dialect, position }: Address, steps: readonly Step[]): string {
  const raw = rawText(steps, { dialect, position })
  const common = { urlEndpoint: anywhere, dialect, transformationPosition: position }
  return url({ ...common, path, transformation: raw ? [{ raw }] : [] }).slice(anywhere.length)
}

function saysSo(below: string, name: string, steps: readonly Step[]): boolean {
  const { picture, transformation = '', isThumbnail } = read(below) ?? {}
  const parsed = parseTransformation(transformation)
  const isSame = parsed.ok && formatTransformation(parsed.steps) === formatTransformation([...steps])
  return isSame && picture === name && !isThumbnail
}

/**
 * How the URL of a picture is built: as it is wished for, or else in the nearest way whose URL is read as what it was
 * made of. A picture without the name that is wished for is named by its hash; steps that no path can hold stand in
 * the query.
 */
export function addressOf(picture: ImageDetail, steps: readonly Step[], spelling: Spelling): Address {
  const { dialect, position, naming } = spelling
  const name = nameOf(picture, naming) ?? picture.hash
  // A modern builder takes a URL without a slash before it for a picture elsewhere.
  const paths = [...(isSource(name) ? [`/${name}`] : []), escapedName(name)]
  const ways = [position, 'query' as const].flatMap((where) =>
    paths.map((path) => ({ path, dialect, position: where })),
  )
  const meant = stepsIn(dialect, steps)
  return (
    ways.find((way) => saysSo(belowEndpoint(way, steps), name, meant)) ?? {
      path: picture.hash,
      dialect,
      position: 'query',
    }
  )
}

/** The unsigned URL of a transformed picture. */
export const mediaUrl = (picture: ImageDetail, steps: readonly Step[], endpoint: string, spelling: Spelling): string =>
  endpoint + belowEndpoint(addressOf(picture, steps, spelling), steps)
