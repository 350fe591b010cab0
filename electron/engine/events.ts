import type { LibraryEvent } from '#shared/events.ts'

const kept = 1000

/** Those are only worth hearing while they happen. */
const fleeting = new Set<LibraryEvent['type']>([
  'imports.progressed',
  'exports.progressed',
  'duplicates.progressed',
  'transformations.refused',
])

/** Clusters come after what made them, under a revision that was heard already: rather tell of them twice. */
const isLate = ({ type }: LibraryEvent) => type === 'duplicates.changed'

/** The library's announcements: heard by listeners after each commit, and kept for those who were away. */
export function createEvents(revisionNow: () => number, log: (message: string, cause?: unknown) => void) {
  const listeners = new Set<(event: LibraryEvent) => void>()
  const recent: LibraryEvent[] = []
  /** Every event with a revision above this one is still kept. */
  let forgotten = revisionNow()

  function remember(event: LibraryEvent): void {
    recent.push(event)
    if (recent.length > kept) forgotten = recent.shift()?.revision ?? forgotten
  }

  /** What a listener does wrong is its own affair: the change is made, and the others want to hear of it. */
  function tell(listener: (event: LibraryEvent) => void, event: LibraryEvent): void {
    try {
      listener(event)
    } catch (error) {
      log('A listener failed', error)
    }
  }

  return {
    emit(event: LibraryEvent): void {
      if (!fleeting.has(event.type)) remember(event)
      for (const listener of listeners) tell(listener, event)
    },
    listen(listener: (event: LibraryEvent) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    since(revision: number): LibraryEvent[] | undefined {
      if (revision < forgotten || revision > revisionNow()) return undefined
      return recent.filter((event) => event.revision > revision || (isLate(event) && event.revision === revision))
    },
  }
}

export type Events = ReturnType<typeof createEvents>
