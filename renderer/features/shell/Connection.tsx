import { useHost } from '../../state/window.ts'
import { WarningIcon } from '../../ui/icons.tsx'

/** Says that the library does not answer; goes by itself when it does again. */
export function Connection() {
  const isOnline = useHost((state) => state.isOnline)
  if (isOnline) return null
  return (
    <p className="connection" role="alert">
      <WarningIcon />
      The connection to the library is lost. This page reconnects by itself; if Magpie was closed, start it again.
    </p>
  )
}
