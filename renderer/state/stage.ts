import type { CallOutput } from '#shared/contract.ts'
import type { ClusterSummary } from '#shared/duplicates.ts'
import type { Choice } from './cluster.ts'

/** The cluster that is decided on now: what was read of it, and what is chosen in it. */
export interface Stage extends Choice {
  cluster: ClusterSummary
  /** The member in focus, from 0. */
  focus: number
  /** How often clusters had been said to change when it was asked for. */
  news: number
}

type ClusterAnswer = CallOutput<'duplicates.get'>

/** A cluster as it comes onto the stage. What was chosen in it before, if it was there already, is kept as far as it still applies. */
export function stageOf({ cluster, members }: ClusterAnswer, former: Stage | null, news: number): Stage {
  const suggested = cluster.keeper.hash
  const isKnown = former !== null && (former.cluster.keeper.hash === suggested || former.keeper === suggested)
  const isThere = (hash: string) => members.some(({ image }) => image.hash === hash)
  const keeper = isKnown && isThere(former.keeper) ? former.keeper : suggested
  const focused = isKnown ? former.members[former.focus]?.image.hash : undefined
  const kept = members.findIndex(({ image }) => image.hash === focused)
  const candidate = members.findIndex(({ image }) => image.hash !== keeper)
  const toggled = isKnown ? former.toggled : new Set<string>()
  return { cluster, members, keeper, toggled, focus: kept >= 0 ? kept : Math.max(candidate, 0), news }
}
