import { Failure } from '#shared/failure.ts'
import type { FileDetail } from '#shared/files.ts'
import { readMediaUrl } from '#shared/media-url.ts'
import type { Call } from '../door.ts'
import { answer, invalid } from './imagekit-errors.ts'
import { exifDocument } from './imagekit-exif.ts'
import { endpointOf, type Handle, type Parts, readFile } from './imagekit-parts.ts'

/** What an image’s file says of itself, in ImageKit’s shape; its size is upright. Fails with `notFound`, `unreadable`. */
export async function metadataDocument(call: Call, { ask }: Parts, hash: string) {
  const [metadata, { perceptualHash, byteSize }] = await Promise.all([
    ask(call, 'images.metadata', { hash }),
    ask(call, 'images.get', { hash }),
  ])
  const { format, width, height, hasColorProfile, hasAlpha, quality, density } = metadata
  return {
    ...{ height, width, size: byteSize },
    format: format === 'jpeg' ? 'jpg' : format,
    hasColorProfile,
    ...(quality !== null && { quality }),
    ...(density !== null && { density }),
    hasTransparency: hasAlpha,
    ...(perceptualHash && { pHash: perceptualHash.value }),
    exif: exifDocument(metadata.exif),
  }
}

/** The tags of all blocks together, as ImageKit finds them by name; null for what is no picture. */
export async function embeddedMetadata(call: Call, { ask }: Parts, { hash, contentType }: FileDetail) {
  if (!contentType.startsWith('image/')) return null
  const { image, exif, gps } = exifDocument((await ask(call, 'images.metadata', { hash })).exif)
  return { ...image, ...exif, ...gps }
}

export const metadata: Handle = async (call, parts) =>
  answer(await metadataDocument(call, parts, (await readFile(call, parts)).hash))

/** The picture that a URL stands for: one of this library’s, or one that a picture came from. */
async function hashAt(call: Call, { library }: Parts, url: string): Promise<string> {
  const endpoint = `${endpointOf(call)}/`
  const name = url.startsWith(endpoint) ? readMediaUrl(url.slice(endpoint.length - 1)).picture : url
  const found = await library.delivery.find(name, [])
  if (found) return found.hash
  throw new Failure('notFound', 'The library holds no picture of this URL; nothing is fetched.', { field: 'url' })
}

export const metadataOfUrl: Handle = async (call, parts) => {
  const url = call.req.query('url') ?? ''
  if (!/^https?:\/\/[^/]/i.test(url))
    throw invalid('url', 'Your request needs “url”: an http or https URL of a picture.')
  return answer(await metadataDocument(call, parts, await hashAt(call, parts, url)))
}
