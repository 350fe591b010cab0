import type { Orientation } from '#shared/schema.ts'

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
