import type { Plan, PlanAction, PlanGroup } from '#shared/duplicates.ts'

/** What is left out of a plan: whole groups by their ids, and actions by group and keeper. */
export interface Choice {
  withoutGroups: ReadonlySet<string>
  without: ReadonlyMap<string, Excluded>
}

/** An action that is left out, and what it would have done. */
export interface Excluded {
  group: string
  discards: number
  bytes: number
}

/** What will happen: copies discarded in favour of so many others, and the bytes that are freed. */
export interface Totals {
  clusters: number
  discards: number
  bytes: number
}

export const everything: Choice = { withoutGroups: new Set(), without: new Map() }

/** The choice with a group taken out or put back. */
export function toggleGroup(choice: Choice, id: string): Choice {
  const withoutGroups = new Set(choice.withoutGroups)
  if (!withoutGroups.delete(id)) withoutGroups.add(id)
  return { ...choice, withoutGroups }
}

/** The choice with an action taken out or put back. */
export function toggleAction(choice: Choice, group: string, { keeper, discards, bytes }: PlanAction): Choice {
  const without = new Map(choice.without)
  if (!without.delete(keeper.hash)) without.set(keeper.hash, { group, discards, bytes })
  return { ...choice, without }
}

const nothing: Totals = { clusters: 0, discards: 0, bytes: 0 }

const minus = (from: Totals, { discards, bytes }: Excluded): Totals => ({
  clusters: from.clusters - 1,
  discards: from.discards - discards,
  bytes: from.bytes - bytes,
})

/** What a group does, without the actions that are left out of it. */
export const groupTotals = ({ id, clusters, discards, bytes }: PlanGroup, { without }: Choice): Totals =>
  [...without.values()].filter(({ group }) => group === id).reduce(minus, { clusters, discards, bytes })

/** What the plan does as chosen. */
export function totalsOf({ groups }: Plan, choice: Choice): Totals {
  return groups
    .filter(({ id }) => !choice.withoutGroups.has(id))
    .map((group) => groupTotals(group, choice))
    .reduce(
      (sum, { clusters, discards, bytes }) => ({
        clusters: sum.clusters + clusters,
        discards: sum.discards + discards,
        bytes: sum.bytes + bytes,
      }),
      nothing,
    )
}
