import { detailRadius, fingerprintHalves, perceptualRadius, queryBytes } from './fingerprint.ts'
import { layOut } from './layout.ts'
import { instantiateScan } from './module.ts'

/** How many fingerprints a segment holds. */
export const segmentNodes = 1 << 18

const filedWords = 5

const { at, end } = layOut({
  perceptual: segmentNodes * 8,
  detail: segmentNodes * 32,
  query: queryBytes,
  hits: segmentNodes * 4,
  starts: filedWords * ((1 << 13) + 1) * 4,
  filed: segmentNodes * filedWords * 8,
  positions: segmentNodes * filedWords * 4,
  seen: segmentNodes / 8,
})

/**
 * A fixed number of fingerprints with a memory of their own. While it fills, a search looks at each of them; a full one
 * is filed by words of the 64-bit hash, and a search looks at the few that share a word with what is wanted.
 */
export function createNodeSegment() {
  const { exports, buffer } = instantiateScan(end)
  const perceptual = new Uint32Array(buffer, at.perceptual, segmentNodes * 2)
  const detail = new Uint32Array(buffer, at.detail, segmentNodes * 8)
  const query = new Uint8Array(buffer, at.query, queryBytes)
  let isFiled = false

  /** One of the ten halves of the fingerprint at a place. */
  const half = (place: number, at: number) => (at < 2 ? perceptual[place * 2 + at] : detail[place * 8 + at - 2]) ?? 0

  const scan = (count: number) =>
    exports.findMatches(at.query, at.perceptual, at.detail, count, perceptualRadius, detailRadius, at.hits)

  const look = () => {
    const { starts, filed, positions, seen, hits } = at
    const { findFiledMatches } = exports
    const radii = [perceptualRadius, detailRadius] as const
    return findFiledMatches(at.query, at.detail, segmentNodes, ...radii, starts, filed, positions, seen, hits)
  }

  return {
    /** Who founded the node at each place; 0 for none. */
    images: new Int32Array(segmentNodes),
    /** Writes a fingerprint’s ten halves. */
    write(place: number, halves: Uint32Array): void {
      perceptual.set(halves.subarray(0, 2), place * 2)
      detail.set(halves.subarray(2), place * 8)
    },
    /** Copies the fingerprint at a place to number `to` of these. */
    copy(place: number, short: Uint32Array, long: Uint32Array, to: number): void {
      for (let at = 0; at < 2; at++) short[to * 2 + at] = half(place, at)
      for (let at = 0; at < 8; at++) long[to * 8 + at] = half(place, at + 2)
    },
    /** To be called when every place is written. */
    file(): void {
      exports.fileByWord(at.perceptual, segmentNodes, at.starts, at.filed, at.positions)
      isFiled = true
    },
    half,
    /** Whether this very fingerprint stands there. */
    holds(place: number, halves: Uint32Array): boolean {
      for (let at = 0; at < fingerprintHalves; at++) if (half(place, at) !== halves[at]) return false
      return true
    },
    /** Hits among the first `count`, packed as assembly/match.ts says; valid until the next call. */
    find(wanted: Uint8Array, count: number): Uint32Array {
      query.set(wanted)
      return new Uint32Array(buffer, at.hits, isFiled ? look() : scan(count))
    },
  }
}

export type NodeSegment = ReturnType<typeof createNodeSegment>
