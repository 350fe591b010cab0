import { z } from 'zod'
import { Count } from './schema.ts'

/** Tags of an EXIF block by their names in the standard; times are `YYYY:MM:DD hh:mm:ss`. */
const ExifBlock = z.record(z.string(), z.unknown())
export const ExifBlocks = z.object({
  image: ExifBlock,
  photo: ExifBlock,
  gps: ExifBlock,
  interoperability: ExifBlock,
  thumbnail: ExifBlock,
})
export type ExifBlocks = z.infer<typeof ExifBlocks>

/**
 * What a picture’s file says of it: its size in pixels, upright; the turn (1 to 8) that made it so; a JPEG’s quality (1
 * to 100) and the pixels per inch where they are known.
 */
export const FileMetadata = z.object({
  format: z.string(),
  width: Count,
  height: Count,
  orientation: z.int(),
  hasAlpha: z.boolean(),
  hasColorProfile: z.boolean(),
  quality: z.number().nullable(),
  density: z.number().nullable(),
  exif: ExifBlocks,
})
export type FileMetadata = z.infer<typeof FileMetadata>

/** What a picture’s EXIF tells, by the names and kinds of `embeddedFields`. */
export const EmbeddedMetadata = z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())]))
export type EmbeddedMetadata = z.infer<typeof EmbeddedMetadata>
