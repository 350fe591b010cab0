import { type DragEvent, useState } from 'react'
import { useWindow } from '../../../state/window.ts'
import { Button } from '../../../ui/Button.tsx'
import { AddStep } from './AddStep.tsx'
import { placeId, useEditing } from './editing.ts'
import { listAt, move, type Place, placeIn } from './edits.ts'
import type { ListProps, RenderList } from './nesting.ts'
import { StepCard } from './StepCard.tsx'

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
export function StepList({ list, label, layer, depth }: ListProps) {
  const { actions } = useWindow()
  const { steps, edit } = useEditing()
  const [shown, setShown] = useState(pageSize)
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null)
  const cards = listAt(steps, list)
  const moveTo = (from: number, to: number) => {
    if (to < 0 || to >= cards.length || to === from) return
    edit(move(steps, placeIn(steps, list, from), to), { focus: placeId(placeIn(steps, list, to)) })
    actions.announce(`Step ${to + 1} of ${cards.length} now`)
  }
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
    moveTo(drag.from, drag.to)
  }
  const markAt = (index: number) => (drag && drag.to !== drag.from && drag.to === index ? markOf(drag) : '')
  return (
    <div className="step-list" data-depth={depth}>
      <ol className="steps" aria-label={label} onDrop={drop}>
        {cards.slice(0, shown).map((step, index) => {
          const at: Place = placeIn(steps, list, index)
          return (
            <li key={placeId(at)} className={`step ${markAt(index)}`} onDragOver={dragOver(index)}>
              <StepCard
                {...{ step, at, layer, depth, index }}
                count={cards.length}
                renderList={renderList}
                isDragged={drag?.from === index}
                onMove={(by) => moveTo(index, index + by)}
                onDrag={(isOn) => setDrag(isOn ? { from: index, to: index } : null)}
              />
            </li>
          )
        })}
      </ol>
      {cards.length > shown && (
        <Button onClick={() => setShown(shown + pageSize)}>Show more of {cards.length.toLocaleString()} steps</Button>
      )}
      <AddStep list={list} layer={layer} depth={depth} />
    </div>
  )
}

const markOf = ({ from, to }: { from: number; to: number }) => (to < from ? 'is-before' : 'is-behind')
