import type { ReactNode } from 'react'
import { WarningIcon } from '../../../ui/icons.tsx'
import { placeIn } from '../../../ui/panes/viewport.ts'
import { type Scene, type Subject, sideLabels } from './scene.ts'

interface Props {
  scene: Scene
  subject: Subject
  /** What is cut off at its left and right, in shares of the pane. */
  cut?: { left: number; right: number }
  /** What a tool draws on the picture, in place of its name. */
  children?: ReactNode
}

/** A picture in its pane, over a checkerboard that shows through what is transparent, with its name. */
export function PictureLayer({ scene, subject, cut = { left: 0, right: 0 }, children }: Props) {
  const { side, src, words, note } = subject
  // Whole pixels, so that the picture stays sharp.
  const pixelsOf = (share: number) => Math.round(share * scene.pane.width)
  const left = pixelsOf(cut.left)
  return (
    <div className={`layer layer-${side}`} style={{ left, right: pixelsOf(cut.right) }}>
      {src && <Pixels scene={scene} subject={subject} src={src} left={left} />}
      {children || (
        <p className="layer-label">
          <strong>{sideLabels[side]}</strong> <span>{words}</span>
        </p>
      )}
      {note && (
        <p className="layer-note" role="status">
          <WarningIcon />
          {note}
        </p>
      )}
    </div>
  )
}

interface PixelsProps {
  scene: Scene
  subject: Subject
  src: string
  /** Where its layer begins in the pane. */
  left: number
}

function Pixels({ scene, subject, src, left }: PixelsProps) {
  const { frame, size, alt, isOutdated, onError } = subject
  const { x, y, width, height } = placeIn(scene.pane, frame, scene.viewport)
  const isCoarse = width / size.width >= 4
  return (
    <div className="layer-picture" style={{ width, height, transform: `translate(${x - left}px, ${y}px)` }}>
      <img
        className={[isCoarse ? 'is-coarse' : '', isOutdated ? 'is-outdated' : ''].join(' ').trim() || undefined}
        src={src}
        alt={alt}
        // Decoded before already: drawn with its element, so that nothing flashes between two pictures.
        decoding="sync"
        draggable={false}
        style={{ width, height }}
        onError={onError}
      />
    </div>
  )
}
