import { createContext, useCallback, useContext, useMemo } from 'react'
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

/** The id of the element that a place is edited by: a card, a field or a layer. */
export const placeId = (place: Place): string => `place-${place.join('-')}`

/** Puts the keyboard onto an element, and selects the text of a field. */
export function focusOn(id: string): void {
  const element = document.getElementById(id)
  element?.focus()
  if (element instanceof HTMLInputElement && element.type === 'text') element.select()
}

/** The one way in which cards change the steps: always the newest, whenever the card was rendered. */
export function useEdit() {
  const { transformer } = useWindow()
  return useCallback(
    (change: (steps: readonly Step[]) => Step[], { gesture, focus }: EditOptions = {}) => {
      const { steps, setSteps } = transformer.getState()
      flushSync(() => setSteps(change(steps), gesture))
      if (focus !== undefined) focusOn(focus)
    },
    [transformer],
  )
}

type Problems = readonly TransformationProblem[]

const none: Problems = []

/** What is amiss, by the ids of the places at which it is shown. */
export const ProblemsContext = createContext<ReadonlyMap<string, Problems>>(new Map())

/** What the library said is amiss, for the context; what is about a place that is no more is told at the nearest. */
export function useProblems(): ReadonlyMap<string, Problems> {
  const { transformer } = useWindow()
  const problems = useTransformer((state) => state.check?.problems ?? none)
  return useMemo(() => {
    const { steps } = transformer.getState()
    return Map.groupBy(problems, ({ at }) => placeId(nearestPlace(steps, at)))
  }, [problems, transformer])
}

/** What is amiss at one place. */
export const useProblemsAt = (place: Place): Problems => useContext(ProblemsContext).get(placeId(place)) ?? none
