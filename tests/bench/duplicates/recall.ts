import { widestDistance } from '#shared/hamming.ts'
import type { Report } from '../lib/report.ts'
import type { Clustering } from './clusters.ts'
import { turnsOf } from './pairs.ts'
import type { Picture, Stock } from './stock.ts'
import { groups, transforms } from './transforms.ts'

/** Bits of the 64-bit hash by itself, and of the 256-bit hash besides the widest radius of the 64-bit one. */
const radii = [4, 8, widestDistance]
const detailRadii = [72, 80, 90, 100]
const confirmedRadius = widestDistance

/** What was found of each transform, in the order of the columns; shares of its copies. */
type Shares = number[]

function isFound(original: Picture, copy: Picture): boolean[] {
  const turns = turnsOf(original.hashed.fingerprint, copy.hashed.fingerprint)
  const alone = radii.map((radius) => turns.some(({ distance }) => distance <= radius))
  const confirmed = detailRadii.map((radius) =>
    turns.some(({ distance, detailDistance }) => distance <= confirmedRadius && detailDistance <= radius),
  )
  return [...alone, ...confirmed]
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** The mean of each column. */
const meanOf = (rows: readonly Shares[]): Shares =>
  (rows[0] ?? []).map((_, column) => mean(rows.map((row) => row[column] ?? 0)))

/** Shares of the copies of each transform that are found from their originals, and that are in their cluster. */
function sharesByTransform({ pictures, families }: Stock, { clusterOf }: Clustering): Shares[] {
  const originals = new Map<number, number>()
  for (const [number, { role, family }] of pictures.entries()) if (role === 'original') originals.set(family, number)
  const counts = transforms.map(() => Array.from({ length: radii.length + detailRadii.length + 1 }, () => 0))
  for (const [number, copy] of pictures.entries()) {
    if (copy.transform === undefined) continue
    const own = originals.get(copy.family) ?? 0
    const cluster = clusterOf.get(own)
    const found = [
      ...isFound(pictures[own] as Picture, copy),
      cluster !== undefined && cluster === clusterOf.get(number),
    ]
    const row = counts[copy.transform] ?? []
    for (const [column, is] of found.entries()) row[column] = (row[column] ?? 0) + Number(is)
  }
  return counts.map((row) => row.map((count) => count / families))
}

const percent = (share: number) => (share * 100).toFixed(1)

/** Recall by transform, in percent; each group of transforms counts the same in the last line. */
export function reportRecall(stock: Stock, clustering: Clustering): Report {
  const shares = sharesByTransform(stock, clustering)
  const ofGroup = (group: string) => shares.filter((_, at) => transforms[at]?.group === group)
  const asked = groups.filter((group) => group !== 'other')
  const line = (name: string, row: Shares) => [name, ...row.map(percent)]
  const listed = transforms.map(({ name, group }, at) => line(`${name} (${group})`, shares[at] ?? []))
  const counted = shares.filter((_, at) => transforms[at]?.group !== 'other')
  return {
    header: [
      'copy',
      ...radii.map((radius) => `64-bit ≤ ${radius}`),
      ...detailRadii.map((radius) => `≤ ${confirmedRadius} and 256-bit ≤ ${radius}`),
      'in the cluster',
    ],
    rows: [
      ...listed,
      line(`**mean of ${counted.length} transforms**`, meanOf(counted)),
      ...asked.map((group) => line(`*${group}*`, meanOf(ofGroup(group)))),
      line(`**mean of ${asked.length} groups**`, meanOf(asked.map((group) => meanOf(ofGroup(group))))),
    ],
  }
}

/** The mean share of copies in their original's cluster: over the transforms, and over their groups. */
export function clusterRecall(stock: Stock, clustering: Clustering): { byTransform: number; byGroup: number } {
  const last = sharesByTransform(stock, clustering).map((row) => row.at(-1) ?? 0)
  const ofGroup = (group: string) => mean(last.filter((_, at) => transforms[at]?.group === group))
  return {
    byTransform: mean(last.filter((_, at) => transforms[at]?.group !== 'other')),
    byGroup: mean(groups.filter((group) => group !== 'other').map(ofGroup)),
  }
}
