import { eventBatchLimit } from '#shared/events.ts'
import type { Events } from '../events.ts'
import type { Changed } from '../index/changes.ts'
import type { createImages } from '../index/images.ts'
import type { Scan } from '../scan/scan.ts'

export interface AnnounceParts {
  scan: Scan
  events: Events
  images: ReturnType<typeof createImages>
}

/** Tells the scans, then the listeners, what a change of files did to their images. */
export function createAnnounce({ scan, events, images }: AnnounceParts) {
  return async ({ call, images: ids, revision }: Changed): Promise<void> => {
    const isLive = call === 'files.restore'
    scan.learnState(ids, isLive)
    const shown = await images.summaries(ids.slice(0, eventBatchLimit))
    const truncated = ids.length > shown.length
    if (isLive) events.emit({ type: 'images.restored', revision, images: shown, truncated, by: 'user' })
    else events.emit({ type: 'images.trashed', revision, images: shown, truncated })
    events.emit({ type: 'history.changed', revision })
  }
}

export type AnnounceChange = ReturnType<typeof createAnnounce>
