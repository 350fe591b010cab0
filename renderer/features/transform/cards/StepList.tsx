import { type DragEvent, useState } from 'react'
import { Button } from '../../../ui/Button.tsx'
import { AddStep } from './AddStep.tsx'
import { placeId } from './editing.ts'
import type { ListProps, RenderList } from './nesting.ts'
import { StepCard } from './StepCard.tsx'
import { useMove } from './use-move.ts'

/** How many cards are shown until more are asked for: a pasted chain may have thousands. */
const pageSize = 60

/** The index that a step dragged over a card would have: before or behind it, by the half that the pointer is over. */
function targetOf(event: DragEvent, from: number, over: number): number {
  const { top, height } = event.currentTarget.getBoundingClientRect()
  const slot = event.clientY < top + height / 2 ? over : over + 1
  return slot > from ? slot - 1 : slot
}

const renderList: RenderList = (props) => <StepList {...props} />

/** Steps as cards that move by dragging or by keys, and what adds more. */
export function StepList({ list, steps, first = 0, label, layer, depth }: ListProps) {
  const move = useMove()
  const [shown, setShown] = useState(pageSize)
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null)
  const placeOf = (index: number) => [...list.at, first + index]
  const dragOver = (over: number) => (event: DragEvent) => {
    if (!drag) return
    event.preventDefault()
    event.stopPropagation()
    const to = targetOf(event, drag.from, over)
    if (to !== drag.to) setDrag({ ...drag, to })
  }
  const drop = (event: DragEvent) => {
    if (!drag) return
    event.preventDefault()
    event.stopPropagation()
    setDrag(null)
    move(placeOf(drag.from), drag, steps.length)
  }
  const markAt = (index: number) => (drag && drag.to !== drag.from && drag.to === index ? markOf(drag) : '')
  return (
    <div className="step-list">
      <ol className="steps" aria-label={label} onDrop={drop}>
        {steps.slice(0, shown).map((step, index) => (
          <li key={placeId(placeOf(index))} className={`step ${markAt(index)}`} onDragOver={dragOver(index)}>
            <StepCard
              {...{ step, layer, depth, index, renderList, setDrag }}
              at={placeOf(index)}
              count={steps.length}
              isDragged={drag?.from === index}
            />
          </li>
        ))}
      </ol>
      {steps.length > shown && (
        <Button onClick={() => setShown(shown + pageSize)}>Show more of {steps.length.toLocaleString()} steps</Button>
      )}
      <AddStep list={list} place={placeOf(steps.length)} count={steps.length} layer={layer} depth={depth} />
    </div>
  )
}

const markOf = ({ from, to }: { from: number; to: number }) => (to < from ? 'is-before' : 'is-behind')
