import type { DecodeStatus } from '#shared/schema.ts'
import type { Picture } from '../index/arrivals.ts'

/** What the engine asks of a decode host. `path` is a file that the host reads itself. */
export interface HostRequest {
  id: number
  path: string
  limits: DecodeLimits
}

/** What one picture may cost; above it the picture is refused, its facts kept. */
export interface DecodeLimits {
  pixels: number
  milliseconds: number
}

/** A picture's facts with its JPEG thumbnail (null where there are no pixels). */
export interface Inspected extends Picture {
  thumbnail: Uint8Array<ArrayBuffer> | null
}

/** What a decode host answers: once `ready`, then one answer for each request, in any order. */
export type HostMessage = { kind: 'ready' } | { kind: 'inspected'; id: number; inspected: Inspected }

/** `raster` hosts decode many pictures at once; an `svg` host one, and is killed when it is slow. */
export type HostKind = 'raster' | 'svg'

/** Exit code of a host that found itself above its memory limit. */
export const outOfMemoryExit = 86

/** What is known of bytes that no decoder read. */
export function withoutPicture(status: DecodeStatus, reason: string): Inspected {
  const nothing = {
    width: null,
    height: null,
    frames: null,
    takenAt: null,
    exif: null,
    perceptualHash: null,
    detailHash: null,
    lowDetail: false,
    quality: null,
    lossless: null,
    color: null,
  }
  return { contentType: 'application/octet-stream', status, reason, ...nothing, thumbnail: null }
}
