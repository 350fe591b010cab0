import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { focusStage, queueId, stageId } from '../../hooks/focus.ts'
import { useWindow } from '../../state/window.ts'
import { type CompareMode, compareModes } from './comparison/modes.ts'
import { keyPlaceOf, type TriageWish, wishOf } from './keys.ts'

interface Options {
  mode: CompareMode
  onMode(mode: CompareMode): void
  onPlan(): void
}

/** What keys and buttons do, and whether the keeper is held in the candidate’s place. */
export interface TriageCommands {
  isBlinking: boolean
  setBlinking(isBlinking: boolean): void
  obey(wish: TriageWish): void
}

/** The commands of the triage, also by keys wherever in the window they mean nothing else. */
export function useTriageKeys({ mode, onMode, onPlan }: Options): TriageCommands {
  const { triage } = useWindow()
  const [isBlinking, setBlinking] = useState(false)
  const obey = (wish: TriageWish) => {
    const state = triage.getState()
    const focus = state.stage?.focus ?? 0
    if (wish.kind === 'focus') state.focusOn(wish.index)
    if (wish.kind === 'member') state.focusOn(focus + wish.by)
    if (wish.kind === 'cluster') void state.go(Math.max(state.place + wish.by, 0))
    if (wish.kind === 'mode') onMode(modeFrom(mode, wish.by))
    if (wish.kind === 'keeper') state.makeKeeper()
    if (wish.kind === 'mark') state.toggleMark()
    if (wish.kind === 'accept') void state.accept()
    if (wish.kind === 'variants' || wish.kind === 'notDuplicates') void state.decide(wish.kind)
    if (wish.kind === 'later') void state.putOff()
    if (wish.kind === 'undo') void state.undo()
    if (wish.kind === 'plan') onPlan()
    if (wish.kind === 'blink') setBlinking(true)
  }
  useKeys(obey, () => setBlinking(false))
  return { isBlinking, setBlinking, obey }
}

function modeFrom(mode: CompareMode, by: number): CompareMode {
  const place = compareModes.indexOf(mode) + by + compareModes.length
  return compareModes[place % compareModes.length] ?? 'side'
}

function useKeys(obey: (wish: TriageWish) => void, release: () => void): void {
  const latest = useRef({ obey, release })
  useLayoutEffect(() => {
    latest.current = { obey, release }
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'F6') return goToOther(event)
      const isElsewhere = event.defaultPrevented || document.querySelector('dialog:modal') !== null
      const place = keyPlaceOf(event.target)
      const wish = isElsewhere ? undefined : wishOf(event, place)
      if (wish || (event.key === ' ' && place === 'stage')) event.preventDefault()
      if (wish) latest.current.obey(wish)
    }
    const onKeyUp = ({ key }: KeyboardEvent) => key === ' ' && latest.current.release()
    const onBlur = () => latest.current.release()
    // Captured, so that the window’s own shortcuts find taken what is taken here.
    window.addEventListener('keydown', onKeyDown, { capture: true })
    window.addEventListener('keyup', onKeyUp)
    window.addEventListener('blur', onBlur)
    return () => {
      window.removeEventListener('keydown', onKeyDown, { capture: true })
      window.removeEventListener('keyup', onKeyUp)
      window.removeEventListener('blur', onBlur)
    }
  }, [])
}

/** Between the queue and the stage, from wherever the keyboard is. */
function goToOther(event: KeyboardEvent): void {
  event.preventDefault()
  const isStage = document.activeElement?.closest(`#${stageId}`)
  if (isStage) document.getElementById(queueId)?.focus()
  else focusStage()
}
