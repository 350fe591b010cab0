import type { ImageSummary, ImportProgress } from './schema.ts'

/**
 * What the library tells its listeners after a commit. Each carries the `revision` it brought about;
 * `images.*` events list what changed, at most `eventBatchLimit` of them: when `truncated`, ask again.
 */
export type LibraryEvent =
  | { type: 'images.added'; revision: number; images: ImageSummary[] }
  | { type: 'images.changed'; revision: number; images: ImageSummary[] }
  | { type: 'images.trashed'; revision: number; images: ImageSummary[]; truncated: boolean }
  | { type: 'images.restored'; revision: number; images: ImageSummary[]; truncated: boolean; by: 'user' | 'store' }
  | { type: 'imports.progressed'; revision: number; progress: ImportProgress }
  | { type: 'history.changed'; revision: number }
  /** The listener missed events that are no longer kept: every query must be asked again. */
  | { type: 'library.reset'; revision: number }

/** The most images that one event lists. */
export const eventBatchLimit = 500
