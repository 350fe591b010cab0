import type { ImageDetail } from '#shared/schema.ts'
import { usePixels, useWindow } from '../../state/window.ts'
import { formatType } from '../../ui/format.ts'
import { FileIcon } from '../../ui/icons.tsx'

/** The thumbnail at the inspector’s top; opens the picture in the viewer. */
export function Preview({ detail }: { detail: ImageDetail }) {
  const { view } = useWindow()
  const pixels = usePixels()
  const { hash, hasThumbnail, color, width, height, contentType } = detail
  const ratio = width && height ? `${width} / ${height}` : '1'
  return (
    <button
      type="button"
      className="preview"
      aria-label="Open in the viewer"
      onClick={() => view.setState({ viewed: { hash } })}
    >
      {hasThumbnail ? (
        <img
          key={hash}
          src={pixels.thumbnail(hash)}
          alt=""
          decoding="async"
          style={{ aspectRatio: ratio, backgroundColor: color ?? undefined, maxWidth: width ?? undefined }}
        />
      ) : (
        <span className="preview-none">
          <FileIcon />
          {formatType(contentType)}
        </span>
      )}
    </button>
  )
}
