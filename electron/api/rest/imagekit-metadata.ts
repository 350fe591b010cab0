import { z } from 'zod'
import { Failure } from '#shared/failure.ts'
import { readMediaUrl } from '#shared/media-url.ts'
import type { Examined } from '../../engine/entry.ts'
import type { Call } from '../door.ts'
import { check } from './imagekit-check.ts'
import type { MetadataDocument } from './imagekit-documents.ts'
import { answer, asMistakeOf } from './imagekit-errors.ts'
import { exifDocument } from './imagekit-exif.ts'
import { endpointOf, type Handle, type Parts, readFile } from './imagekit-parts.ts'

/** What a picture’s file says of itself, in ImageKit’s shape; its size is upright. */
function documentOf({ metadata, byteSize, perceptualHash }: Examined): z.infer<typeof MetadataDocument> {
  const { format, width, height, hasColorProfile, hasAlpha, quality, density } = metadata
  return {
    ...{ height, width, size: byteSize },
    format: format === 'jpeg' ? 'jpg' : format,
    hasColorProfile,
    ...(quality !== null && { quality }),
    ...(density !== null && { density }),
    hasTransparency: hasAlpha,
    ...(perceptualHash !== null && { pHash: perceptualHash }),
    exif: exifDocument(metadata.exif),
  }
}

/** Of an image of the library. Fails with `notFound`, `unreadable`. */
export async function metadataDocument(call: Call, { ask }: Parts, hash: string) {
  const [metadata, { perceptualHash, byteSize }] = await Promise.all([
    ask(call, 'images.metadata', { hash }),
    ask(call, 'images.get', { hash }),
  ])
  return documentOf({ metadata, byteSize, perceptualHash: perceptualHash?.value ?? null })
}

export const metadata: Handle = async (call, parts) =>
  answer(await metadataDocument(call, parts, (await readFile(call, parts)).hash))

/** The picture of the library that a URL stands for, or that came from there; null where it is to be fetched. */
async function hashAt(call: Call, { library }: Parts, url: string): Promise<string | null> {
  const endpoint = `${endpointOf(call)}/`
  const isOurs = url.startsWith(endpoint)
  const found = await library.delivery.find(isOurs ? readMediaUrl(url.slice(endpoint.length - 1)).picture : url, [])
  if (isOurs && !found) throw new Failure('notFound', 'There is no picture at this URL.', { field: 'url' })
  return found?.hash ?? null
}

async function metadataElsewhere({ library }: Parts, url: string) {
  try {
    return documentOf(await library.examine(library.download(url)))
  } catch (error) {
    throw asMistakeOf('url', error)
  }
}

export const UrlInput = z.object({
  url: z.string().regex(/^https?:\/\/[^/]/i, 'must be an http or https URL of a picture'),
})

export const metadataOfUrl: Handle = async (call, parts) => {
  const { url } = check(call.req.query(), UrlInput)
  const hash = await hashAt(call, parts, url)
  if (hash !== null) return answer(await metadataDocument(call, parts, hash))
  return answer(await metadataElsewhere(parts, url))
}
