import type { PlanAction, PlanGroup } from '#shared/duplicates.ts'
import { Failure } from '#shared/failure.ts'
import type { Action, ActionGroup } from '../duplicates/plan.ts'
import type { DuplicateParts } from './duplicates.ts'
import { answerOf } from './make-change.ts'
import type { Services } from './services.ts'

/** Samples of a group of a plan, and pictures of one action, that are shown. */
const mostShown = 12

const sum = (actions: readonly Action[], value: (action: Action) => number) =>
  actions.reduce((total, action) => total + value(action), 0)

const totalsOf = (actions: readonly Action[]) => ({
  clusters: actions.length,
  discards: sum(actions, ({ discard }) => discard.length),
  bytes: sum(actions, ({ bytes }) => bytes),
})

/** Calls on plans: many clusters settled at once. */
export function createPlanServices({ duplicates, images, keeping, makeChange, revision }: DuplicateParts) {
  const { queue, plans } = duplicates

  async function toAction({ keeper, discard, bytes }: Action): Promise<PlanAction> {
    const [kept, ...shown] = await images.summaries([keeper, ...discard.slice(0, mostShown)])
    return { keeper: kept as PlanAction['keeper'], discard: shown, discards: discard.length, bytes }
  }

  async function toGroup({ id, kind, reason, actions }: ActionGroup): Promise<PlanGroup> {
    const samples = await Promise.all(actions.slice(0, mostShown).map(toAction))
    return { id, kind, reason, ...totalsOf(actions), samples }
  }

  /** What somebody has decided on since the plan was made is not discarded by it. */
  function expectUndecided(actions: readonly Action[]): void {
    if (!actions.some(({ keeper, discard }) => duplicates.decided.together([keeper, ...discard]))) return
    const message =
      'A cluster of this plan has been decided on since it was made, so nothing was changed. Make it again.'
    throw new Failure('conflict', message, { field: 'plan' })
  }

  return {
    'duplicates.plan': async ({ kinds, ...wish }) => {
      await duplicates.settled()
      const at = revision()
      const { clusters } = await queue.list(wish, 'tightest')
      const { id, groups } = plans.make(clusters, kinds)
      const totals = totalsOf(groups.flatMap(({ actions }) => actions))
      return { id, groups: await Promise.all(groups.map(toGroup)), ...totals, revision: at }
    },
    'duplicates.actions': async ({ plan, group, offset, limit }) => {
      const { actions } = plans.groupOf(plan, group)
      return { items: await Promise.all(actions.slice(offset, offset + limit).map(toAction)), total: actions.length }
    },
    'duplicates.apply': async ({ plan, groups, exclude }, actor) => {
      const actions = plans.actionsOf(plan, groups, exclude)
      if (actions.length === 0)
        throw new Failure('invalid', 'Nothing of this plan is left to be applied.', { field: 'groups' })
      const { discards } = totalsOf(actions)
      const label = `Discarded ${discards} ${discards === 1 ? 'copy' : 'copies'} in favour of ${actions.length}`
      const changed = await makeChange(async () => {
        await duplicates.expectDiscardable(actions)
        expectUndecided(actions)
        return keeping.keep(actions, { actor, label })
      })
      plans.forget(plan)
      return answerOf(changed)
    },
  } satisfies Partial<Services>
}
