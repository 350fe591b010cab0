import { useRef } from 'react'
import type { ClusterMember } from '#shared/duplicates.ts'
import { Pane } from '../../../ui/panes/Pane.tsx'
import { paneIn, useRoom } from '../../../ui/panes/use-room.ts'
import { useShown } from '../../../ui/panes/use-shown.ts'
import { useViewport, type Zooming } from '../../../ui/panes/use-viewport.ts'
import { useZoomKeys } from '../../../ui/panes/use-zoom-keys.ts'
import { frameBeside, frameIn } from '../../../ui/panes/viewport.ts'
import { Blink } from './Blink.tsx'
import { DifferenceMap } from './DifferenceMap.tsx'
import { Layer } from './Layer.tsx'
import type { CompareMode } from './modes.ts'
import { Slider } from './Slider.tsx'
import { orientationOf, pixelsOf, type Scene, type Subject } from './scene.ts'
import { Tools } from './Tools.tsx'
import { turnedSize } from './turning.ts'
import './comparison.css'

interface Props {
  keeper: ClusterMember
  candidate: ClusterMember
  mode: CompareMode
  onMode: (mode: CompareMode) => void
  /** Shows the keeper in the candidate’s place, in any mode. */
  isKeeperShown?: boolean
}

/** Two pictures, of which the same part is seen at the same size whatever their pixel counts, compared in four ways. */
export function Comparison({ keeper, candidate, mode, onMode, isKeeperShown = false }: Props) {
  const panes = useRef<HTMLDivElement>(null)
  const { isStacked, ...pane } = paneIn(useRoom(panes), mode === 'side')
  const subjects = useSubjects(keeper, candidate, pane)
  const zooming = useViewport({
    panes,
    pane,
    frames: { keeper: subjects.keeper.frame, candidate: subjects.candidate.frame },
    main: 'keeper',
    picture: pixelsOf(keeper.image),
    name: keeper.image.hash,
  })
  useZoomKeys(zooming)
  const scene = { ...subjects, pane, viewport: zooming.viewport, isKeeperShown }
  return (
    <section className="comparison" aria-label="Comparison">
      <div ref={panes} className={`panes panes-${mode}${isStacked ? ' is-stacked' : ''}`}>
        <Panes scene={scene} mode={mode} handlers={zooming.handlers} />
      </div>
      <Tools mode={mode} onMode={onMode} zooming={zooming} />
    </section>
  )
}

interface PanesProps {
  scene: Scene
  mode: CompareMode
  handlers: Zooming['handlers']
}

function Panes({ scene, mode, handlers }: PanesProps) {
  if (mode === 'blink') return <Blink scene={scene} handlers={handlers} />
  if (mode === 'slider') return <Slider scene={scene} handlers={handlers} />
  if (mode === 'difference') return <DifferenceMap scene={scene} handlers={handlers} />
  const { keeper, candidate, isKeeperShown } = scene
  return (
    <>
      <Pane side="keeper" label="Keeper" handlers={handlers}>
        <Layer scene={scene} subject={keeper} />
      </Pane>
      <Pane side="candidate" label="Candidate" handlers={handlers}>
        <Layer scene={scene} subject={candidate} isHidden={isKeeperShown} />
        <Layer scene={scene} subject={keeper} isHidden={!isKeeperShown} />
      </Pane>
    </>
  )
}

function useSubjects(keeper: ClusterMember, candidate: ClusterMember, pane: { width: number; height: number }) {
  const { onError: onKeeperError, ...keeperShown } = useShown(keeper.image)
  const { onError: onCandidateError, ...candidateShown } = useShown(candidate.image)
  const [size, orientation] = [pixelsOf(keeper.image), orientationOf(candidate)]
  const turned = turnedSize(pixelsOf(candidate.image), orientation)
  const first: Subject = {
    ...{ side: 'keeper', image: keeper.image, orientation: 'upright', shown: keeperShown, onError: onKeeperError },
    frame: frameIn(pane, size),
  }
  const second: Subject = {
    ...{ side: 'candidate', image: candidate.image, orientation, shown: candidateShown, onError: onCandidateError },
    frame: frameBeside(pane, turned, size),
  }
  return { keeper: first, candidate: second }
}
