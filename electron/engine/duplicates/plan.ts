import { randomUUID } from 'node:crypto'
import type { KeepReason } from '#shared/duplicates.ts'
import { Failure } from '#shared/failure.ts'
import type { PairKind } from '#shared/schema.ts'
import type { Cluster, Clusters } from './clusters.ts'
import type { Kinds } from './kinds.ts'

/** What is proposed for one cluster: row ids, the keeper's content hash, and bytes. */
export interface Action {
  keeper: number
  keeperHash: string
  discard: number[]
  bytes: number
}

/** Actions of one kind that were decided by one reason. */
export interface ActionGroup {
  id: string
  kind: PairKind
  reason: KeepReason
  actions: Action[]
}

const keptPlans = 10
const order: readonly PairKind[] = ['samePixels', 'reencoded', 'resized', 'turned']

/** Plans as they were shown, so that what is applied is what was seen. */
export function createPlans(
  { copyOf, reasonFor }: Pick<Clusters, 'copyOf' | 'reasonFor'>,
  { kindOf }: Pick<Kinds, 'kindOf'>,
) {
  const plans = new Map<string, ActionGroup[]>()

  /** The action for a cluster and the loosest kind in it; undefined where nothing may be discarded unseen. */
  function propose({ keeper, rays }: Cluster, allowed: readonly PairKind[]): (Action & { kind: PairKind }) | undefined {
    const chosen = rays.flatMap(({ image }) => {
      const kind = kindOf(keeper, image)
      return kind && allowed.includes(kind) && !copyOf(image).isProtected ? [{ image, kind }] : []
    })
    if (chosen.length === 0) return undefined
    const loosest = Math.max(...chosen.map(({ kind }) => order.indexOf(kind)))
    return {
      keeper,
      keeperHash: copyOf(keeper).hash,
      discard: chosen.map(({ image }) => image),
      bytes: chosen.reduce((sum, { image }) => sum + copyOf(image).byteSize, 0),
      kind: order[loosest] as PairKind,
    }
  }

  function group(clusters: Iterable<Cluster>, allowed: readonly PairKind[]): ActionGroup[] {
    const groups = new Map<string, ActionGroup>()
    for (const cluster of clusters) {
      const proposed = propose(cluster, allowed)
      if (!proposed) continue
      const { kind, ...action } = proposed
      const reason = reasonFor(action.keeper, action.discard[0] ?? action.keeper)
      const id = `${kind}:${reason}`
      const known = groups.get(id) ?? { id, kind, reason, actions: [] }
      known.actions.push(action)
      groups.set(id, known)
    }
    return [...groups.values()].sort(
      (a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || b.actions.length - a.actions.length,
    )
  }

  function get(plan: string): ActionGroup[] {
    const groups = plans.get(plan)
    if (!groups) throw new Failure('notFound', 'This plan is not kept any longer: make it again.', { field: 'plan' })
    return groups
  }

  function groupOf(plan: string, wanted: string): ActionGroup {
    const found = get(plan).find(({ id }) => id === wanted)
    if (!found) throw new Failure('notFound', `The plan has no group “${wanted}”.`, { field: 'groups' })
    return found
  }

  return {
    /** Makes a plan of the clusters and remembers it. */
    make(clusters: Iterable<Cluster>, allowed: readonly PairKind[]): { id: string; groups: ActionGroup[] } {
      const id = randomUUID()
      const groups = group(clusters, allowed)
      plans.set(id, groups)
      if (plans.size > keptPlans) plans.delete(plans.keys().next().value ?? '')
      return { id, groups }
    },
    groupOf,
    /** The actions of these groups but for those of the excluded keepers (content hashes). */
    actionsOf(plan: string, groups: readonly string[], exclude: readonly string[]): Action[] {
      const excluded = new Set(exclude)
      const wanted = [...new Set(groups)].flatMap((id) => groupOf(plan, id).actions)
      return wanted.filter(({ keeperHash }) => !excluded.has(keeperHash))
    },
    forget: (plan: string) => void plans.delete(plan),
  }
}
