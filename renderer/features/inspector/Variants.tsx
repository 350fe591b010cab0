import type { ImageSummary } from '#shared/schema.ts'
import { usePixels, useWindow } from '../../state/window.ts'
import { formatCount } from '../../ui/format.ts'

/** Pictures that belong together with this one, each worth keeping. */
export function Variants({ variants }: { variants: readonly ImageSummary[] }) {
  const { view } = useWindow()
  const pixels = usePixels()
  if (variants.length === 0) return null
  return (
    <section className="inspector-section" aria-label="Variants">
      <h3>
        Variants <span className="section-count">{formatCount(variants.length)}</span>
      </h3>
      <ul className="matches">
        {variants.map(({ hash, name, color }) => (
          <li key={hash}>
            <button
              type="button"
              className="match"
              title={name}
              aria-label={name}
              onClick={() => view.setState({ inspected: hash })}
              onDoubleClick={() => view.setState({ viewed: { hash } })}
            >
              <img
                src={pixels.thumbnail(hash)}
                alt=""
                loading="lazy"
                decoding="async"
                style={{ backgroundColor: color ?? undefined }}
              />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
