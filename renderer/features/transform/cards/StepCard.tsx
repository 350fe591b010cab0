import { memo } from 'react'
import { formatTransformation, type Step } from '#shared/imagekit/grammar.ts'
import { placeId, useProblemsAt } from './editing.ts'
import type { Place } from './edits.ts'
import { ItemCard } from './ItemCard.tsx'
import type { RenderList } from './nesting.ts'
import { ParameterSearch } from './ParameterSearch.tsx'
import { Problems } from './Problems.tsx'
import { StepHead } from './StepHead.tsx'
import { useCardCommands } from './use-card-commands.ts'
import type { Drag } from './use-drag.ts'

interface Props {
  step: Step
  at: Place
  index: number
  count: number
  layer: string | undefined
  depth: number
  isDragged: boolean
  renderList: RenderList
  setDrag(drag: Drag | null): void
}

/** A card is rendered anew only when its own step, its place or its list’s length changed. */
const isSameCard = (a: Props, b: Props) =>
  Object.keys(a).every((key) => Object.is(a[key as keyof Props], b[key as keyof Props]) || key === 'at') &&
  placeId(a.at) === placeId(b.at)

/** One step: what it does, as fields, and how it moves and goes. */
export const StepCard = memo(function StepCard(props: Props) {
  const { step, at, index, count, layer, depth, isDragged, setDrag, renderList } = props
  const { move, takeAway, add, onKeyDown } = useCardCommands({ step, at, index, count })
  const problems = useProblemsAt(at)
  const id = placeId(at)
  const text = formatTransformation([step])
  const onDrag = (isOn: boolean) => setDrag(isOn ? { from: index, to: index } : null)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot hold the keyboard
    <div
      role="group"
      id={id}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a card that has the keyboard moves by Alt and an arrow
      tabIndex={0}
      className={isDragged ? 'step-card is-dragged' : 'step-card'}
      aria-label={`Step ${index + 1} of ${count}: ${text}`}
      aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Delete"
      onKeyDown={onKeyDown}
    >
      <StepHead {...{ text, index, count, onDrag }} onMove={move} onRemove={takeAway} />
      <Problems problems={problems} />
      {step.map((item, place) => (
        <ItemCard key={placeId([...at, place])} at={[...at, place]} {...{ item, layer, depth, renderList }} />
      ))}
      {step[0]?.kind !== 'condition' && (
        <ParameterSearch id={`${id}-add`} label="Add a parameter" surroundings={layer ?? 'picture'} onChoose={add} />
      )}
    </div>
  )
}, isSameCard)
