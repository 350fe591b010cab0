import type { ImageDetail } from '#shared/schema.ts'
import { usePixels, useWindow } from '../../state/window.ts'
import { fitInside } from '../../ui/fit.ts'
import { formatType } from '../../ui/format.ts'
import { FileIcon } from '../../ui/icons.tsx'

/** The room for the preview, in CSS pixels. */
const previewBox = { width: 280, height: 208 }

/** The thumbnail at the inspector’s top; opens the picture in the viewer. */
export function Preview({ detail }: { detail: ImageDetail }) {
  const { view } = useWindow()
  const pixels = usePixels()
  const { hash, hasThumbnail, color, width, height, contentType } = detail
  const size = fitInside(previewBox, { width: width ?? previewBox.width, height: height ?? previewBox.height })
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
          style={{ width: size.width, aspectRatio: size.width / size.height, backgroundColor: color ?? undefined }}
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
