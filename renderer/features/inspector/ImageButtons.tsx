import type { ImageDetail } from '#shared/schema.ts'
import { goToTransform } from '../../state/rooms.ts'
import { useIsDesktop, useWindow } from '../../state/window.ts'
import { Button } from '../../ui/Button.tsx'
import { CopyIcon, RestoreIcon, RevealIcon, TransformIcon, TrashIcon } from '../../ui/icons.tsx'

/** What can be done with the picture. */
export function ImageButtons({ detail: { hash, trashed } }: { detail: ImageDetail }) {
  const state = useWindow()
  const { actions, client } = state
  const isDesktop = useIsDesktop()
  const call = (method: 'reveal' | 'copyImage') =>
    actions.attempt(async () => void (await client.host[method]({ hash })))
  return (
    <div className="inspector-buttons">
      {trashed ? (
        <Button icon={<RestoreIcon />} onClick={() => void actions.restore([hash])}>
          Restore
        </Button>
      ) : (
        <Button icon={<TrashIcon />} onClick={() => void actions.trash([hash])}>
          Move to trash
        </Button>
      )}
      <Button icon={<TransformIcon />} onClick={() => goToTransform(state, hash)}>
        Transform
      </Button>
      {isDesktop && (
        <Button icon={<CopyIcon />} onClick={() => void call('copyImage')}>
          Copy image
        </Button>
      )}
      {isDesktop && (
        <Button icon={<RevealIcon />} onClick={() => void call('reveal')}>
          Show in folder
        </Button>
      )}
    </div>
  )
}
