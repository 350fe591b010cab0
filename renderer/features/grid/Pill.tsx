import { useLibrary, useWindow } from '../../state/window.ts'
import { formatCount } from '../../ui/format.ts'
import { UpIcon } from '../../ui/icons.tsx'

/** “37 new”: pictures that came in while the grid held still. */
export function Pill({ onBringIn }: { onBringIn: () => void }) {
  const { library } = useWindow()
  const arrivals = useLibrary((state) => state.arrivals)
  if (arrivals === 0) return null
  const bringIn = () => {
    onBringIn()
    library.getState().bringIn()
  }
  return (
    <button type="button" className="pill" onClick={bringIn}>
      <UpIcon />
      {formatCount(arrivals)} new
    </button>
  )
}
