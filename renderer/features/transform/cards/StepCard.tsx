import type { DragEvent, KeyboardEvent } from 'react'
import { formatTransformation, type Step } from '#shared/imagekit/grammar.ts'
import { IconButton } from '../../../ui/Button.tsx'
import { ArrowDownIcon, TrashIcon, UpIcon } from '../../../ui/icons.tsx'
import { focusOn, placeId, useEditing } from './editing.ts'
import { addItem, type Place, remove } from './edits.ts'
import { ItemCard } from './ItemCard.tsx'
import type { RenderList } from './nesting.ts'
import { ParameterSearch } from './ParameterSearch.tsx'
import { Problems } from './Problems.tsx'

interface Props {
  step: Step
  at: Place
  index: number
  count: number
  layer: string | undefined
  depth: number
  isDragged: boolean
  renderList: RenderList
  onMove(by: number): void
  onDrag(isOn: boolean): void
}

/** One step: what it does, as fields, and how it moves and goes. */
export function StepCard({ step, at, index, count, layer, depth, isDragged, onMove, onDrag, renderList }: Props) {
  const { steps, problemsAt, edit } = useEditing()
  const id = placeId(at)
  const text = formatTransformation([step])
  const takeAway = () => {
    edit(remove(steps, at))
    const next = [
      id,
      placeId([...at.slice(0, -1), (at.at(-1) ?? 0) - 1]),
      `${id}-more`,
      `${placeId([...at.slice(0, -1), 0])}-more`,
    ]
    focusOn(next.find((one) => document.getElementById(one)) ?? '')
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    const isOnCard = event.target === event.currentTarget
    const isOnButton = event.target instanceof HTMLButtonElement
    if (event.altKey && by && (isOnCard || isOnButton)) onMove(by)
    else if (event.key === 'Delete' && isOnCard) takeAway()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const addTo = (items: Step) =>
    edit(
      items.reduce((all, item) => addItem(all, at, item), [...steps]),
      { focus: placeId([...at, step.length]) },
    )
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
      {/* biome-ignore lint/a11y/noStaticElementInteractions: what is dragged here is moved by keys on the card */}
      <div
        className="step-head"
        draggable
        onDragStart={(event) => startDrag(event, text, onDrag)}
        onDragEnd={() => onDrag(false)}
      >
        <span className="step-number">{index + 1}</span>
        <code className="step-text" title={text}>
          {text}
        </code>
        <IconButton label={`Move step ${index + 1} up`} disabled={index === 0} onClick={() => onMove(-1)}>
          <UpIcon />
        </IconButton>
        <IconButton label={`Move step ${index + 1} down`} disabled={index === count - 1} onClick={() => onMove(1)}>
          <ArrowDownIcon />
        </IconButton>
        <IconButton label={`Delete step ${index + 1}`} onClick={takeAway}>
          <TrashIcon />
        </IconButton>
      </div>
      <Problems problems={problemsAt(at)} />
      {step.map((item, place) => (
        <ItemCard key={placeId([...at, place])} at={[...at, place]} {...{ item, layer, depth, renderList }} />
      ))}
      {step[0]?.kind !== 'condition' && (
        <ParameterSearch id={`${id}-add`} label="Add a parameter" surroundings={layer ?? 'picture'} onChoose={addTo} />
      )}
    </div>
  )
}

/** Takes the card along; what it says can be dropped as text elsewhere. */
function startDrag(event: DragEvent, text: string, onDrag: (isOn: boolean) => void) {
  event.stopPropagation()
  event.dataTransfer.effectAllowed = 'copyMove'
  event.dataTransfer.setData('text/plain', text)
  // The picture of what is dragged is taken before the card looks dragged.
  requestAnimationFrame(() => onDrag(true))
}
