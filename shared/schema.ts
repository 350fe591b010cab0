import { z } from 'zod'

/** BLAKE2b with a 32-byte digest of the raw bytes, 64 lower-case hex digits. */
export const ContentHash = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hex digits')
/** 64-bit DCT pHash, 16 lower-case hex digits (the first bit is the most significant). */
export const PerceptualHash = z
  .string()
  .regex(/^[0-9a-fA-F]{16}$/, 'must be 16 hex digits')
  .transform((hex) => hex.toLowerCase())
/** A Hamming distance between two 64-bit hashes. */
export const Distance = z.int().min(0).max(64)
/**
 * How one picture is turned against another: what is done to the first to get the second. `mirrored` swaps left and
 * right, `flipped` top and bottom; rotations are clockwise; `transposed` swaps x and y, `transversed` is that
 * rotated by 180 degrees.
 */
export const Orientation = z.enum([
  'upright',
  'mirrored',
  'flipped',
  'rotated180',
  'transposed',
  'rotated90',
  'rotated270',
  'transversed',
])
export type Orientation = z.infer<typeof Orientation>

/**
 * What a pair of near-duplicates is to each other. `samePixels`: equal pixels, other bytes (metadata differs);
 * `reencoded`: same size, other encoding; `resized`; `turned`: mirrored or rotated; `variant`: somewhere the
 * content differs (watermark, crop, edit), so that neither can stand for the other.
 */
export const PairKind = z.enum(['samePixels', 'reencoded', 'resized', 'turned', 'variant'])
export type PairKind = z.infer<typeof PairKind>

/** The value of the library's one counter: every committed change raises it. Order is by it, never by a clock. */
export const Revision = z.int().min(0)
export const Count = z.int().min(0)
/** ISO 8601 in UTC with milliseconds. */
const Instant = z.string()

/** How far the decoder came: `ok`; `damaged` (pixels are there, the file is not whole); or no pixels, and why. */
export const DecodeStatus = z.enum(['ok', 'damaged', 'unsupported', 'failed', 'refused'])
export type DecodeStatus = z.infer<typeof DecodeStatus>

/** What a tile of the grid shows. `color` is `#rrggbb`; width and height are pixels after EXIF orientation. */
export const ImageSummary = z.object({
  id: z.int(),
  hash: ContentHash,
  name: z.string(),
  contentType: z.string(),
  byteSize: Count,
  width: z.int().nullable(),
  height: z.int().nullable(),
  color: z.string().nullable(),
  hasThumbnail: z.boolean(),
  sourceCount: Count,
})
export type ImageSummary = z.infer<typeof ImageSummary>

/**
 * Where an image came from. `seq` is the revision at which the source was last seen; `copy` is the superseded copy
 * that was seen there, null for the image itself.
 */
export const Source = z.object({
  url: z.string(),
  clientName: z.string(),
  filename: z.string().nullable(),
  firstSeenAt: Instant,
  fetchedAt: Instant,
  seq: Revision,
  copy: ContentHash.nullable(),
})
export type Source = z.infer<typeof Source>

/** A place in the folder tree: `folder` is `/` or `/a/b`, `id` 24 hex digits. */
export const FilePlace = z.object({
  id: z.string(),
  folder: z.string(),
  name: z.string(),
  trashedAt: Instant.nullable(),
})
export type FilePlace = z.infer<typeof FilePlace>

/** A tag: text without commas and control characters. */
export const Tag = z
  .string()
  .trim()
  .min(1)
  .max(500, 'may have 500 characters at most')
  .regex(/^[^,\p{Cc}]+$/u, 'must hold no comma and no control character')

/** What a person wrote of an image; `copy` is the superseded copy that it was written of, null for the image itself. */
export const Note = z.object({ text: z.string(), copy: ContentHash.nullable() })
export type Note = z.infer<typeof Note>

/**
 * Everything that is known of one image, for the inspector. Sources, tags, notes and `createdAt` include those of the
 * copies that were discarded in its favour (`supersedes`); `lowDetail` says that its hashes tell nothing of likeness.
 */
export const ImageDetail = ImageSummary.extend({
  trashed: z.boolean(),
  perceptualHash: z.object({ value: z.string(), algorithm: z.string() }).nullable(),
  lowDetail: z.boolean(),
  quality: z.int().nullable(),
  lossless: z.boolean().nullable(),
  tags: z.array(z.string()),
  notes: z.array(Note),
  supersedes: z.array(ContentHash),
  supersededBy: ContentHash.nullable(),
  variants: z.array(ImageSummary),
  frames: z.int().nullable(),
  takenAt: z.string().nullable(),
  createdAt: Instant,
  decode: z.object({ status: DecodeStatus, reason: z.string().nullable() }),
  sources: z.array(Source),
  files: z.array(FilePlace),
})
export type ImageDetail = z.infer<typeof ImageDetail>

/** An image at a Hamming distance from another; `orientation` is what is done to that other to get this one. */
export const Match = z.object({ image: ImageSummary, distance: Distance, orientation: Orientation })
export type Match = z.infer<typeof Match>

/** How like two pictures are: bits of the 64 and of the 256 that differ, the second turned back as it says. */
export const Likeness = z.object({
  distance: Distance,
  detailDistance: z.int().min(0).max(256),
  orientation: Orientation,
})
export type Likeness = z.infer<typeof Likeness>

/** The nearest picture that was there already; `orientation` is what is done to it to get the new one. */
export const Near = Likeness.extend({ hash: ContentHash })
export type Near = z.infer<typeof Near>

/**
 * What became of one thing that was offered to the library.
 * `added` may carry the nearest picture already there (`near`); `deletedBefore` and `notImage` were not stored.
 */
export const Verdict = z.object({
  name: z.string(),
  kind: z.enum(['added', 'existing', 'urlAdded', 'restored', 'deletedBefore', 'notImage', 'failed']),
  hash: ContentHash.nullable(),
  near: Near.nullable(),
  reason: z.string().nullable(),
})
export type Verdict = z.infer<typeof Verdict>

const Counts = z.object({
  added: Count,
  existing: Count,
  urlAdded: Count,
  restored: Count,
  deletedBefore: Count,
  notImage: Count,
  failed: Count,
  near: Count,
})

/** A running or ended import. `total` is null while folders are still being listed; `rate` is pictures a second. */
export const ImportProgress = z.object({
  id: z.string(),
  label: z.string(),
  state: z.enum(['running', 'done', 'cancelled']),
  total: Count.nullable(),
  done: Count,
  rate: z.number(),
  counts: Counts,
  /** The newest verdicts first, at most 100; the counts above are always whole. */
  verdicts: z.array(Verdict),
})
export type ImportProgress = z.infer<typeof ImportProgress>

/** One undoable change, and who made it. */
export const JournalRow = z.object({
  id: z.int(),
  at: Instant,
  actor: z.string(),
  label: z.string(),
  state: z.enum(['done', 'undone']),
})
export type JournalRow = z.infer<typeof JournalRow>
