import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import type { Plan, PlanAction, PlanGroup } from '#shared/duplicates.ts'
import type { ImageSummary } from '#shared/schema.ts'
import { formatBytes } from '../../../ui/format.ts'
import { toggleAction } from './choice.ts'
import { ActionThumbnails } from './Thumbnails.tsx'
import { useActions } from './use-actions.ts'
import type { PlanState } from './use-plan.ts'
import './actions.css'

/** The height of a row, in CSS pixels; `actions.css` draws the same. */
const rowHeight = 56

interface Props {
  plan: Plan
  group: PlanGroup
  state: PlanState
}

/** All actions of a group; only what is in sight is in the document and asked for. */
export function Actions({ plan, group, state }: Props) {
  const scroller = useRef<HTMLDivElement>(null)
  const { actionAt, show } = useActions(plan.id, group.id, state.fail)
  const virtualizer = useVirtualizer({
    count: group.clusters,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 4,
  })
  const rows = virtualizer.getVirtualItems()
  const [first, last] = [rows[0]?.index, rows.at(-1)?.index]
  useEffect(() => {
    if (first !== undefined && last !== undefined) show(first, last)
  })
  return (
    <div ref={scroller} className="plan-actions">
      <ul style={{ height: virtualizer.getTotalSize() }}>
        {rows.map(({ index, start }) => (
          <li
            key={index}
            className="plan-action"
            aria-setsize={group.clusters}
            aria-posinset={index + 1}
            style={{ transform: `translateY(${start}px)` }}
          >
            <Action action={actionAt(index)} group={group.id} state={state} />
          </li>
        ))}
      </ul>
    </div>
  )
}

/** `1200 × 800 · 240 KB`. */
const describe = ({ width, height, byteSize }: ImageSummary) =>
  [width && height && `${width} × ${height}`, formatBytes(byteSize)].filter(Boolean).join(' · ')

function Action({ action, group, state }: { action: PlanAction | undefined; group: string; state: PlanState }) {
  if (!action) return <span className="plan-awaited">…</span>
  const { keeper, discard, discards, bytes } = action
  const { choice, setChoice, phase } = state
  const isOn = !choice.without.has(keeper.hash) && !choice.withoutGroups.has(group)
  return (
    <label className={isOn ? 'plan-choice' : 'plan-choice is-off'}>
      <input
        type="checkbox"
        checked={isOn}
        disabled={choice.withoutGroups.has(group) || phase.name !== 'choosing'}
        aria-label={`Keep ${keeper.name}, discard ${discards === 1 ? discard[0]?.name : `${discards} copies`}`}
        onChange={() => setChoice(toggleAction(choice, group, action))}
      />
      <ActionThumbnails action={action} most={3} />
      <span className="plan-names">
        <span>
          <strong>{keeper.name}</strong> {describe(keeper)}
        </span>
        <span className="plan-names-discard">
          {discard.map((image) => `${image.name} ${describe(image)}`).join(', ')}
        </span>
      </span>
      <span className="plan-bytes">{formatBytes(bytes)}</span>
    </label>
  )
}
