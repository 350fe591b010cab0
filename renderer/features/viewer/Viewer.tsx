import { type KeyboardEvent, useRef, useState } from 'react'
import type { ImageSummary } from '#shared/schema.ts'
import { focusGrid } from '../../hooks/focus.ts'
import { useModal } from '../../hooks/use-modal.ts'
import { useLibrary, usePixels, useWindow } from '../../state/window.ts'
import { IconButton } from '../../ui/Button.tsx'
import { formatCount } from '../../ui/format.ts'
import { isShownAsItIs } from '../../ui/formats.ts'
import { AddIcon, CloseIcon, FileIcon, FitIcon, LeftIcon, RightIcon, TrashIcon } from '../../ui/icons.tsx'
import { useStep, useViewed } from './use-viewed.ts'
import { useZoom } from './use-zoom.ts'
import { wishOf } from './viewer-keys.ts'
import './viewer.css'

/** One picture over the whole window; arrows go on, Esc or Space closes. */
export function Viewer() {
  const { view, actions } = useWindow()
  const viewed = useViewed()
  const step = useStep(viewed)
  const { image, index, total } = viewed
  const { zoom, fit: fitIn, zoomBy, handlers } = useZoom(image?.hash ?? '')
  const isTrash = useLibrary(({ query }) => query.view === 'trash')
  const dialog = useRef<HTMLDialogElement>(null)
  const close = () => dialog.current?.close()
  const onClose = () => {
    view.setState({ viewed: null })
    if (index !== null) focusGrid()
  }
  useModal(dialog)
  const trash = () => image && void actions.trash([image.hash])
  const onKeyDown = (event: KeyboardEvent) => {
    const wish = wishOf(event.key, event.target instanceof HTMLButtonElement)
    if (!wish) return
    event.preventDefault()
    event.stopPropagation()
    if (wish.kind === 'step') step(wish.to === 'first' ? -total : wish.to === 'last' ? total : wish.to)
    if (wish.kind === 'zoom') zoomBy(wish.factor)
    if (wish.kind === 'fit') fitIn()
    if (wish.kind === 'close') close()
    if (wish.kind === 'remove' && !isTrash && index !== null) trash()
  }
  return (
    <dialog ref={dialog} className="viewer" aria-label="Viewer" tabIndex={-1} onClose={onClose} onKeyDown={onKeyDown}>
      <header className="viewer-bar">
        <p className="viewer-name">{image?.name}</p>
        {index !== null && (
          <p className="viewer-place">
            {formatCount(index + 1)} of {formatCount(total)}
          </p>
        )}
        <IconButton label="Zoom in" onClick={() => zoomBy(1.5)}>
          <AddIcon />
        </IconButton>
        <IconButton label="Fit into the window" onClick={fitIn}>
          <FitIcon />
        </IconButton>
        {image && !isTrash && (
          <IconButton label="Move to trash" onClick={trash}>
            <TrashIcon />
          </IconButton>
        )}
        <IconButton label="Close the viewer" onClick={close}>
          <CloseIcon />
        </IconButton>
      </header>
      <div className={zoom.scale > 1 ? 'viewer-stage is-zoomed' : 'viewer-stage'} {...handlers}>
        {image && (
          <Stage
            key={image.hash}
            image={image}
            transform={`translate(${zoom.x}px, ${zoom.y}px) scale(${zoom.scale})`}
          />
        )}
      </div>
      {index !== null && index > 0 && (
        <IconButton label="Previous picture" className="viewer-step viewer-previous" onClick={() => step(-1)}>
          <LeftIcon />
        </IconButton>
      )}
      {index !== null && index < total - 1 && (
        <IconButton label="Next picture" className="viewer-step viewer-next" onClick={() => step(1)}>
          <RightIcon />
        </IconButton>
      )}
    </dialog>
  )
}

function Stage({ image, transform }: { image: ImageSummary; transform: string }) {
  const pixels = usePixels()
  const [isThumbnail, setThumbnail] = useState(!isShownAsItIs(image.contentType))
  const thumbnail = pixels.thumbnail(image.hash)
  if (!image.hasThumbnail && isThumbnail) {
    return (
      <p className="viewer-none">
        <FileIcon />
        Magpie has no pixels of this file.
      </p>
    )
  }
  return (
    <img
      className="viewer-picture"
      src={isThumbnail ? thumbnail : pixels.original(image.hash)}
      alt={image.name}
      draggable={false}
      style={{ transform, backgroundImage: `url("${thumbnail}")` }}
      onLoad={(event) => {
        event.currentTarget.style.backgroundImage = 'none'
      }}
      onError={() => setThumbnail(true)}
    />
  )
}
