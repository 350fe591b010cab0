import type { KeyboardEvent } from 'react'
import type { Step } from '#shared/imagekit/grammar.ts'
import { focusOn, placeId, useEdit } from './editing.ts'
import { addItem, type Place, remove } from './edits.ts'
import { useMove } from './use-move.ts'

interface Card {
  step: Step
  at: Place
  index: number
  count: number
}

/** What can be done to a card as a whole: by its buttons, and by Alt with an arrow or Delete while it has the keyboard. */
export function useCardCommands({ step, at, index, count }: Card) {
  const edit = useEdit()
  const moveFrom = useMove()
  const move = (by: number) => moveFrom(at, { from: index, to: index + by }, count)
  function takeAway() {
    edit((steps) => remove(steps, at))
    focusNear(at, index)
  }
  function add(items: Step) {
    const focus = placeId([...at, step.length])
    edit((steps) => items.reduce((all, item) => addItem(all, at, item), [...steps]), { focus })
  }
  function onKeyDown(event: KeyboardEvent) {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    const isOnCard = event.target === event.currentTarget
    const isOnButton = event.target instanceof HTMLButtonElement
    if (event.altKey && by && (isOnCard || isOnButton)) move(by)
    else if (event.key === 'Delete' && isOnCard) takeAway()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return { move, takeAway, add, onKeyDown }
}

/** After a card went, the keyboard is on the next one, else the last, else on the button that adds one. */
function focusNear(at: Place, index: number) {
  const before = [...at.slice(0, -1), (at.at(-1) ?? 0) - 1]
  const next = [placeId(at), ...(index > 0 ? [placeId(before)] : []), `${placeId(at)}-more`, `${placeId(at)}-else-more`]
  focusOn(next.find((id) => document.getElementById(id)) ?? '')
}
