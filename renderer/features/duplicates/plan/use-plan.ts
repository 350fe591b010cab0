import { useEffect, useState } from 'react'
import type { Plan } from '#shared/duplicates.ts'
import { Failure } from '#shared/failure.ts'
import type { PairKind } from '#shared/schema.ts'
import { useAnswer } from '../../../hooks/use-answer.ts'
import { useHeard } from '../../../hooks/use-heard.ts'
import { useWindow } from '../../../state/window.ts'
import { type Choice, everything, type Totals, totalsOf } from './choice.ts'

/** Kinds that a plan may discard. */
export type PlannableKind = Exclude<PairKind, 'variant'>

export interface PlanWish {
  distance: number
  sameDomain: boolean
  acrossClients: boolean
}

/** How far the plan has come. */
export type Phase = { name: 'choosing' | 'applying' } | { name: 'applied'; totals: Totals; journal: number | null }

export type PlanState = ReturnType<typeof usePlan>

const startKinds: readonly PlannableKind[] = ['samePixels', 'reencoded', 'resized']

const asFailure = (error: unknown) =>
  error instanceof Failure ? error : new Failure('internal', 'That did not work. Try again.')

/** A plan for these wishes, what is chosen of it, and its application. */
export function usePlan(wish: PlanWish) {
  const { client } = useWindow()
  const [kinds, setKinds] = useState(startKinds)
  const [turn, setTurn] = useState(0)
  const [choice, setChoice] = useState<Choice>(everything)
  const [phase, setPhase] = useState<Phase>({ name: 'choosing' })
  const [problem, setProblem] = useState<Failure | null>(null)
  const key = kinds.length > 0 ? JSON.stringify([wish, kinds, turn]) : null
  const answer = useAnswer(key, async () => ({
    key,
    plan: await client.duplicates.plan({ ...wish, kinds: [...kinds] }),
  }))
  const plan = answer.value?.plan ?? null
  const again = () => {
    setChoice(everything)
    setProblem(null)
    setPhase({ name: 'choosing' })
    setTurn((now) => now + 1)
  }
  const choose = (next: readonly PlannableKind[]) => {
    setKinds(next)
    setChoice(everything)
  }
  /** Hears what went wrong, here or elsewhere. */
  const fail = (error: unknown) => setProblem(asFailure(error))
  const apply = () => {
    if (!plan) return
    setProblem(null)
    setPhase({ name: 'applying' })
    applyPlan(client, plan, choice).then(setPhase, (error: unknown) => {
      fail(error)
      setPhase({ name: 'choosing' })
    })
  }
  const undo = (id: number) => {
    setProblem(null)
    client.history.undo({ id }).catch(fail)
  }
  const isUndone = useIsUndone(phase.name === 'applied' ? phase.journal : null)
  return {
    /** Whether a newer plan is awaited than the one that is shown. */
    isPending: key !== null && answer.value?.key !== key && !answer.failure,
    ...{ plan, failure: answer.failure, kinds, choose, choice, setChoice, phase, isUndone, problem },
    ...{ apply, undo, again, fail, isOutdated: useOutdated(plan) },
  }
}

type Client = ReturnType<typeof useWindow>['client']

async function applyPlan(client: Client, plan: Plan, choice: Choice): Promise<Phase> {
  const groups = plan.groups.map(({ id }) => id).filter((id) => !choice.withoutGroups.has(id))
  const { journal } = await client.duplicates.apply({ plan: plan.id, groups, exclude: [...choice.without.keys()] })
  return { name: 'applied', totals: totalsOf(plan, choice), journal }
}

const historyEvents = ['history.changed', 'library.reset'] as const

/** Whether a change is undone by now, by whatever key or window. */
function useIsUndone(journal: number | null): boolean {
  const { client } = useWindow()
  const turn = useHeard(historyEvents)
  const key = journal === null ? null : `${journal} ${turn}`
  const { value } = useAnswer(key, () => client.history.list({ before: (journal ?? 0) + 1, limit: 1 }))
  return value?.[0]?.id === journal && value[0].state === 'undone'
}

/** Whether clusters have changed since the plan was made. */
function useOutdated(plan: Plan | null): boolean {
  const { transport } = useWindow()
  const [changedAt, setChangedAt] = useState(0)
  useEffect(
    () =>
      transport.listen((event) => {
        if (event.type === 'duplicates.changed') setChangedAt(event.revision)
      }),
    [transport],
  )
  return plan !== null && changedAt > plan.revision
}
