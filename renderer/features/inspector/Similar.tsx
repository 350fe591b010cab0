import { useState } from 'react'
import type { Match, Orientation } from '#shared/schema.ts'
import { useAnswer } from '../../hooks/use-answer.ts'
import { usePixels, useWindow } from '../../state/window.ts'
import { formatCount, formatMilliseconds, formatTurn } from '../../ui/format.ts'

const largestDistance = 16

/** How a match is turned, as short as a thumbnail is wide. */
const turns: Record<Orientation, string> = {
  upright: '',
  mirrored: 'mirrored',
  flipped: 'flipped',
  rotated180: '180°',
  transposed: '90° mirrored',
  rotated90: '90°',
  rotated270: '270°',
  transversed: '270° mirrored',
}

/** Pictures that look alike, by the distance of their perceptual hashes; `isPlain` ones tell nothing by theirs. */
export function Similar({ hash, isPlain }: { hash: string; isPlain: boolean }) {
  const { client } = useWindow()
  const [distance, setDistance] = useState(4)
  const [turned, setTurned] = useState(false)
  const { value, failure } = useAnswer(`${hash} ${distance} ${turned}`, () =>
    client.images.similar({ hash, distance, turned, limit: 60 }),
  )
  return (
    <section className="inspector-section" aria-label="Similar pictures">
      <h3>
        Similar <span className="section-count">{value && formatCount(value.total)}</span>
      </h3>
      <label className="distance">
        <span>Distance up to</span>
        <input
          type="range"
          min={0}
          max={largestDistance}
          value={distance}
          onChange={(event) => setDistance(Number(event.target.value))}
        />
        <output>{distance}</output>
      </label>
      <label className="check">
        <input type="checkbox" checked={turned} onChange={(event) => setTurned(event.target.checked)} />
        Mirrored and rotated too
      </label>
      {isPlain && <p className="hint">This one has too little detail: only pictures with the same hash are listed.</p>}
      {failure && <p className="hint">{failure.message}</p>}
      {value?.total === 0 && (
        <p className="hint">
          Nothing this close, looked up in {formatMilliseconds(value.milliseconds)}.
          {distance < largestDistance && ' A larger distance finds less alike pictures.'}
        </p>
      )}
      <ul className="matches">
        {value?.items.map((match) => (
          <Alike key={match.image.hash} match={match} />
        ))}
      </ul>
    </section>
  )
}

function Alike({ match: { image, distance, orientation } }: { match: Match }) {
  const { view } = useWindow()
  const pixels = usePixels()
  const turned = formatTurn(orientation)
  const name = turned ? `${image.name}, distance ${distance}, ${turned}` : `${image.name}, distance ${distance}`
  return (
    <li>
      <button
        type="button"
        className="match"
        title={turned ? `${image.name}: ${turned}` : image.name}
        aria-label={name}
        onClick={() => view.setState({ inspected: image.hash })}
        onDoubleClick={() => view.setState({ viewed: { hash: image.hash } })}
      >
        <img
          src={pixels.thumbnail(image.hash)}
          alt=""
          loading="lazy"
          decoding="async"
          style={{ backgroundColor: image.color ?? undefined }}
        />
        {turned && <span className="match-turn">{turns[orientation]}</span>}
        <span className="match-distance">{distance}</span>
      </button>
    </li>
  )
}
