import { widestDetailDistance } from '#shared/hamming.ts'
import type { Orientation } from '#shared/schema.ts'
import { orientations } from './orientations.ts'

/** Another fingerprint within both radii of the one that was wanted. */
export interface NodeMatch {
  /** The other one’s founder. */
  image: number
  /** Bits of the 64-bit hash. */
  distance: number
  /** Bits of the 256-bit hash. */
  detailDistance: number
  /** What is done to the wanted picture to get the other. */
  orientation: Orientation
}

/** What a segment found: hits of two numbers each (assembly/match.ts), and who founded what stands at each place. */
export interface Found {
  hits: Uint32Array
  images: Int32Array
}

const detailOf = (nearness: number) => nearness >>> 7

const unpack = (nearness: number, image: number): NodeMatch => ({
  image,
  distance: (nearness >>> 3) & 0xf,
  detailDistance: detailOf(nearness),
  orientation: orientations[nearness & 7] ?? 'upright',
})

/** Calls `visit` with each founder that is alive, and how near it is. */
function eachAlive(found: Found[], visit: (image: number, nearness: number) => void): void {
  for (const { hits, images } of found) {
    for (let at = 0; at < hits.length; at += 2) {
      const image = images[hits[at] ?? 0] ?? 0
      if (image > 0) visit(image, hits[at + 1] ?? 0)
    }
  }
}

/** The smallest detail distance within which there are `most` living ones, or the radius. */
function detailLimit(found: Found[], most: number): number {
  const counts = new Uint32Array(widestDetailDistance + 1)
  eachAlive(found, (_, nearness) => {
    const far = detailOf(nearness)
    counts[far] = (counts[far] ?? 0) + 1
  })
  let limit = 0
  for (let reached = counts[0] ?? 0; reached < most && limit < widestDetailDistance; reached += counts[limit] ?? 0)
    limit++
  return limit
}

/** The nearest `most` of the living: by detail distance, then by distance, then by founder. */
export function nearestMatches(found: Found[], most: number): NodeMatch[] {
  const limit = detailLimit(found, most)
  const matches: NodeMatch[] = []
  eachAlive(found, (image, nearness) => {
    if (detailOf(nearness) <= limit) matches.push(unpack(nearness, image))
  })
  return matches
    .sort((a, b) => a.detailDistance - b.detailDistance || a.distance - b.distance || a.image - b.image)
    .slice(0, most)
}
