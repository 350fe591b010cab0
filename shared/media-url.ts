import { Failure } from './failure.ts'
import { parseTransformation, type Step } from './imagekit/grammar.ts'

/** What the part of a URL that follows the endpoint asks for. */
export interface MediaUrl {
  /** 64 hex digits, a path of the library that begins with a slash, or the URL that a picture came from. */
  picture: string
  /** A transformation as its grammar is read; undefined where there is none. */
  transformation: string | undefined
  /** Whether both path and query hold a transformation: then that of the path counts. */
  isAmbiguous: boolean
  /** Whether a page of the picture is asked for, as a picture: `…/ik-thumbnail.jpg`. */
  isThumbnail: boolean
  isAttachment: boolean
}

const thumbnailSuffix = 'ik-thumbnail.jpg'
const sourceStart = /https?(?::|%3a)(?:\/|%2f)+/iy
const transformationStart = /tr(?::|%3[Aa])/y

const invalid = (message: string) => new Failure('invalid', message, { field: 'url' })

function startsAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at
  return pattern.test(text)
}

/** Escapes as what they stand for. Fails with `invalid` for what is no escape. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw invalid('A % in the URL begins no escape: write it as %25.')
  }
}

const itemPattern = /[^,:/]*/y
/** Layers may hold paths, so a slash within one ends nothing. */
const itemInLayerPattern = /(?:l-end(?=[,:/]|$))?[^,:]*/y

/** Where a transformation that begins at `start` ends: at the first slash outside its layers, or with the text. */
function endOfTransformation(text: string, start: number): number {
  let depth = 0
  for (let at = start; ; at++) {
    if (/^l-end(?:[,:/]|$)/.test(text.slice(at, at + 6))) depth = Math.max(0, depth - 1)
    else if (text.startsWith('l-', at)) depth++
    const pattern = depth > 0 ? itemInLayerPattern : itemPattern
    pattern.lastIndex = at
    at += pattern.exec(text)?.[0].length ?? 0
    if (at >= text.length || text[at] === '/') return at
  }
}

/** A source URL takes all that follows: its own slashes are part of it. */
function endOfPiece(path: string, at: number): number {
  if (startsAt(sourceStart, path, at)) return path.length
  if (startsAt(transformationStart, path, at)) return endOfTransformation(path, at)
  const slash = path.indexOf('/', at)
  return slash < 0 ? path.length : slash
}

/** The pieces between slashes, as they are written; empty ones are left out. */
function piecesOf(path: string): string[] {
  const pieces: string[] = []
  for (let at = 0; at < path.length; at++) {
    const end = endOfPiece(path, at)
    if (end > at) pieces.push(path.slice(at, end))
    at = end
  }
  return pieces
}

const isTransformation = (piece: string) => startsAt(transformationStart, piece, 0)

/** What follows `tr:`; a client that escaped that colon escaped all of the piece. */
function transformationOf(piece: string): string {
  return piece.startsWith('tr:') ? piece.slice(3) : unescaped(piece).slice(3)
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const forbidden = /(?:^|[\\/])\.\.?(?:[\\/]|$)|[\u0000-\u001f\u007f]/

/** The source URL as it was stored: with both slashes, and unescaped where it was escaped as a whole. */
function sourceOf(piece: string, query: string): string {
  const isEscaped = !/^https?:\//i.test(piece)
  const url = (isEscaped ? unescaped(piece) : piece).replace(/^(https?):\/+/i, '$1://')
  return query === '' ? url : `${url}${url.includes('?') ? '&' : '?'}${query}`
}

/** What the pieces name; `query` belongs to a source URL. */
function pictureOf(pieces: string[], query: string): string {
  const [first = ''] = pieces
  const path = unescaped(pieces.join('/'))
  if (forbidden.test(path)) throw invalid('The path must name a picture without “.”, “..” and control characters.')
  if (startsAt(sourceStart, first, 0)) return sourceOf(pieces.join('/'), query)
  return /^[0-9a-f]{64}$/.test(path) ? path : `/${path}`
}

/** A value of a query, form-decoded once. */
function formDecoded(text: string): string {
  const plain = text.replaceAll('+', ' ')
  try {
    return decodeURIComponent(plain)
  } catch {
    return plain
  }
}

const isOurs = (parameter: string) => /^(?:tr|updatedAt|ik-[^=]*)(?:=|$)/.test(parameter)

function splitQuery(query: string) {
  const parameters = query.split('&').filter(Boolean)
  const valueAt = (name: string) => {
    // SDKs append their own behind those that a URL had.
    const found = parameters.findLast((parameter) => parameter.startsWith(`${name}=`))
    return found && formDecoded(found.slice(name.length + 1))
  }
  return { valueAt, others: parameters.filter((parameter) => !isOurs(parameter)).join('&') }
}

function withoutSuffix(pieces: string[]): { pieces: string[]; isThumbnail: boolean } {
  const last = pieces.at(-1) ?? ''
  if (pieces.length > 1 && last === thumbnailSuffix) return { pieces: pieces.slice(0, -1), isThumbnail: true }
  if (!startsAt(sourceStart, last, 0) || !last.endsWith(`/${thumbnailSuffix}`)) return { pieces, isThumbnail: false }
  return { pieces: [...pieces.slice(0, -1), last.slice(0, -thumbnailSuffix.length - 1)], isThumbnail: true }
}

/**
 * Reads what follows the endpoint in a URL, undecoded: `/tr:w-300/folder/name.jpg?v=1`. The transformation may stand
 * before any piece of a path, or in the query as `tr`. Fails with `invalid`.
 */
export function readMediaUrl(below: string): MediaUrl {
  const mark = below.indexOf('?')
  const all = piecesOf(mark < 0 ? below : below.slice(0, mark))
  const { valueAt, others } = splitQuery(mark < 0 ? '' : below.slice(mark + 1))
  const transformations = all.filter(isTransformation).map(transformationOf)
  if (transformations.length > 1)
    throw invalid('The path has two transformations: put all steps into one, with colons between.')
  const [inPath] = transformations.filter(Boolean)
  const inQuery = valueAt('tr') || undefined
  const { pieces, isThumbnail } = withoutSuffix(all.filter((piece) => !isTransformation(piece)))
  return {
    picture: pieces.length > 0 ? pictureOf(pieces, others) : '',
    transformation: inPath ?? inQuery,
    isAmbiguous: inPath !== undefined && inQuery !== undefined,
    isThumbnail,
    isAttachment: valueAt('ik-attachment') === 'true',
  }
}

/** The steps of a transformation. Fails with `invalid`, telling the character at fault; `field` holds the text. */
export function readSteps(transformation: string, field: string): Step[] {
  const parsed = parseTransformation(transformation)
  if (parsed.ok) return parsed.steps
  const { message, at } = parsed.problem
  throw new Failure('invalid', `${message} (At character ${at + 1} of the steps.)`, { field })
}
