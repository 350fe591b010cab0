import { useLibrary, useView } from '../../state/window.ts'
import { formatCount } from '../../ui/format.ts'

/** Tells screen readers what happened and what came in, without taking the focus. */
export function Announcer() {
  const announcement = useView((state) => state.announcement)
  const arrivals = useLibrary((state) => state.arrivals)
  return (
    <div className="unseen">
      <p aria-live="polite">{announcement}</p>
      <p aria-live="polite">{arrivals > 0 && `${formatCount(arrivals)} new pictures`}</p>
    </div>
  )
}
