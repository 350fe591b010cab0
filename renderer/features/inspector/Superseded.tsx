import { usePixels, useWindow } from '../../state/window.ts'
import { Button } from '../../ui/Button.tsx'
import { formatCount } from '../../ui/format.ts'
import { SameIcon } from '../../ui/icons.tsx'

/** Says that another copy stands for this one, and leads there. */
export function SupersededBy({ hash }: { hash: string }) {
  const { view } = useWindow()
  return (
    <p className="superseded">
      <SameIcon />
      <span>Discarded in favour of another copy</span>
      <Button look="quiet" onClick={() => view.setState({ inspected: hash })}>
        Show it
      </Button>
    </p>
  )
}

/** The copies that were discarded in this picture’s favour. */
export function Supersedes({ hashes }: { hashes: readonly string[] }) {
  const { view } = useWindow()
  const pixels = usePixels()
  if (hashes.length === 0) return null
  return (
    <section className="inspector-section" aria-label="Discarded copies">
      <h3>
        Stands for discarded copies <span className="section-count">{formatCount(hashes.length)}</span>
      </h3>
      <ul className="copies">
        {hashes.map((hash) => (
          <li key={hash}>
            <button
              type="button"
              title={`Show the copy ${hash}`}
              aria-label={`Show the copy ${hash.slice(0, 8)}`}
              onClick={() => view.setState({ inspected: hash })}
            >
              <img src={pixels.thumbnail(hash)} alt="" loading="lazy" decoding="async" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
