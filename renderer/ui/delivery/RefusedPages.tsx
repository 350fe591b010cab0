import { useEffect } from 'react'
import type { RefusedOrigin } from '#shared/transformations.ts'
import { useTransformations, useWindow } from '../../state/window.ts'
import { Button } from '../Button.tsx'
import { formatCount, formatTime } from '../format.ts'

/** Pages that asked for pictures since the start and were refused; counted anew when they are looked at. */
export function RefusedPages() {
  const { transformations } = useWindow()
  const refused = useTransformations((state) => state.refused)
  useEffect(() => void transformations.getState().reload(), [transformations])
  if (refused.length === 0) return null
  return (
    <section aria-labelledby="refused-title">
      <h3 id="refused-title">Refused lately</h3>
      <ul className="delivery-list">
        {refused.map((page) => (
          <Refused key={page.origin} page={page} />
        ))}
      </ul>
    </section>
  )
}

function Refused({ page: { origin, count, lastAt, url } }: { page: RefusedOrigin }) {
  const { transformations } = useWindow()
  return (
    <li>
      <div className="refused">
        <span title={origin}>{origin}</span>
        <small title={`${formatTime(lastAt)}: ${url}`}>
          {count === 1 ? 'once' : `${formatCount(count)} times`} · {pathOf(url)}
        </small>
      </div>
      <Button aria-label={`Allow ${origin}`} onClick={() => void transformations.getState().allow(origin)}>
        Allow
      </Button>
    </li>
  )
}

/** What follows the library’s own address. */
const pathOf = (url: string): string => url.replace(/^https?:\/\/[^/]*/, '')
