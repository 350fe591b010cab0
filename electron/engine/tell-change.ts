import { eventBatchLimit } from '#shared/events.ts'
import type { Duplicates } from './duplicates/duplicates.ts'
import type { Events } from './events.ts'
import type { Changed } from './index/changes.ts'
import type { Decisions } from './index/decisions.ts'
import type { Images } from './index/images.ts'
import type { Scan } from './scan/scan.ts'

export interface TellParts {
  scan: Scan
  events: Events
  images: Images
  decisions: Decisions
  duplicates: Duplicates
}

/** Tells the scans, the clusters and then the listeners what an undoable change did to its images. */
export function createTellChange({ scan, events, images, decisions, duplicates }: TellParts) {
  async function learn({ trashed, restored, touched, hasNewRules }: Changed): Promise<void> {
    scan.learnState(trashed, false)
    scan.learnState(restored, true)
    const keepers = new Map(touched.map((image) => [image, 0]))
    for (const { image, keeper } of await decisions.supersededOf(touched)) keepers.set(image, keeper)
    scan.learnKeepers(keepers)
    await duplicates.learnDecisions([...trashed, ...restored, ...touched])
    if (hasNewRules) duplicates.learnSettings()
  }

  async function announce({ trashed, restored, touched, hasNewPlaces, revision }: Changed): Promise<void> {
    const shown = async (ids: readonly number[]) => {
      const some = await images.summaries(ids.slice(0, eventBatchLimit))
      return { revision, images: some, truncated: ids.length > some.length }
    }
    if (trashed.length > 0) events.emit({ type: 'images.trashed', ...(await shown(trashed)) })
    if (restored.length > 0) events.emit({ type: 'images.restored', ...(await shown(restored)), by: 'user' })
    const told = new Set(restored)
    const others = touched.filter((image) => scan.isLive(image) && !told.has(image))
    if (others.length > eventBatchLimit) events.emit({ type: 'library.reset', revision })
    else if (others.length > 0)
      events.emit({ type: 'images.changed', revision, images: await images.summaries(others) })
    if (hasNewPlaces) events.emit({ type: 'folders.changed', revision })
    events.emit({ type: 'history.changed', revision })
  }

  return async (changed: Changed): Promise<void> => {
    await learn(changed)
    await announce(changed)
  }
}

export type TellChange = ReturnType<typeof createTellChange>
