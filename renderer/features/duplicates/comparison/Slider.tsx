import { useState } from 'react'
import { Divider } from '../../../ui/panes/Divider.tsx'
import { Pane } from '../../../ui/panes/Pane.tsx'
import type { Zooming } from '../../../ui/panes/use-viewport.ts'
import { Layer } from './Layer.tsx'
import type { Scene } from './scene.ts'

/** The keeper left of a divider, the candidate right of it. */
export function Slider({ scene, handlers }: { scene: Scene; handlers: Zooming['handlers'] }) {
  const [place, setPlace] = useState(0.5)
  const { keeper, candidate, isKeeperShown } = scene
  return (
    <Pane side="keeper" label="Slider" handlers={handlers}>
      <Layer scene={scene} subject={keeper} cut={{ left: 0, right: isKeeperShown ? 0 : 1 - place }} />
      <Layer scene={scene} subject={candidate} cut={{ left: place, right: 0 }} isHidden={isKeeperShown} />
      <Divider place={place} onPlace={setPlace} names={['Keeper', 'Candidate']} />
    </Pane>
  )
}
