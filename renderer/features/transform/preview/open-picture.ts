import { Failure } from '#shared/failure.ts'
import { formatType } from '../../../ui/format.ts'
import { readTiming, type Timing } from './figures.ts'

/** A rendered picture, decoded: `src` is an object URL that lives until it is revoked. */
export interface OpenedPicture {
  src: string
  bytes: Blob
  contentType: string
  /** In its own pixels. */
  width: number
  height: number
  /** From the question to the last byte. */
  milliseconds: number
  timing: Timing
  cacheControl: string
}

/** What an `<img>` of Chromium says that it takes: automatic formats are chosen by it. */
const imageAccept = 'image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8'

/**
 * Fetches a picture as an `<img>` would, past the browser’s own cache, and decodes it. Fails with the library’s words
 * where it refuses, with `unreadable` for what a browser cannot show.
 */
export async function openPicture(url: string, signal: AbortSignal): Promise<OpenedPicture> {
  const started = performance.now()
  const response = await fetch(url, { signal, headers: { accept: imageAccept }, cache: 'no-store' })
  if (!response.ok) throw await refusalOf(response)
  const bytes = await response.blob()
  const milliseconds = performance.now() - started
  const { headers } = response
  const contentType = headers.get('content-type')?.replace(/;.*$/, '') ?? bytes.type
  const timing = readTiming(headers.get('server-timing') ?? '')
  const facts = { bytes, contentType, milliseconds, timing, cacheControl: headers.get('cache-control') ?? '' }
  return { ...facts, ...(await decoded(bytes, contentType)) }
}

async function decoded(bytes: Blob, contentType: string) {
  const src = URL.createObjectURL(bytes)
  try {
    const picture = new Image()
    picture.src = src
    await picture.decode()
    return { src, width: picture.naturalWidth, height: picture.naturalHeight }
  } catch (cause) {
    URL.revokeObjectURL(src)
    const message = `${formatType(contentType)} cannot be shown here: choose another format to see it, such as f-webp.`
    throw new Failure('unreadable', message, { cause })
  }
}

async function refusalOf(response: Response): Promise<Failure> {
  const words = (await response.text().catch(() => '')).trim()
  const isText = response.headers.get('content-type')?.startsWith('text/plain') && words.length < 500
  return new Failure('invalid', isText && words ? words : 'The picture cannot be rendered so.')
}
