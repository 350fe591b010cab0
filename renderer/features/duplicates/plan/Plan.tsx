import { useRef } from 'react'
import { useModal } from '../../../hooks/use-modal.ts'
import { IconButton } from '../../../ui/Button.tsx'
import { CloseIcon } from '../../../ui/icons.tsx'
import { Footer } from './Footer.tsx'
import { Group } from './Group.tsx'
import { Nothing } from './Nothing.tsx'
import { type PlannableKind, type PlanState, type PlanWish, usePlan } from './use-plan.ts'
import { planKindWords } from './words.ts'
import './plan.css'

interface Props {
  wish: PlanWish
  onClose: () => void
}

/** Proposed actions for all clusters that need no eyes, applied as one change. */
export function Plan({ wish, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const state = usePlan(wish)
  useModal(dialog)
  const close = () => dialog.current?.close()
  return (
    <dialog
      ref={dialog}
      className="plan"
      tabIndex={-1}
      aria-labelledby="plan-title"
      onClose={onClose}
      onCancel={(event) => state.phase.name === 'applying' && event.preventDefault()}
    >
      <header className="plan-head">
        <h2 id="plan-title">Plan</h2>
        <Kinds state={state} />
        <IconButton label="Close the plan" disabled={state.phase.name === 'applying'} onClick={close}>
          <CloseIcon />
        </IconButton>
      </header>
      <div className="plan-body">
        <Groups state={state} wish={wish} />
      </div>
      <Footer state={state} onClose={close} />
    </dialog>
  )
}

const kinds: readonly PlannableKind[] = ['samePixels', 'reencoded', 'resized', 'turned']

/** Which kinds of copies may go without being looked at. */
function Kinds({ state: { kinds: chosen, choose, phase } }: { state: PlanState }) {
  const toggle = (kind: PlannableKind) => choose(kinds.filter((one) => (one === kind) !== chosen.includes(one)))
  return (
    <fieldset className="plan-kinds" disabled={phase.name !== 'choosing'}>
      <legend className="unseen">Kinds of copies to discard</legend>
      {kinds.map((kind) => (
        <label key={kind}>
          <input type="checkbox" checked={chosen.includes(kind)} onChange={() => toggle(kind)} />
          {planKindWords[kind]}
        </label>
      ))}
      <p>Never possible variants: what differs may be what makes them worth keeping.</p>
    </fieldset>
  )
}

function Groups({ state, wish }: { state: PlanState; wish: PlanWish }) {
  const { plan, failure, kinds: chosen, isPending, phase } = state
  if (chosen.length === 0) return <p className="plan-words">Choose at least one kind of copies above.</p>
  if (failure) return <p className="plan-words">{failure.message}</p>
  if (!plan) return <p className="plan-words">Making the plan…</p>
  if (plan.groups.length === 0) return <Nothing wish={wish} />
  return (
    <ul className={phase.name === 'choosing' ? 'plan-groups' : 'plan-groups is-past'} aria-busy={isPending}>
      {plan.groups.map((group) => (
        <Group key={`${plan.id} ${group.id}`} plan={plan} group={group} state={state} />
      ))}
    </ul>
  )
}
