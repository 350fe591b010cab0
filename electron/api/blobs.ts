import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { Failure } from '#shared/failure.ts'
import type { BlobFile } from '../engine/entry.ts'
import { dataHeaders } from './answers.ts'
import { type ByteRange, isFresh, isSameForRange, parseRange } from './ranges.ts'

/** Types that browsers paint and never run. */
const rasterTypes = new Set(
  'jpeg png webp avif gif tiff bmp x-icon vnd.microsoft.icon heic heif'.split(' ').map((name) => `image/${name}`),
)
/** Files up to this size are read at once, which is faster than a stream. */
const wholeLimit = 1024 * 1024

export interface BlobOptions {
  /** Whether the URL may come to stand for other bytes: then caches have to ask each time. */
  mayChange?: boolean
  /** Whether the bytes are to be saved, not shown. */
  isAttachment?: boolean
}

/** The original bytes as an answer, with conditions and ranges as RFC 9110 has them. */
export async function answerBlob(
  request: Request,
  hash: string,
  blob: BlobFile,
  options: BlobOptions = {},
): Promise<Response> {
  const etag = `"${hash}"`
  const changed = await modifiedAt(blob)
  // Other bytes at the same URL may be older than these.
  const mtime = options.mayChange ? undefined : changed
  const headers = blobHeaders(blob, etag, mtime, options)
  if (isFresh(request.headers, etag, mtime)) return new Response(null, { status: 304, headers })
  const mayCut = request.method === 'GET' && isSameForRange(request.headers, etag, mtime)
  const range = mayCut ? parseRange(request.headers.get('range'), blob.byteSize) : undefined
  if (range === 'unsatisfiable') return unsatisfiable(headers, blob.byteSize)
  return answerBytes(request.method, blob, headers, range)
}

/** Fails with `notFound` where the file is gone from under the index. */
async function modifiedAt({ path, name }: BlobFile): Promise<Date> {
  try {
    return (await stat(path)).mtime
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    const message = `The bytes of “${name}” are gone from the library’s folder. Store the picture again to bring them back.`
    throw new Failure('notFound', message, { cause: error })
  }
}

async function answerBytes(method: string, blob: BlobFile, headers: Record<string, string>, range?: ByteRange) {
  const { start, end } = range ?? { start: 0, end: blob.byteSize - 1 }
  headers['content-type'] = servedType(blob.contentType)
  headers['content-length'] = String(end - start + 1)
  if (range) headers['content-range'] = `bytes ${start}-${end}/${blob.byteSize}`
  // No file may be opened for HEAD: nobody would read or close it.
  const body = method === 'HEAD' ? null : await readBytes(blob, range)
  return new Response(body, { status: range ? 206 : 200, headers })
}

async function readBytes(blob: BlobFile, range: ByteRange | undefined) {
  if (blob.byteSize > wholeLimit) return Readable.toWeb(createReadStream(blob.path, range)) as ReadableStream
  const bytes = await readFile(blob.path)
  return range ? bytes.subarray(range.start, range.end + 1) : bytes
}

function unsatisfiable(headers: Record<string, string>, size: number): Response {
  return new Response(null, { status: 416, headers: { ...headers, 'content-range': `bytes */${size}` } })
}

function blobHeaders(
  { name, contentType }: BlobFile,
  etag: string,
  modified: Date | undefined,
  { mayChange = false, isAttachment = !rasterTypes.has(contentType) }: BlobOptions,
): Record<string, string> {
  return {
    ...dataHeaders,
    etag,
    ...(modified && { 'last-modified': modified.toUTCString() }),
    'cache-control': cacheControl(mayChange),
    'accept-ranges': 'bytes',
    'content-disposition': disposition(name, isAttachment),
  }
}

/** For how long a browser may keep an answer: for ever, or until it has asked again. */
export const cacheControl = (mayChange: boolean) =>
  mayChange ? 'private, no-cache' : 'private, max-age=31536000, immutable'

/** Only pictures go out under their own type: pages and unknown bytes must never run on this origin. */
export const servedType = (type: string) =>
  rasterTypes.has(type) || type === 'image/svg+xml' ? type : 'application/octet-stream'

/** Under which name bytes are saved, and whether at once. */
export function disposition(name: string, isAttachment: boolean): string {
  const kind = isAttachment ? 'attachment' : 'inline'
  const plain = name.replace(/[^\w .-]/g, '_')
  const encoded = encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`
}
