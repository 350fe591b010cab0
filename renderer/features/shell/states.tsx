import type { Failure } from '#shared/failure.ts'
import { useView, useWindow } from '../../state/window.ts'
import { Button } from '../../ui/Button.tsx'
import { TrashIcon, WarningIcon } from '../../ui/icons.tsx'
import { Message } from '../../ui/Message.tsx'

const waitingTiles = 40

/** The shape of the grid while the first pictures are asked for. */
export function Loading() {
  const tileSize = useView((state) => state.tileSize)
  return (
    <div className="loading" role="status" aria-label="Loading">
      {Array.from({ length: waitingTiles }, (_, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same
        <span key={place} className="loading-tile" style={{ width: tileSize, height: tileSize }} />
      ))}
    </div>
  )
}

/** The library could not be read; says why, and tries again when asked. */
export function Unreadable({ failure }: { failure: Failure }) {
  const { library } = useWindow()
  return (
    <Message icon={<WarningIcon />} title={failure.message} tone="problem">
      <div className="message-buttons">
        <Button look="main" onClick={() => library.getState().retry()}>
          Try again
        </Button>
      </div>
    </Message>
  )
}

/** The trash with nothing in it. */
export function EmptyTrash() {
  return (
    <Message icon={<TrashIcon />} title="The trash is empty">
      <p>What you move to the trash stays here, whole, until you restore it.</p>
    </Message>
  )
}
