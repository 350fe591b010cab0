import type { Step } from '#shared/imagekit/grammar.ts'
import type { Box } from '../media/drawing.ts'

/** What the browser said that `auto` values depend on; device pixels. */
export interface ClientHints {
  dpr?: number
  width?: number
  viewportWidth?: number
  saveData?: boolean
}

/** What is asked for: a picture by content hash, the steps as parsed, and what `auto` needs of the request. */
export interface TransformRequest {
  image: string
  steps: Step[]
  /** The Accept header. */
  accept: string
  hints: ClientHints
  /** Whether a malformed value is refused instead of ignored with a warning. */
  strict: boolean
  /** The part of the picture that `fo-custom` keeps, in pixels. */
  coordinates?: Box
}

/** What a transformation comes to, known before any pixel is. */
export interface Prepared {
  /** Hash of the resolved plan: the strong ETag and the name of the variant. */
  key: string
  contentType: string
  width: number
  height: number
  /** Malformed values that were ignored, in words. */
  warnings: string[]
  /** Request headers that decided. */
  vary: string[]
  /** Whether the answer is the bytes of the picture asked for, untouched. */
  isOriginal: boolean
}

/** A rendered variant. `timing`: milliseconds by part, for Server-Timing. */
export interface Rendered extends Omit<Prepared, 'isOriginal'> {
  bytes: Uint8Array
  timing: Record<string, number>
}
