import { eventBatchLimit } from '#shared/events.ts'
import type { Events } from '../events.ts'
import type { Changed } from '../index/changes.ts'
import type { createImages } from '../index/images.ts'
import type { Scan } from '../scan/scan.ts'
import type { InTurn } from '../turns.ts'

export interface ChangeParts {
  inTurn: InTurn
  scan: Scan
  events: Events
  images: ReturnType<typeof createImages>
}

/** Makes undoable changes of files, and tells the scans and then the listeners what each did to its images. */
export function createMakeChange({ scan, events, images, inTurn }: ChangeParts) {
  async function announce({ call, images: ids, revision }: Changed): Promise<void> {
    const isLive = call === 'files.restore'
    scan.learnState(ids, isLive)
    const shown = await images.summaries(ids.slice(0, eventBatchLimit))
    const truncated = ids.length > shown.length
    if (isLive) events.emit({ type: 'images.restored', revision, images: shown, truncated, by: 'user' })
    else events.emit({ type: 'images.trashed', revision, images: shown, truncated })
    events.emit({ type: 'history.changed', revision })
  }

  return (change: () => Promise<Changed>): Promise<Changed> =>
    inTurn(async () => {
      const changed = await change()
      if (changed.changed > 0) await announce(changed)
      return changed
    })
}

export type MakeChange = ReturnType<typeof createMakeChange>
