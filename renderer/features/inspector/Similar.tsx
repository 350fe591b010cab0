import { useState } from 'react'
import type { Match } from '#shared/schema.ts'
import { useAnswer } from '../../hooks/use-answer.ts'
import { usePixels, useWindow } from '../../state/window.ts'
import { formatCount, formatMilliseconds } from '../../ui/format.ts'

const largestDistance = 16

/** Pictures that look alike, by the distance of their perceptual hashes. */
export function Similar({ hash }: { hash: string }) {
  const { client } = useWindow()
  const [distance, setDistance] = useState(4)
  const { value, failure } = useAnswer(`${hash} ${distance}`, () =>
    client.images.similar({ hash, distance, limit: 60 }),
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

function Alike({ match: { image, distance } }: { match: Match }) {
  const { view } = useWindow()
  const pixels = usePixels()
  return (
    <li>
      <button
        type="button"
        className="match"
        title={image.name}
        aria-label={`${image.name}, distance ${distance}`}
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
        <span className="match-distance">{distance}</span>
      </button>
    </li>
  )
}
