import type { EmbeddedMetadata, FileMetadata } from '#shared/metadata.ts'
import type { DecodeStatus, Orientation, PairKind } from '#shared/schema.ts'
import type { Picture } from '../index/arrivals.ts'
import type { Box, Drawing, Encoding, Lettering } from './drawing.ts'
import type { Fingerprint, Size } from './fingerprint.ts'
import type { Format } from './sniff.ts'

/** What one picture may cost; above it the picture is refused, its facts kept. */
export interface DecodeLimits {
  pixels: number
  milliseconds: number
}

/** A picture's facts with its JPEG thumbnail (null where there are no pixels). */
export interface Inspected extends Picture {
  thumbnail: Uint8Array<ArrayBuffer> | null
}

/** One picture of a pair: its JPEG thumbnail, where its file is, and its size in pixels, upright. */
export interface Side extends Size {
  thumbnail: Uint8Array
  path: string
}

/** Two pictures that are alike, `orientation` being what is done to the first to get the second. */
export interface Pair {
  first: Side
  second: Side
  orientation: Orientation
}

/** What two pictures are to each other; `difference` is where they are furthest apart, in eased levels of luma. */
export interface Comparison {
  kind: PairKind
  difference: number
}

/** What a file says of itself, its size being that of one frame, upright; `quality` is a JPEG’s, else null. */
export interface Described extends Size {
  format: Format
  frames: number
  alpha: boolean
  quality: number | null
}

/**
 * Where the pictures of a drawing are, by content hash: a file, or PNG bytes of what another host drew. Of what is
 * `isSmall` the host keeps the pixels, as large as those of previews are.
 */
export type Pictures = Record<string, { path: string; isSmall?: boolean } | { png: Uint8Array }>

/** A drawing with what it is made of. */
export interface Drawn {
  drawing: Drawing
  pictures: Pictures
}

/** What a decode host does when asked; a task that rejects says why in its error's message. */
export interface Tasks {
  /** Reads a file; never rejects for what is in it. */
  inspect(asked: { path: string }, limits: DecodeLimits): Promise<Inspected>
  /** Hashes a JPEG thumbnail, `original` being its picture's size; null when it cannot be read. */
  fingerprint(asked: { thumbnail: Uint8Array; original: Size }, limits: DecodeLimits): Promise<Fingerprint | null>
  /** Tells what a pair is; rejects when a thumbnail or a file that it needs is missing or damaged. */
  compare(asked: Pair, limits: DecodeLimits): Promise<Comparison>
  /** Reads what comes before the pixels of a page, counted from 0; rejects when no decoder knows the file. */
  describe(asked: { path: string; page: number }, limits: DecodeLimits): Promise<Described>
  /** Reads what an EXIF tells of its picture; null where that is nothing. */
  embedded(asked: { exif: Uint8Array }, limits: DecodeLimits): Promise<EmbeddedMetadata | null>
  /** Reads what a picture’s file says of it; rejects when no decoder knows the file. */
  metadata(asked: { path: string }, limits: DecodeLimits): Promise<FileMetadata>
  /** Makes a drawing and encodes it; rejects when a picture of it cannot be read. */
  render(asked: Drawn & { encoding: Encoding; source: string }, limits: DecodeLimits): Promise<Uint8Array<ArrayBuffer>>
  /** The same after all that somebody waits for. */
  export: Tasks['render']
  /** Makes a drawing and encodes it quickly: as JPEG of that quality, else as PNG. */
  preview(asked: Drawn & { quality: number | null }, limits: DecodeLimits): Promise<Uint8Array<ArrayBuffer>>
  /** What is left of a drawing when borders of one colour are cut off. */
  trim(asked: Drawn & { tolerance: number }, limits: DecodeLimits): Promise<Box>
  /** How large letters become. */
  measure(asked: Lettering, limits: DecodeLimits): Promise<Size>
  /** Draws an SVG at that size, as PNG. */
  rasterize(asked: { path: string } & Size, limits: DecodeLimits): Promise<Uint8Array>
}

export type Task = keyof Tasks
export type Asked<T extends Task> = Parameters<Tasks[T]>[0]
export type Answer<T extends Task> = Awaited<ReturnType<Tasks[T]>>

/** What the engine asks of a decode host; files are read by the host itself. */
export interface HostRequest {
  id: number
  task: Task
  asked: Asked<Task>
  limits: DecodeLimits
}

/** What a decode host answers: once `ready`, then once for each request, in any order. */
export type HostMessage =
  | { kind: 'ready' }
  | { kind: 'answered'; id: number; answer: Answer<Task> }
  | { kind: 'failed'; id: number; reason: string }

/** `raster` hosts decode many pictures at once; an `svg` host one, and is killed when it is slow. */
export type HostKind = 'raster' | 'svg'

/** Exit code of a host that found itself above its memory limit. */
export const outOfMemoryExit = 86

/** What is known of bytes that no decoder read. */
export function withoutPicture(status: DecodeStatus, reason: string): Inspected {
  const nothing = {
    width: null,
    height: null,
    frames: null,
    takenAt: null,
    exif: null,
    embeddedMetadata: null,
    perceptualHash: null,
    detailHash: null,
    lowDetail: false,
    quality: null,
    lossless: null,
    hasAlpha: null,
    color: null,
  }
  return { contentType: 'application/octet-stream', status, reason, ...nothing, thumbnail: null }
}
