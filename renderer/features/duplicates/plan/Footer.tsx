import type { Failure } from '#shared/failure.ts'
import { Button } from '../../../ui/Button.tsx'
import { WarningIcon } from '../../../ui/icons.tsx'
import { totalsOf } from './choice.ts'
import type { PlanState } from './use-plan.ts'
import { describeTotals } from './words.ts'

interface Props {
  state: PlanState
  onClose: () => void
}

/** What will happen, or happened, in words, and the buttons for it. */
export function Footer({ state, onClose }: Props) {
  const { phase, problem, isOutdated, again } = state
  const isStale = phase.name === 'choosing' && isOutdated && !problem
  return (
    <footer className="plan-foot">
      {problem && <Problem problem={problem} again={again} />}
      {isStale && (
        <p className="plan-note">
          Pictures have changed since this plan was made.
          <Button look="quiet" onClick={again}>
            Make it anew
          </Button>
        </p>
      )}
      <div className="plan-foot-row">
        <Conclusion state={state} onClose={onClose} />
      </div>
    </footer>
  )
}

/** A plan that cannot be applied any longer is made again; anything else may be tried again as it is. */
function Problem({ problem, again }: { problem: Failure; again: () => void }) {
  const isPast = problem.code === 'conflict' || problem.code === 'notFound'
  return (
    <p className="plan-problem" role="alert">
      <WarningIcon />
      <span>{problem.message}</span>
      {isPast && (
        <Button look="quiet" onClick={again}>
          Make the plan anew
        </Button>
      )}
    </p>
  )
}

function Conclusion({ state, onClose }: Props) {
  const { phase, isUndone } = state
  if (isUndone) return <Undone state={state} onClose={onClose} />
  if (phase.name === 'applied') return <Applied state={state} onClose={onClose} />
  return <Proposed state={state} />
}

function Proposed({ state: { plan, isPending, choice, phase, apply } }: { state: PlanState }) {
  const totals = plan && totalsOf(plan, choice)
  const isApplying = phase.name === 'applying'
  if (!totals || plan.groups.length === 0) return null
  return (
    <>
      <p role="status">
        {totals.discards === 0 && 'Nothing is chosen.'}
        {totals.discards > 0 && (
          <>
            <strong>
              {isApplying ? 'Discarding' : 'Discard'} {describeTotals(totals)}.
            </strong>{' '}
            Everything goes to the trash; one Undo takes it all back.
          </>
        )}
      </p>
      {isApplying && <progress aria-label="Applying the plan" />}
      <Button look="main" disabled={isApplying || isPending || totals.discards === 0} onClick={apply}>
        Apply
      </Button>
    </>
  )
}

function Applied({ state: { phase, undo }, onClose }: Props) {
  if (phase.name !== 'applied') return null
  const { journal, totals } = phase
  return (
    <>
      <p role="status">
        <strong>Discarded {describeTotals(totals)}.</strong> They lie in the trash.
      </p>
      {journal !== null && <Button onClick={() => undo(journal)}>Undo</Button>}
      <Button look="main" onClick={onClose}>
        Done
      </Button>
    </>
  )
}

function Undone({ state: { again }, onClose }: Props) {
  return (
    <>
      <p role="status">
        <strong>Undone.</strong> Every picture is back where it was.
      </p>
      <Button onClick={again}>Back to the plan</Button>
      <Button look="main" onClick={onClose}>
        Close
      </Button>
    </>
  )
}
