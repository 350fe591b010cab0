import type { ClusterMember, CopyFacts } from '#shared/duplicates.ts'
import type { ImageSummary, Orientation, PairKind } from '#shared/schema.ts'

interface MemberFacts extends Partial<Omit<ClusterMember, 'image' | 'facts' | 'likeness'>> {
  image?: Partial<ImageSummary>
  facts?: Partial<CopyFacts>
  turn?: Orientation
  bits?: number
}

/** The hash of a member told by a number. */
export const hashAt = (id: number): string => id.toString(16).padStart(64, '0')

/** A member of a cluster, told by what matters to the test; without `bits` it is the suggested keeper. */
export function memberOf(
  id: number,
  { image, facts, turn = 'upright', bits, ...rest }: MemberFacts = {},
): ClusterMember {
  const kind: PairKind | null = bits === undefined ? null : 'reencoded'
  return {
    image: {
      ...{ id, hash: hashAt(id), name: `${id}.jpg`, contentType: 'image/jpeg', byteSize: 1000, width: 40, height: 30 },
      ...{ color: null, hasThumbnail: true, sourceCount: 1, ...image },
    },
    likeness: bits === undefined ? null : { distance: bits, detailDistance: 4 * bits, orientation: turn },
    facts: {
      ...{ pixels: 1200, quality: 90, lossless: false, hasExif: false, takenAt: null, tags: 0, notes: 0, urls: 1 },
      ...{ createdAt: '2026-01-01T00:00:00.000Z', clients: ['scraper'], domains: ['example.com'], ...facts },
    },
    ...{ kind, reason: null, isProtected: false, ...rest },
  }
}
