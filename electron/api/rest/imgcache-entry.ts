import { z } from 'zod'
import { Orientation, type Verdict } from '#shared/schema.ts'
import type { Entry } from '../../engine/entry.ts'

/** An entry on imgcache’s wire: one source of one image, times in ISO 8601, sizes in bytes and pixels. */
export const ImgcacheEntry = z.strictObject({
  url: z.string(),
  content_hash: z.string(),
  content_type: z.string(),
  file_size_bytes: z.int(),
  original_filename: z.string().nullable(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  perceptual_hash: z.string().nullable(),
  client_name: z.string(),
  lookup_time: z.string(),
  created_at: z.string(),
})

/** What storing is answered with: the entry, and the nearest picture that was there before, where one is near. */
export const ImgcacheStored = ImgcacheEntry.extend({
  near_duplicate: z
    .strictObject({ content_hash: z.string(), hamming_distance: z.int(), orientation: Orientation })
    .nullable(),
})

/** A verdict’s nearest picture under imgcache’s manner of naming. */
export function formatNear(near: Verdict['near']): z.infer<typeof ImgcacheStored>['near_duplicate'] {
  return near && { content_hash: near.hash, hamming_distance: near.distance, orientation: near.orientation }
}

/** The library’s entry under imgcache’s names. */
export function formatEntry(entry: Entry): z.infer<typeof ImgcacheEntry> {
  return {
    url: entry.url,
    content_hash: entry.contentHash,
    content_type: entry.contentType,
    file_size_bytes: entry.byteSize,
    original_filename: entry.filename ?? lastSegment(entry.url),
    width: entry.width,
    height: entry.height,
    perceptual_hash: entry.perceptualHash,
    client_name: entry.clientName,
    lookup_time: entry.fetchedAt,
    created_at: entry.createdAt,
  }
}

/** The last segment of a web address’s path; null where there is none. */
function lastSegment(url: string): string | null {
  return /^[a-z]+:\/\/[^/?#]*\/(?:[^?#]*\/)?([^/?#]+)(?:[?#]|$)/i.exec(url)?.[1] ?? null
}
