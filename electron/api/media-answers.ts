import { Failure } from '#shared/failure.ts'
import type { MediaUrl } from '#shared/media-url.ts'
import type { Library } from '../engine/library.ts'
import type { ClientHints, Opened, Prepared, TransformRequest } from '../engine/transform/transform.ts'
import { dataHeaders } from './answers.ts'
import { answerBlob, type BlobOptions, cacheControl, disposition, servedType } from './blobs.ts'
import type { Call } from './door.ts'
import type { Wanted } from './media-delivery.ts'
import { asHeader, pageHeaders } from './media-errors.ts'
import { isFresh } from './ranges.ts'

/** What all who ask alike are answered until the library changes. */
export interface Answer {
  wanted: Wanted
  options: BlobOptions
  headers: Record<string, string>
}

interface TransformedAnswer extends Answer {
  opened: Opened
}

export const isTransformed = (answer: Answer): answer is TransformedAnswer => 'opened' in answer

export const prepareOriginal = (wanted: Wanted, options: BlobOptions): Answer => ({
  wanted,
  options,
  headers: { vary: pageHeaders },
})

/** The bytes as they were stored. Fails with `notFound`. */
export async function answerOriginal(
  call: Call,
  library: Library,
  { wanted, options, headers }: Answer,
): Promise<Response> {
  const { hash } = wanted.picture
  const blob = await library.blob(hash)
  if (!blob) throw new Failure('notFound', 'The picture has just been taken out of the library.')
  return extend(await answerBlob(call.req.raw, hash, blob, options), headers)
}

/** Plans what is to be done to a picture. */
export async function prepareTransformed(
  call: Call,
  library: Library,
  wanted: Wanted,
  options: BlobOptions,
): Promise<TransformedAnswer> {
  const { headers, signal } = call.req.raw
  const opened = await library.delivery.transform(requestOf(wanted, headers), signal)
  return { wanted, options, opened, headers: headersOf(opened, wanted, options) }
}

/** The picture with its steps done, or the news that the caller has it already; `started`: when it was asked for. */
export async function answerTransformed(
  call: Call,
  library: Library,
  answer: TransformedAnswer,
  started: number,
): Promise<Response> {
  const { headers: asked, signal } = call.req.raw
  const { opened, headers, wanted, options } = answer
  if (opened.isOriginal) return answerOriginal(call, library, answer)
  const etag = `"${opened.key}"`
  if (isFresh(asked, etag)) return new Response(null, { status: 304, headers: { ...headers, etag } })
  const planned = performance.now()
  let isKept = true
  const onRender = () => {
    isKept = false
  }
  const bytes = await opened.bytes(signal, onRender)
  const timing = timingOf({ plan: planned - started, picture: performance.now() - planned }, isKept)
  const more = { etag, 'server-timing': timing, ...attachmentOf(opened, wanted, options) }
  return answerBytes(bytes, opened.contentType, { ...headers, ...more })
}

const hints = ['dpr', 'width', 'viewport-width'].flatMap((name) => [`sec-ch-${name}`, name])

/** All that a request’s headers can change about an answer before it is sent. */
export const decidingHeaders = (headers: Headers): string =>
  ['accept', ...hints].map((name) => headers.get(name) ?? '').join('\n')

function requestOf({ steps, isStrict, isPublic, picture }: Wanted, headers: Headers): TransformRequest {
  const { hash: image, customCoordinates } = picture
  const [left = 0, top = 0, width = 0, height = 0] = customCoordinates?.split(',').map(Number) ?? []
  const coordinates = { left, top, width, height }
  const asked = { image, steps, strict: isStrict, isPublic, ...(customCoordinates && { coordinates }) }
  return { ...asked, accept: headers.get('accept') ?? '', hints: hintsOf(headers) }
}

function hintsOf(headers: Headers): ClientHints {
  const number = (name: string) => {
    const value = Number(headers.get(`sec-ch-${name}`) ?? headers.get(name) ?? Number.NaN)
    return value > 0 && value < 100_000 ? value : undefined
  }
  const [dpr, width, viewportWidth] = [number('dpr'), number('width'), number('viewport-width')]
  return { ...(dpr && { dpr }), ...(width && { width }), ...(viewportWidth && { viewportWidth }) }
}

/** What is said of every transformed picture, whether its bytes are sent or not. */
function headersOf({ vary, warnings, contentDpr }: Prepared, { url }: Wanted, { mayChange = true }: BlobOptions) {
  const all = [
    ...(url.isAmbiguous ? ['The steps of the query were ignored: those of the path count.'] : []),
    ...warnings,
  ]
  return {
    ...dataHeaders,
    'cache-control': cacheControl(mayChange),
    vary: [...vary, pageHeaders].join(', ').toLowerCase(),
    ...(contentDpr !== undefined && { 'content-dpr': String(contentDpr) }),
    ...(all.length > 0 && { 'x-magpie-warning': asHeader(all.join(' | ')) }),
  }
}

function extend(response: Response, headers: Record<string, string>): Response {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
  return response
}

/** Server-Timing: milliseconds by part, and `kept` for what was rendered before. */
function timingOf(timing: Record<string, number>, isKept: boolean): string {
  const parts = Object.entries(timing).map(([name, milliseconds]) => `${name};dur=${milliseconds.toFixed(1)}`)
  return [...parts, ...(isKept ? ['kept'] : [])].join(', ')
}

const attachmentOf = ({ contentType }: Prepared, { url }: Wanted, { isAttachment }: BlobOptions) =>
  isAttachment ? { 'content-disposition': disposition(nameOf(url, contentType), true) } : {}

function answerBytes(bytes: Uint8Array<ArrayBuffer>, contentType: string, headers: Record<string, string>): Response {
  const described = { 'content-type': servedType(contentType), 'content-length': String(bytes.length) }
  return new Response(bytes, { headers: { ...headers, ...described } })
}

/** The name in the URL, ending as the type has it. */
function nameOf({ picture }: MediaUrl, contentType: string): string {
  const [last = ''] = /[^/]*$/.exec(picture.replace(/\?.*$/s, '')) ?? []
  const extension = contentType.replace(/^image\//, '').replace(/^jpeg$/, 'jpg')
  return `${last.replace(/\.[^.]*$/, '') || 'picture'}.${extension}`
}
