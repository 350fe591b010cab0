import type { DragEvent } from 'react'
import { IconButton } from '../../../ui/Button.tsx'
import { ArrowDownIcon, TrashIcon, UpIcon } from '../../../ui/icons.tsx'

interface Props {
  /** The step as it is written. */
  text: string
  index: number
  count: number
  onMove(by: number): void
  onRemove(): void
  /** The card is taken, or let go. */
  onDrag(isOn: boolean): void
}

/** The head of a card, by which it is dragged, with the buttons that move and delete it. */
export function StepHead({ text, index, count, onMove, onRemove, onDrag }: Props) {
  const number = index + 1
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is dragged here is moved by keys on the card
    <div
      className="step-head"
      draggable
      onDragStart={(event) => startDrag(event, text, onDrag)}
      onDragEnd={() => onDrag(false)}
    >
      <span className="step-number">{number}</span>
      <code className="step-text" title={text}>
        {text}
      </code>
      <IconButton label={`Move step ${number} up`} disabled={index === 0} onClick={() => onMove(-1)}>
        <UpIcon />
      </IconButton>
      <IconButton label={`Move step ${number} down`} disabled={number === count} onClick={() => onMove(1)}>
        <ArrowDownIcon />
      </IconButton>
      <IconButton label={`Delete step ${number}`} onClick={onRemove}>
        <TrashIcon />
      </IconButton>
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
