import { useId, useState } from 'react'
import type { Plan, PlanGroup } from '#shared/duplicates.ts'
import { formatCount } from '../../../ui/format.ts'
import { DownIcon } from '../../../ui/icons.tsx'
import { Actions } from './Actions.tsx'
import { groupTotals, toggleGroup } from './choice.ts'
import { ActionThumbnails } from './Thumbnails.tsx'
import type { PlanState } from './use-plan.ts'
import { describeGroup, keptWords, planKindWords } from './words.ts'

interface Props {
  plan: Plan
  group: PlanGroup
  state: PlanState
}

/** Actions of one kind that were decided by one rule: on or off as a whole, or looked at one by one. */
export function Group({ plan, group, state }: Props) {
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  const { choice, setChoice, phase } = state
  const isOn = !choice.withoutGroups.has(group.id)
  const excluded = [...choice.without.values()].filter((one) => one.group === group.id).length
  return (
    <li className={isOn ? 'plan-group' : 'plan-group is-off'}>
      <div className="plan-row">
        <label className="plan-group-name">
          <input
            type="checkbox"
            checked={isOn}
            disabled={phase.name !== 'choosing'}
            onChange={() => setChoice(toggleGroup(choice, group.id))}
          />
          <span>
            <strong>{planKindWords[group.kind]}</strong>
            <span>{keptWords[group.reason]}</span>
          </span>
        </label>
        <p className="plan-counts">
          {describeGroup(groupTotals(group, choice))}
          {excluded > 0 && <span>{excluded} left out</span>}
        </p>
        <button
          type="button"
          className="button button-quiet plan-open"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? 'Hide' : group.clusters === 1 ? 'Show it' : `Show all ${formatCount(group.clusters)}`}
          <DownIcon />
        </button>
      </div>
      {!isOpen && (
        <div className="plan-samples">
          {group.samples.map((action) => (
            <ActionThumbnails key={action.keeper.hash} action={action} most={2} />
          ))}
        </div>
      )}
      <div id={id}>{isOpen && <Actions plan={plan} group={group} state={state} />}</div>
    </li>
  )
}
