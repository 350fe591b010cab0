import type { KeepReason } from '#shared/duplicates.ts'
import type { Orientation, PairKind } from '#shared/schema.ts'

/** How a picture is turned against another, as an adjective; null for one that stands as the other does. */
export const orientationWords: Record<Orientation, string | null> = {
  upright: null,
  mirrored: 'mirrored',
  flipped: 'flipped top to bottom',
  rotated180: 'rotated by 180°',
  transposed: 'rotated by 90° and mirrored',
  rotated90: 'rotated by 90°',
  rotated270: 'rotated by 270°',
  transversed: 'rotated by 270° and mirrored',
}

/** What two pictures are to each other. */
export const kindWords: Record<PairKind, string> = {
  samePixels: 'Same pixels',
  reencoded: 'Re-encoded',
  resized: 'Resized',
  turned: 'Mirrored or rotated',
  variant: 'Possible variant',
}

/** Why one copy is kept rather than another. */
export const reasonWords: Record<KeepReason, string> = {
  protected: 'protected',
  resolution: 'more pixels',
  quality: 'better quality',
  metadata: 'more metadata',
  fileSize: 'more bytes',
  urls: 'more URLs',
  age: 'older',
  name: 'better name',
}
