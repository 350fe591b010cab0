import { useEffect, useState } from 'react'
import { Button } from '../../../ui/Button.tsx'
import { PauseIcon, PlayIcon } from '../../../ui/icons.tsx'
import { Pane } from '../../../ui/panes/Pane.tsx'
import type { Zooming } from '../../../ui/panes/use-viewport.ts'
import { Layer } from './Layer.tsx'
import { describeSubject, type Scene, sideLabels } from './scene.ts'

/** Two changes a second: well below three flashes, from which some people fall ill. */
const blinkMilliseconds = 500

/** Both pictures in one place, one after the other, with a label that says which one is there. */
export function Blink({ scene, handlers }: { scene: Scene; handlers: Zooming['handlers'] }) {
  const [isPlaying, setPlaying] = useState(() => !matchMedia('(prefers-reduced-motion: reduce)').matches)
  const [isCandidate, setCandidate] = useState(false)
  useEffect(() => {
    if (!isPlaying) return
    const timer = setInterval(() => setCandidate((now) => !now), blinkMilliseconds)
    return () => clearInterval(timer)
  }, [isPlaying])
  const side = isCandidate && !scene.isKeeperShown ? 'candidate' : 'keeper'
  const press = () => {
    setPlaying(false)
    setCandidate((now) => !now)
  }
  return (
    <Pane side={side} label="Blink" handlers={handlers}>
      <Layer scene={scene} subject={scene.keeper} isHidden={side !== 'keeper'} isNamed />
      <Layer scene={scene} subject={scene.candidate} isHidden={side !== 'candidate'} isNamed />
      <p className={`blink-label blink-${side}`} aria-live={isPlaying ? 'off' : 'polite'}>
        <strong>{sideLabels[side]}</strong>
        <span>{describeSubject(scene[side])}</span>
      </p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: presses on its buttons are none on the picture */}
      <div
        className="pane-tools"
        onPointerDown={(event) => event.stopPropagation()}
        onDoubleClick={(event) => event.stopPropagation()}
      >
        <Button icon={isPlaying ? <PauseIcon /> : <PlayIcon />} onClick={() => setPlaying(!isPlaying)}>
          {isPlaying ? 'Pause' : 'Play'}
        </Button>
        <Button onClick={press}>Show {side === 'keeper' ? 'candidate' : 'keeper'}</Button>
      </div>
    </Pane>
  )
}
