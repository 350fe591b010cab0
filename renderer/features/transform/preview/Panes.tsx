import { type ReactNode, useState } from 'react'
import { Divider } from '../../../ui/panes/Divider.tsx'
import { Pane } from '../../../ui/panes/Pane.tsx'
import type { Zooming } from '../../../ui/panes/use-viewport.ts'
import { PictureLayer } from './PictureLayer.tsx'
import { type Look, type Scene, type Side, sideLabels } from './scene.ts'

interface Props {
  scene: Scene
  look: Look
  handlers: Zooming['handlers']
  /** What a tool draws over the original. */
  overlay: ReactNode
}

/** The pictures as they are looked at: one of them, both beside each other, or one over the other. */
export function Panes({ scene, look, handlers, overlay }: Props) {
  if (look === 'slider') return <BeforeAfter scene={scene} handlers={handlers} />
  const sides: Side[] = look === 'side' ? ['original', 'result'] : [look]
  return sides.map((side) => (
    <Pane key={side} side={side} label={sideLabels[side]} handlers={handlers}>
      <PictureLayer scene={scene} subject={scene[side]}>
        {side === 'original' && overlay}
      </PictureLayer>
    </Pane>
  ))
}

function BeforeAfter({ scene, handlers }: { scene: Scene; handlers: Zooming['handlers'] }) {
  const [place, setPlace] = useState(0.5)
  return (
    <Pane side="result" label="Before and after" handlers={handlers}>
      <PictureLayer scene={scene} subject={scene.original} cut={{ left: 0, right: 1 - place }} />
      <PictureLayer scene={scene} subject={scene.result} cut={{ left: place, right: 0 }} />
      <Divider place={place} onPlace={setPlace} names={['Original', 'Result']} />
    </Pane>
  )
}
