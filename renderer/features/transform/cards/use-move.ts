import { useCallback } from 'react'
import { useWindow } from '../../../state/window.ts'
import { placeId, useEdit } from './editing.ts'
import { move, type Place } from './edits.ts'

/** Moves the step at a place from one index of its list to another, and says so; beyond the ends nothing moves. */
export function useMove() {
  const { actions } = useWindow()
  const edit = useEdit()
  return useCallback(
    (at: Place, { from, to }: { from: number; to: number }, count: number) => {
      if (to < 0 || to >= count || to === from) return
      const there = [...at.slice(0, -1), (at.at(-1) ?? 0) + to - from]
      edit((steps) => move(steps, at, to), { focus: placeId(there) })
      actions.announce(`Step ${to + 1} of ${count} now`)
    },
    [actions, edit],
  )
}
