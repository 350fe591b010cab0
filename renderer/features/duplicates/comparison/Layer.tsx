import { WarningIcon } from '../../../ui/icons.tsx'
import { placeIn } from '../../../ui/panes/viewport.ts'
import { describeSubject, type Scene, type Subject, sideLabels } from './scene.ts'
import { turnBack, turnedSize } from './turning.ts'

interface Props {
  scene: Scene
  subject: Subject
  /** Kept in the document, so that it appears at once. */
  isHidden?: boolean
  /** What is cut off at its left and right, in shares of the pane. */
  cut?: { left: number; right: number }
  /** Whether the pane itself names the picture. */
  isNamed?: boolean
}

/** A picture in its pane, with its name over what is seen of it. */
export function Layer({ scene, subject, isHidden = false, cut = { left: 0, right: 0 }, isNamed = false }: Props) {
  const { shown, side } = subject
  const inset = { left: `${cut.left * 100}%`, right: `${cut.right * 100}%` }
  return (
    <div className={`layer layer-${side}`} style={{ visibility: isHidden ? 'hidden' : 'visible' }}>
      {shown.src && (
        <div className="layer" style={{ clipPath: `inset(0 ${inset.right} 0 ${inset.left})` }}>
          <Pixels scene={scene} subject={subject} src={shown.src} />
        </div>
      )}
      <div className="layer" style={inset}>
        {!isNamed && (
          <p className="layer-label">
            <strong>{sideLabels[side]}</strong> <span>{describeSubject(subject)}</span>
          </p>
        )}
        {shown.note && (
          <p className="layer-note">
            <WarningIcon />
            {shown.note}
          </p>
        )}
      </div>
    </div>
  )
}

/** The pixels, turned as the keeper is, over a checkerboard that shows through what is transparent. */
function Pixels({ scene, subject, src }: { scene: Scene; subject: Subject; src: string }) {
  const { image, orientation, frame, shown, onError } = subject
  const { x, y, width, height } = placeIn(scene.pane, frame, scene.viewport)
  const own = turnedSize({ width, height }, orientation)
  const isCoarse = image.width !== null && own.width / image.width >= 4
  return (
    <div className="layer-picture" style={{ width, height, transform: `translate(${x}px, ${y}px)` }}>
      <img
        key={image.hash}
        className={isCoarse ? 'is-coarse' : undefined}
        src={src}
        alt={`${sideLabels[subject.side]}: ${image.name}`}
        decoding={shown.isOriginal ? 'sync' : 'async'}
        draggable={false}
        style={{
          ...own,
          left: (width - own.width) / 2,
          top: (height - own.height) / 2,
          transform: `matrix(${turnBack(orientation).join()}, 0, 0)`,
        }}
        onError={onError}
      />
    </div>
  )
}
