import type { ImageSummary } from '#shared/schema.ts'

/** An instant of the index (milliseconds) as ISO 8601 in UTC. */
export const isoTime = (milliseconds: number): string => new Date(milliseconds).toISOString()

/** `#rrggbb` of a stored colour. */
const hexColor = (color: number): string => `#${color.toString(16).padStart(6, '0')}`

/** SQL that says whether the image `images.id` has a file outside the trash. */
export const isLive = `EXISTS (SELECT 1 FROM files WHERE files.image_id = images.id AND files.trashed_at IS NULL)`

/** SQL that says whether clients find the image `images.id`: it is live, or was discarded in favour of one that is. */
export const isAnswered = `(${isLive} OR EXISTS (SELECT 1 FROM superseded JOIN files ON files.image_id = keeper_id
  WHERE superseded.image_id = images.id AND files.trashed_at IS NULL))`

/** SQL for the row ids of the image `images.id` and of the copies that were discarded in its favour. */
export const itselfAndCopies = `(SELECT images.id UNION ALL SELECT image_id FROM superseded WHERE keeper_id = images.id)`

/** SQL for the name of the image `images.id`: that of its oldest file, or of one that had it as a former version. */
export const imageName = `coalesce(
  (SELECT name FROM files WHERE files.image_id = images.id ORDER BY files.id LIMIT 1),
  (SELECT name FROM file_versions JOIN files ON files.id = file_id WHERE file_versions.image_id = images.id LIMIT 1))`

/** The columns of an image's summary; its sources are those of its copies, too. */
export const summaryColumns = `images.id, lower(hex(images.content_hash)) AS hash, images.content_type AS contentType,
  images.byte_size AS byteSize, images.width, images.height, images.dominant_color AS color,
  ${imageName} AS name,
  (SELECT count(*) FROM sources WHERE sources.image_id IN ${itselfAndCopies}) AS sourceCount`

export interface SummaryRow {
  id: number
  hash: string
  contentType: string
  byteSize: number
  width: number | null
  height: number | null
  color: number | null
  name: string
  sourceCount: number
}

export function toSummary({ color, ...row }: SummaryRow): ImageSummary {
  return { ...row, color: color === null ? null : hexColor(color), hasThumbnail: color !== null }
}
