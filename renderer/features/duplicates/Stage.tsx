import { useEffect } from 'react'
import { focusStage, isFocusLost, stageId } from '../../hooks/focus.ts'
import { around, isMarked, type StageMember } from '../../state/cluster.ts'
import type { Stage as Staged } from '../../state/stage.ts'
import { useTriage } from '../../state/window.ts'
import { Comparison } from './comparison/Comparison.tsx'
import { type CompareMode, modeLabels } from './comparison/modes.ts'
import { Film } from './Film.tsx'
import { Outcome } from './Outcome.tsx'
import { CandidateHead, KeeperHead } from './StageHeads.tsx'
import './stage.css'

interface Props {
  stage: Staged
  mode: CompareMode
  onMode: (mode: CompareMode) => void
  isBlinking: boolean
}

/** The cluster that is decided on now: the keeper beside the candidate in focus, all members, and what would come of it. */
export function Stage({ stage, mode, onMode, isBlinking }: Props) {
  const isBusy = useTriage(({ isTurning, isDeciding }) => isTurning || isDeciding)
  const members = around(stage.members, stage.keeper)
  const { keeper, candidate, isKeeperFocused } = chosenOf(members, stage)
  useStageFocus()
  if (!keeper || !candidate) return null
  return (
    <div className="stage">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keys work here, and Tab changes the mode */}
      <section id={stageId} className="stage-main" aria-label={stageWords(stage, mode)} aria-busy={isBusy} tabIndex={0}>
        <p className="unseen">Tab changes how the pictures are compared. Shift and Tab, or F6, lead out of here.</p>
        <div className="stage-heads">
          <KeeperHead keeper={keeper} candidate={candidate} stage={stage} />
          <CandidateHead candidate={candidate} stage={stage} isMarked={isMarked(candidate, stage)} />
        </div>
        <Comparison {...{ keeper, candidate, mode, onMode }} isKeeperShown={isBlinking || isKeeperFocused} />
        <Film members={members} stage={stage} />
      </section>
      <Outcome keeper={keeper} candidate={candidate} members={members} stage={stage} />
    </div>
  )
}

/** Who is compared: the member in focus, or beside a focused keeper the first of the others. */
function chosenOf(members: StageMember[], { keeper: hash, focus }: Staged) {
  const keeper = members.find(({ image }) => image.hash === hash)
  const focused = members[focus]
  const isKeeperFocused = focused === keeper
  const candidate = isKeeperFocused ? members.find((member) => member !== keeper) : focused
  return { keeper, candidate, isKeeperFocused }
}

const stageWords = ({ cluster, focus }: Staged, mode: CompareMode) =>
  `Cluster of ${cluster.size}, picture ${focus + 1} in focus, ${modeLabels[mode].toLowerCase()}`

/** The keyboard comes onto the stage with the view, unless it is somewhere of its own. */
function useStageFocus() {
  useEffect(() => {
    if (isFocusLost() || document.activeElement?.closest('.sidebar, .cards')) focusStage()
  }, [])
}
