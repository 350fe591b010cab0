import { useState } from 'react'
import { focusStage, isFocusLost } from '../../hooks/focus.ts'
import { useDuplicates, useTriage } from '../../state/window.ts'
import type { CompareMode } from './comparison/modes.ts'
import { KeyBar } from './KeyBar.tsx'
import { NothingToDecide } from './NothingToDecide.tsx'
import { Plan } from './plan/Plan.tsx'
import { Queue } from './Queue.tsx'
import { Stage } from './Stage.tsx'
import { Toolbar } from './Toolbar.tsx'
import { useTriageKeys } from './use-triage-keys.ts'
import './duplicates.css'

/** The queue of near-duplicates on the left, what is decided now in the middle, and all keys below. */
export function Duplicates() {
  const [mode, setMode] = useState<CompareMode>('side')
  const [isPlanning, setPlanning] = useState(false)
  const stage = useTriage((state) => state.stage)
  const { distance, sameDomain, acrossClients } = useDuplicates((state) => state.wish)
  const commands = useTriageKeys({ mode, onMode: setMode, onPlan: () => setPlanning(true) })
  const closePlan = () => {
    setPlanning(false)
    if (isFocusLost()) focusStage()
  }
  return (
    <section className="duplicates" aria-label="Duplicates">
      <Toolbar onPlan={() => setPlanning(true)} />
      <Queue />
      {stage ? (
        <Stage stage={stage} mode={mode} onMode={setMode} isBlinking={commands.isBlinking} />
      ) : (
        <NothingToDecide />
      )}
      <KeyBar commands={commands} />
      {isPlanning && <Plan wish={{ distance, sameDomain, acrossClients }} onClose={closePlan} />}
    </section>
  )
}
