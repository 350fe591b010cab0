import { memo, useEffect, useState } from 'react'
import type { ImageSummary } from '#shared/schema.ts'
import { useHost, usePixels } from '../../state/window.ts'
import { fitInside } from '../../ui/fit.ts'
import { formatBytes, formatType } from '../../ui/format.ts'
import { FileIcon } from '../../ui/icons.tsx'

interface Props {
  image: ImageSummary | undefined
  index: number
  column: number
  tile: number
  isSelected: boolean
  isFocused: boolean
}

/** One cell of the grid: the thumbnail over the picture’s dominant colour, and its name. */
export const Tile = memo(function Tile({ image, index, column, tile, isSelected, isFocused }: Props) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot be laid out as rows that come and go
    <div
      role="gridcell"
      className="tile"
      data-index={index}
      tabIndex={isFocused ? 0 : -1}
      aria-colindex={column + 1}
      aria-selected={isSelected}
      aria-label={image ? describe(image) : 'Loading'}
      draggable={image !== undefined}
      style={{ width: tile }}
    >
      <span className="tile-square" style={{ height: tile }}>
        {image ? <Picture key={image.hash} image={image} tile={tile} /> : <span className="tile-waiting" />}
      </span>
      <span className="tile-name">{image?.name}</span>
    </div>
  )
})

function Picture({ image, tile }: { image: ImageSummary; tile: number }) {
  const pixels = usePixels()
  const isOnline = useHost((state) => state.isOnline)
  const [isBroken, setBroken] = useState(false)
  useEffect(() => {
    if (isOnline) setBroken(false)
  }, [isOnline])
  if (!image.hasThumbnail || isBroken) return <Placeholder image={image} />
  const size = fitInside({ width: tile, height: tile }, { width: image.width ?? tile, height: image.height ?? tile })
  return (
    <img
      className="tile-picture"
      src={pixels.thumbnail(image.hash)}
      alt=""
      decoding="async"
      draggable={false}
      style={{ ...size, backgroundColor: image.color ?? undefined }}
      onError={() => setBroken(true)}
    />
  )
}

function Placeholder({ image }: { image: ImageSummary }) {
  return (
    <span className="tile-placeholder">
      <FileIcon />
      {formatType(image.contentType)}
    </span>
  )
}

function describe({ name, width, height, byteSize, sourceCount }: ImageSummary): string {
  const size = width && height ? `, ${width} by ${height}` : ''
  const sources = sourceCount > 1 ? `, ${sourceCount} sources` : ''
  return `${name}${size}, ${formatBytes(byteSize)}${sources}`
}
