import type { RefObject } from 'react'
import type { ImageSummary } from '#shared/schema.ts'
import { usePixels } from '../../../state/window.ts'
import { formatType } from '../../../ui/format.ts'

interface Props {
  list: RefObject<HTMLDivElement | null>
  images: readonly ImageSummary[]
  /** The hash of the picture that is transformed now. */
  current: string | undefined
  onChoose: (hash: string) => void
}

/** Small pictures to choose from. */
export function Offered({ list, images, current, onChoose }: Props) {
  const tabbed = images.some(({ hash }) => hash === current) ? current : images[0]?.hash
  return (
    <div ref={list} className="offered" role="listbox" aria-label="Pictures">
      {images.map((image) => (
        <button
          key={image.hash}
          type="button"
          role="option"
          className="offered-one"
          aria-selected={image.hash === current}
          tabIndex={image.hash === tabbed ? 0 : -1}
          title={image.name}
          onClick={() => onChoose(image.hash)}
        >
          <Square image={image} />
          <span className="offered-name">{image.name}</span>
        </button>
      ))}
    </div>
  )
}

function Square({ image: { hash, hasThumbnail, color, contentType } }: { image: ImageSummary }) {
  const pixels = usePixels()
  return (
    <span className="offered-square" style={{ backgroundColor: color ?? undefined }}>
      {hasThumbnail ? <img src={pixels.thumbnail(hash)} alt="" loading="lazy" /> : formatType(contentType)}
    </span>
  )
}
