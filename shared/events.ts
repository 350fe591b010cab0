import type { DuplicateTask } from './duplicates.ts'
import type { ImageSummary, ImportProgress, Near } from './schema.ts'
import type { ExportProgress } from './transformations.ts'

/**
 * What the library tells its listeners after a commit. Each carries the `revision` it brought about;
 * `images.*` events list what changed, at most `eventBatchLimit` of them: when `truncated`, ask again.
 */
export type LibraryEvent =
  /** `near` tells, for those of the images that have one, the nearest picture that was there before. */
  | { type: 'images.added'; revision: number; images: ImageSummary[]; near: { hash: string; near: Near }[] }
  | { type: 'images.changed'; revision: number; images: ImageSummary[] }
  | { type: 'images.trashed'; revision: number; images: ImageSummary[]; truncated: boolean }
  | { type: 'images.restored'; revision: number; images: ImageSummary[]; truncated: boolean; by: 'user' | 'store' }
  | { type: 'imports.progressed'; revision: number; progress: ImportProgress }
  | { type: 'exports.progressed'; revision: number; progress: ExportProgress }
  /** A page that may not show pictures asked for one, the first time. */
  | { type: 'transformations.refused'; revision: number; origin: string }
  | { type: 'history.changed'; revision: number }
  /** Folders, or the files in them, are others than before; of new pictures `images.added` tells. */
  | { type: 'folders.changed'; revision: number }
  /** Clusters are others than before. */
  | { type: 'duplicates.changed'; revision: number }
  | { type: 'duplicates.progressed'; revision: number; progress: DuplicateTask }
  /** The listener missed events that are no longer kept: every query must be asked again. */
  | { type: 'library.reset'; revision: number }

/** The most images that one event lists. */
export const eventBatchLimit = 500
