import type { DragEvent } from 'react'
import { formatTransformation } from '#shared/imagekit/grammar.ts'
import type { ImageDetail } from '#shared/schema.ts'
import { useIsDesktop, useTransformer, useWindow } from '../../../state/window.ts'
import { Button } from '../../../ui/Button.tsx'
import { DropIcon, GripIcon } from '../../../ui/icons.tsx'
import type { OpenedPicture } from './open-picture.ts'
import { saveBytes, savedName } from './save.ts'

interface Props {
  picture: ImageDetail
  /** The exact result; null while there is none to take. */
  exact: OpenedPicture | null
}

/** Ways to have the result as a file: saved, or dragged out of the window. */
export function TakeOut({ picture, exact }: Props) {
  const drag = useDragOut(picture, exact)
  const save = () => exact && saveBytes(exact.bytes, savedName(picture.name, exact.contentType))
  return (
    <div className="take-out">
      <Button icon={<DropIcon />} disabled={!exact} onClick={save}>
        Save…
      </Button>
      {exact && (
        // biome-ignore lint/a11y/noStaticElementInteractions: a drag needs a pointer; the button beside it is for all
        <span className="drag-out" draggable onDragStart={drag} title="Drag the result to a folder or another program">
          <GripIcon />
          <img src={exact.src} alt="The result, to be dragged out" draggable={false} />
        </span>
      )}
    </div>
  )
}

/** In the desktop shell a drag is the system’s own, of a file; a browser makes one of what is dragged out of it. */
function useDragOut({ hash, name }: ImageDetail, exact: OpenedPicture | null) {
  const { dragging } = useWindow()
  const isDesktop = useIsDesktop()
  const transformation = useTransformer(({ steps }) => formatTransformation(steps))
  return (event: DragEvent) => {
    if (!exact) return event.preventDefault()
    if (!isDesktop) {
      const file = `${exact.contentType}:${savedName(name, exact.contentType)}:${exact.src}`
      return event.dataTransfer.setData('DownloadURL', file)
    }
    event.preventDefault()
    void dragging.takeOut({ hashes: [hash], transformation })
  }
}
