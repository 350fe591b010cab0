import type { Star } from '../../../electron/engine/duplicates/stars.ts'
import type { Report } from '../lib/report.ts'
import { cluster } from './clusters.ts'
import { type Candidate, limitsByPattern, within } from './pairs.ts'
import { clusterRecall } from './recall.ts'
import { fingerprintsOf, type Picture, type Stock } from './stock.ts'
import { transforms } from './transforms.ts'

/** Bits of the 64-bit and of the 256-bit hash: no limit, some limits, and the engine’s limit by the pattern of the hashes. */
const settings = [8, 10, 11, 12].flatMap((distance) =>
  [undefined, 90, 80, 72, 'by pattern' as const].map((detail) => ({ distance, detail })),
)
type Detail = (typeof settings)[number]['detail']

const percent = (share: number) => `${(share * 100).toFixed(2)} %`
const pairsOf = (count: number) => (count * (count - 1)) / 2

/** Pairs of one family and others, among all pictures, and among pictures of which each was cut elsewhere. */
function countPairs(pictures: readonly Picture[], pairs: readonly Candidate[]) {
  const [counts, byTransform] = [{ right: 0, wrong: 0, strangers: 0 }, transforms.map(() => ({ right: 0, wrong: 0 }))]
  for (const { a, b } of pairs) {
    const [one, other] = [pictures[a] as Picture, pictures[b] as Picture]
    const verdict = one.family === other.family ? 'right' : 'wrong'
    counts[verdict]++
    const involved = new Set([one.transform, other.transform].filter((transform) => transform !== undefined))
    if (involved.size === 0) counts.strangers++
    // With one copy of each original, by this transform: pairs of copies by two of them do not meet.
    const [transform] = involved
    if (involved.size === 1 && transform !== undefined && byTransform[transform]) byTransform[transform][verdict]++
  }
  const precisions = byTransform.map(({ right, wrong }) => right / (right + wrong + counts.strangers))
  const precision = precisions.reduce((sum, one) => sum + one, 0) / precisions.length
  return { ...counts, precision: counts.right / (counts.right + counts.wrong), withOneCopy: precision }
}

function familySizes(pictures: readonly Picture[], { keeper, rays }: Star): number[] {
  const members = [keeper, ...rays.map(({ image }) => image)]
  return [...Map.groupBy(members, (number) => pictures[number]?.family).values()].map(({ length }) => length)
}

/** Pairs of pictures that are in one cluster, and clusters in which families meet. */
function countClusters(pictures: readonly Picture[], stars: readonly Star[]) {
  const counts = { right: 0, all: 0, mixed: 0, largest: 0 }
  for (const star of stars) {
    const sizes = familySizes(pictures, star)
    counts.right += sizes.reduce((sum, size) => sum + pairsOf(size), 0)
    counts.all += pairsOf(star.rays.length + 1)
    counts.mixed += Number(sizes.length > 1)
    counts.largest = Math.max(counts.largest, star.rays.length + 1)
  }
  return { ...counts, clusters: stars.length, precision: counts.right / counts.all }
}

function measure(stock: Stock, candidates: readonly Candidate[], distance: number, detail: Detail) {
  const { pictures } = stock
  const limits = typeof detail === 'string' ? limitsByPattern(fingerprintsOf(stock)) : () => detail ?? 256
  const pairs = within(candidates, distance, limits)
  const clustering = cluster(pictures, pairs)
  const found = countPairs(pictures, pairs)
  const clusters = countClusters(pictures, clustering.stars)
  const recall = clusterRecall(stock, clustering)
  return [
    detail === undefined
      ? `≤ ${distance} alone`
      : `≤ ${distance} and ${typeof detail === 'string' ? '≤ 80 ' : '≤ '}${detail}`,
    ...[found.right, found.wrong, percent(found.precision), found.strangers, percent(found.withOneCopy)],
    ...[clusters.clusters, clusters.mixed, clusters.largest, percent(clusters.precision)],
    ...[percent(recall.byTransform), percent(recall.byGroup)],
  ]
}

/** What each choice of the two constants finds, rightly and wrongly. */
export function reportPrecision(stock: Stock, candidates: readonly Candidate[]): Report {
  return {
    header: [
      '64-bit and 256-bit',
      'pairs of one family',
      'false pairs',
      'pair precision',
      'false pairs without copies',
      'precision with one copy of each',
      'clusters',
      'with strangers',
      'largest',
      'pair precision in clusters',
      'recall, mean of transforms',
      'mean of groups',
    ],
    rows: settings.map(({ distance, detail }) => measure(stock, candidates, distance, detail)),
  }
}
