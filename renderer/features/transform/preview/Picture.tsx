import { useState } from 'react'
import type { ImageSummary } from '#shared/schema.ts'
import { usePixels, useTransformer, useWindow } from '../../../state/window.ts'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { formatBytes, formatType } from '../../../ui/format.ts'
import { ImageIcon, LeftIcon, RightIcon } from '../../../ui/icons.tsx'
import { Chooser } from './Chooser.tsx'
import { useFirstPicture } from './use-first-picture.ts'
import { useSelected } from './use-selected.ts'
import './picture.css'

/** Which picture is transformed. */
export function Picture() {
  const [isChoosing, setChoosing] = useState(false)
  const picture = useTransformer((state) => state.picture)
  const selected = useSelected()
  const { isEmpty } = useFirstPicture(selected)
  return (
    <section className="transformed" aria-label="Picture">
      {picture ? <Facts picture={picture} /> : <Nobody isEmpty={isEmpty} />}
      <span className="transformed-tools">
        <Walk selected={selected} hash={picture?.hash} />
        <Button onClick={() => setChoosing(true)} disabled={isEmpty}>
          {picture ? 'Change…' : 'Choose…'}
        </Button>
      </span>
      {isChoosing && <Chooser selected={selected} onClose={() => setChoosing(false)} />}
    </section>
  )
}

function Facts({ picture }: { picture: ImageSummary }) {
  const pixels = usePixels()
  const { hash, name, color, width, height, byteSize, contentType } = picture
  const size = width && height ? [`${width} × ${height}`] : []
  return (
    <>
      <span className="transformed-square" style={{ backgroundColor: color ?? undefined }}>
        {picture.hasThumbnail ? <img key={hash} src={pixels.thumbnail(hash)} alt="" /> : <ImageIcon />}
      </span>
      <span className="transformed-facts">
        <strong title={name}>{name}</strong>
        <span>{[...size, formatType(contentType), formatBytes(byteSize)].join(' · ')}</span>
      </span>
    </>
  )
}

function Nobody({ isEmpty }: { isEmpty: boolean }) {
  return (
    <>
      <span className="transformed-square">
        <ImageIcon />
      </span>
      <span className="transformed-facts">
        <strong>{isEmpty ? 'No pictures yet' : 'No picture chosen'}</strong>
        <span>{isEmpty ? 'Drop one onto the window to begin.' : 'Choose one to transform.'}</span>
      </span>
    </>
  )
}

/** Goes through the selected pictures, one after the other and round again. */
function Walk({ selected, hash }: { selected: readonly ImageSummary[]; hash: string | undefined }) {
  const { transformer } = useWindow()
  if (selected.length < 2) return null
  const place = selected.findIndex((image) => image.hash === hash)
  const go = (by: number) => {
    const next = place < 0 ? 0 : (place + by + selected.length) % selected.length
    void transformer.getState().choose(selected[next]?.hash ?? '')
  }
  return (
    <span className="transformed-walk">
      <IconButton label="Previous selected picture" onClick={() => go(-1)}>
        <LeftIcon />
      </IconButton>
      <span>
        {place < 0 ? '–' : place + 1} / {selected.length}
      </span>
      <IconButton label="Next selected picture" onClick={() => go(1)}>
        <RightIcon />
      </IconButton>
    </span>
  )
}
