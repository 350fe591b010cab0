import { type Dispatch, type DragEvent, type KeyboardEvent, memo, type SetStateAction } from 'react'
import { formatTransformation, type Step } from '#shared/imagekit/grammar.ts'
import { IconButton } from '../../../ui/Button.tsx'
import { ArrowDownIcon, TrashIcon, UpIcon } from '../../../ui/icons.tsx'
import { focusOn, placeId, useEdit, useProblemsAt } from './editing.ts'
import { addItem, type Place, remove } from './edits.ts'
import { ItemCard } from './ItemCard.tsx'
import type { RenderList } from './nesting.ts'
import { ParameterSearch } from './ParameterSearch.tsx'
import { Problems } from './Problems.tsx'
import { useMove } from './use-move.ts'

interface Props {
  step: Step
  at: Place
  index: number
  count: number
  layer: string | undefined
  depth: number
  isDragged: boolean
  renderList: RenderList
  setDrag: Dispatch<SetStateAction<{ from: number; to: number } | null>>
}

/** A card is rendered anew only when its own step, its place or its list’s length changed. */
const isSameCard = (a: Props, b: Props) =>
  Object.keys(a).every((key) => Object.is(a[key as keyof Props], b[key as keyof Props]) || key === 'at') &&
  placeId(a.at) === placeId(b.at)

/** One step: what it does, as fields, and how it moves and goes. */
export const StepCard = memo(function StepCard(props: Props) {
  const { step, at, index, count, layer, depth, isDragged, setDrag, renderList } = props
  const edit = useEdit()
  const move = useMove()
  const problems = useProblemsAt(at)
  const id = placeId(at)
  const text = formatTransformation([step])
  const onMove = (by: number) => move(at, { from: index, to: index + by }, count)
  const onDrag = (isOn: boolean) => setDrag(isOn ? { from: index, to: index } : null)
  const takeAway = () => {
    edit((steps) => remove(steps, at))
    focusNear(at, index)
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
    edit((steps) => items.reduce((all, item) => addItem(all, at, item), [...steps]), {
      focus: placeId([...at, step.length]),
    })
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
      <Problems problems={problems} />
      {step.map((item, place) => (
        <ItemCard key={placeId([...at, place])} at={[...at, place]} {...{ item, layer, depth, renderList }} />
      ))}
      {step[0]?.kind !== 'condition' && (
        <ParameterSearch id={`${id}-add`} label="Add a parameter" surroundings={layer ?? 'picture'} onChoose={addTo} />
      )}
    </div>
  )
}, isSameCard)

/** After a card went, the keyboard is on the next one, else the last, else on the button that adds one. */
function focusNear(at: Place, index: number) {
  const last = (at.at(-1) ?? 0) - 1
  const before = index > 0 ? [placeId([...at.slice(0, -1), last])] : []
  const next = [placeId(at), ...before, `${placeId(at)}-more`, `${placeId(at)}-else-more`]
  focusOn(next.find((one) => document.getElementById(one)) ?? '')
}

/** Takes the card along; what it says can be dropped as text elsewhere. */
function startDrag(event: DragEvent, text: string, onDrag: (isOn: boolean) => void) {
  event.stopPropagation()
  event.dataTransfer.effectAllowed = 'copyMove'
  event.dataTransfer.setData('text/plain', text)
  // The picture of what is dragged is taken before the card looks dragged.
  requestAnimationFrame(() => onDrag(true))
}
