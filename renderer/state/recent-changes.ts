import type { LibraryEvent } from '#shared/events.ts'
import type { ImageSummary } from '#shared/schema.ts'
import { type ListAnswer, replaceRows, type Snapshot } from './snapshot.ts'

const keptChanges = 2000

/** Remembers the newest rows told by events, for answers that were under way when they came. */
export function createRecentChanges() {
  const changes = new Map<number, { revision: number; image: ImageSummary }>()

  function remember(event: LibraryEvent & { type: 'images.changed' }) {
    for (const image of event.images) {
      changes.delete(image.id)
      changes.set(image.id, { revision: event.revision, image })
    }
    for (const id of changes.keys()) {
      if (changes.size <= keptChanges) break
      changes.delete(id)
    }
  }

  /** The snapshot with what is newer than the answer it took in. */
  function apply(snapshot: Snapshot, { revision, items }: ListAnswer): Snapshot {
    const newer = items.flatMap(({ id }) => {
      const change = changes.get(id)
      return change && change.revision > revision ? [[id, change.image] as const] : []
    })
    return newer.length > 0 ? { ...snapshot, pages: replaceRows(snapshot.pages, new Map(newer)) } : snapshot
  }

  return { remember, apply }
}
