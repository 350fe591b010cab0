import { widestDetailDistance, widestDistance } from '#shared/hamming.ts'
import { fingerprintHalves, queryBytes } from './fingerprint.ts'
import { layOut } from './layout.ts'
import { instantiateScan } from './module.ts'

/** How many fingerprints a segment holds. */
export const segmentNodes = 1 << 20
/** So many that are not filed yet are looked at one by one; when there are more, all are filed anew. */
export const mostUnfiled = 1 << 18

const filedWords = 4
const radii = [widestDistance, widestDetailDistance] as const

const { at, end } = layOut({
  perceptual: segmentNodes * 8,
  detail: segmentNodes * 32,
  query: queryBytes,
  hits: segmentNodes * 8,
  starts: filedWords * ((1 << 14) + 1) * 4,
  filed: segmentNodes * filedWords * 8,
  positions: segmentNodes * filedWords * 4,
  seen: segmentNodes / 8,
})

/**
 * A fixed number of fingerprints with a memory of their own. They are filed by words of the 64-bit hash, so that a search
 * looks at the few that share a word with what is wanted; and at each of those that came after the filing.
 */
export function createNodeSegment() {
  const { exports, buffer } = instantiateScan(end)
  const perceptual = new Uint32Array(buffer, at.perceptual, segmentNodes * 2)
  const detail = new Uint32Array(buffer, at.detail, segmentNodes * 8)
  const query = new Uint8Array(buffer, at.query, queryBytes)
  let filed = 0

  /** One of the ten halves of the fingerprint at a place. */
  const half = (place: number, at: number) => (at < 2 ? perceptual[place * 2 + at] : detail[place * 8 + at - 2]) ?? 0

  function file(count: number): void {
    exports.fileByWord(at.perceptual, count, at.starts, at.filed, at.positions)
    filed = count
  }

  function findFiled(): number {
    const { query, detail, starts, filed: copies, positions, seen, hits } = at
    if (filed === 0) return 0
    return exports.findFiledMatches(query, detail, filed, ...radii, starts, copies, positions, seen, hits)
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
    half,
    /** Whether this very fingerprint stands there. */
    holds(place: number, halves: Uint32Array): boolean {
      for (let at = 0; at < fingerprintHalves; at++) if (half(place, at) !== halves[at]) return false
      return true
    },
    /** Hits among the first `count`, two numbers each as assembly/match.ts says; valid until the next call. */
    find(wanted: Uint8Array, count: number): Uint32Array {
      if (count - filed > mostUnfiled) file(count)
      query.set(wanted)
      const known = findFiled()
      const to = at.hits + known * 8
      const others = exports.findMatches(at.query, at.perceptual, at.detail, filed, count, ...radii, to)
      return new Uint32Array(buffer, at.hits, (known + others) * 2)
    },
  }
}

export type NodeSegment = ReturnType<typeof createNodeSegment>
