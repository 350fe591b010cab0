import type { Orientation } from '#shared/schema.ts'
import { detailRadius } from './fingerprint.ts'
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

/** What a segment found: hits packed as assembly/match.ts says, and who founded what stands at each place. */
export interface Found {
  hits: Uint32Array
  images: Int32Array
}

const founderOf = (hit: number, images: Int32Array) => images[hit & 0x3ffff] ?? 0

const unpack = (hit: number, image: number): NodeMatch => ({
  image,
  distance: (hit >>> 21) & 0xf,
  detailDistance: hit >>> 25,
  orientation: orientations[(hit >>> 18) & 7] ?? 'upright',
})

/** The smallest detail distance within which there are `most` living ones, or the radius. */
function detailLimit(found: Found[], most: number): number {
  const counts = new Uint32Array(detailRadius + 1)
  for (const { hits, images } of found)
    for (const hit of hits) if (founderOf(hit, images) > 0) counts[hit >>> 25] = (counts[hit >>> 25] ?? 0) + 1
  let limit = 0
  for (let reached = counts[0] ?? 0; reached < most && limit < detailRadius; reached += counts[limit] ?? 0) limit++
  return limit
}

/** The nearest `most` of the living: by detail distance, then by distance, then by founder. */
export function nearestMatches(found: Found[], most: number): NodeMatch[] {
  const limit = detailLimit(found, most)
  const matches: NodeMatch[] = []
  for (const { hits, images } of found) {
    for (const hit of hits) {
      const image = founderOf(hit, images)
      if (image > 0 && hit >>> 25 <= limit) matches.push(unpack(hit, image))
    }
  }
  return matches
    .sort((a, b) => a.detailDistance - b.detailDistance || a.distance - b.distance || a.image - b.image)
    .slice(0, most)
}
