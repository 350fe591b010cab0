import type { PlanAction } from '#shared/duplicates.ts'
import type { ImageSummary } from '#shared/schema.ts'
import { usePixels } from '../../../state/window.ts'
import { formatCount } from '../../../ui/format.ts'
import { LeftIcon } from '../../../ui/icons.tsx'

/** A small picture, cut to a square. */
function Thumbnail({ image, label }: { image: ImageSummary; label: string }) {
  const pixels = usePixels()
  const style = { backgroundColor: image.color ?? undefined }
  return image.hasThumbnail ? (
    <img
      className="plan-thumbnail"
      src={pixels.thumbnail(image.hash)}
      alt={`${label} ${image.name}`}
      title={`${label} ${image.name}`}
      loading="lazy"
      decoding="async"
      style={style}
    />
  ) : (
    <span className="plan-thumbnail" role="img" aria-label={`${label} ${image.name}`} />
  )
}

/** The kept picture, and the copies that go: at most so many of them, and how many more. */
export function ActionThumbnails({ action, most }: { action: PlanAction; most: number }) {
  const shown = action.discard.slice(0, most)
  const more = action.discards - shown.length
  return (
    <span className="plan-pictures">
      <Thumbnail image={action.keeper} label="Keep" />
      <LeftIcon />
      {shown.map((image) => (
        <span key={image.hash} className="plan-discard">
          <Thumbnail image={image} label="Discard" />
        </span>
      ))}
      {more > 0 && <span className="plan-more">+{formatCount(more)}</span>}
    </span>
  )
}
