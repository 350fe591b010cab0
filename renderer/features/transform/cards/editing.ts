import { createContext, useContext, useMemo } from 'react'
import { flushSync } from 'react-dom'
import type { Step } from '#shared/imagekit/grammar.ts'
import type { TransformationProblem } from '#shared/transformations.ts'
import { useTransformer, useWindow } from '../../../state/window.ts'
import { nearestPlace, type Place } from './edits.ts'

interface EditOptions {
  /** Edits of one gesture are undone together. */
  gesture?: string
  /** The element that has the keyboard afterwards. */
  focus?: string
}

/** What the cards share: the steps, what is amiss at each place, and the one way to change them. */
export interface Editing {
  steps: readonly Step[]
  problemsAt(place: Place): readonly TransformationProblem[]
  edit(steps: readonly Step[], options?: EditOptions): void
}

/** The id of the element that a place is edited by: a card, a field or a layer. */
export const placeId = (place: Place): string => `place-${place.join('-')}`

/** Puts the keyboard onto an element, and selects the text of a field. */
export function focusOn(id: string): void {
  const element = document.getElementById(id)
  element?.focus()
  if (element instanceof HTMLInputElement && element.type === 'text') element.select()
}

const none: readonly TransformationProblem[] = []

/** The editing of the transformation of this window, for the cards’ provider. */
export function useNewEditing(): Editing {
  const { transformer } = useWindow()
  const steps = useTransformer((state) => state.steps)
  const problems = useTransformer((state) => state.check?.problems ?? none)
  return useMemo(() => {
    const keyOf = (place: Place) => nearestPlace(steps, place).join('-')
    const byPlace = Map.groupBy(problems, ({ at }) => keyOf(at))
    return {
      steps,
      problemsAt: (place) => byPlace.get(place.join('-')) ?? none,
      edit(next, { gesture, focus } = {}) {
        flushSync(() => transformer.getState().setSteps(next, gesture))
        if (focus !== undefined) focusOn(focus)
      },
    }
  }, [steps, problems, transformer])
}

export const EditingContext = createContext<Editing | null>(null)

/** What the cards share. */
export function useEditing(): Editing {
  const editing = useContext(EditingContext)
  if (!editing) throw new Error('a card was rendered outside EditingContext')
  return editing
}
