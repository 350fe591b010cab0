import type { Confidence } from '#shared/duplicates.ts'
import type { PairKind } from '#shared/schema.ts'
import type { Comparison } from '../index/comparisons.ts'
import type { Star } from './stars.ts'

/** From the tightest to the loosest. */
const kinds: readonly PairKind[] = ['samePixels', 'reencoded', 'resized', 'turned', 'variant']
const keyOf = (a: number, b: number) => (a < b ? `${a} ${b}` : `${b} ${a}`)

/** What the pixels of pairs told, in memory. */
export function createKinds() {
  const known = new Map<string, PairKind | null>()
  let version = 0
  const kindOf = (a: number, b: number): PairKind | null => known.get(keyOf(a, b)) ?? null

  return {
    learn({ a, b, kind }: Comparison): void {
      known.set(keyOf(a, b), kind)
      version++
    },
    /** Rises with each pair that is learned. */
    get version() {
      return version
    },
    /** Null for a pair that was not compared, or that could not be. */
    kindOf,
    /** Whether the pair was compared, with whatever success. */
    isKnown: (a: number, b: number) => known.has(keyOf(a, b)),
    /** The loosest kind between the keeper and the others; null while some are not told apart. */
    ofStar({ keeper, rays }: Star): PairKind | null {
      let loosest = 0
      for (const { image } of rays) {
        const kind = kindOf(keeper, image)
        if (kind === null) return null
        loosest = Math.max(loosest, kinds.indexOf(kind))
      }
      return kinds[loosest] ?? null
    },
  }
}

export type Kinds = ReturnType<typeof createKinds>

/** How sure one can be of a cluster of that kind without looking. */
export function confidenceOf(kind: PairKind | null): Confidence {
  if (kind === 'variant') return 'unsure'
  return kind === null || kind === 'turned' ? 'look' : 'safe'
}
