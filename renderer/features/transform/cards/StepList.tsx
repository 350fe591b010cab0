import { useState } from 'react'
import { Button } from '../../../ui/Button.tsx'
import { AddStep } from './AddStep.tsx'
import { placeId } from './editing.ts'
import type { ListProps, RenderList } from './nesting.ts'
import { StepCard } from './StepCard.tsx'
import { useDrag } from './use-drag.ts'
import { useMove } from './use-move.ts'

/** How many cards are shown until more are asked for: a pasted chain may have thousands. */
const pageSize = 60

const renderList: RenderList = (props) => <StepList {...props} />

/** Steps as cards that move by dragging or by keys, and what adds more. */
export function StepList({ list, steps, first = 0, label, layer, depth }: ListProps) {
  const move = useMove()
  const [shown, setShown] = useState(pageSize)
  const count = steps.length
  const placeOf = (index: number) => [...list.at, first + index]
  const { setDrag, isDragged, markAt, overCard, drop } = useDrag((drag) => move(placeOf(drag.from), drag, count))
  return (
    <div className="step-list">
      <ol className="steps" aria-label={label} onDrop={drop}>
        {steps.slice(0, shown).map((step, index) => (
          <li key={placeId(placeOf(index))} className={`step ${markAt(index)}`} onDragOver={overCard(index)}>
            <StepCard
              {...{ step, count, layer, depth, index, renderList, setDrag }}
              at={placeOf(index)}
              isDragged={isDragged(index)}
            />
          </li>
        ))}
      </ol>
      {count > shown && (
        <Button onClick={() => setShown(shown + pageSize)}>Show more of {count.toLocaleString()} steps</Button>
      )}
      <AddStep {...{ list, count, layer, depth }} place={placeOf(count)} />
    </div>
  )
}
