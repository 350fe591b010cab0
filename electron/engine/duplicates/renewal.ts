import { setTimeout as pause } from 'node:timers/promises'

export interface RenewalParts {
  /** Clusters anew what the images are connected with. */
  renew: (images: ReadonlySet<number>) => Promise<void>
  isAlone: (image: number) => boolean
  /** Aborted when the library is closed. */
  signal: AbortSignal
  log: (message: string, cause?: unknown) => void
}

/** Milliseconds of clustering after which others get so many times as long. */
const longWork = 20
const restShare = 4

/** Lets work on clusters happen one after another, and gathers what is to be clustered anew meanwhile. */
export function createRenewal({ renew, isAlone, signal, log }: RenewalParts) {
  let stale = new Set<number>()
  let work = Promise.resolve()
  let restUntil = 0
  let isStarted = false

  /** One piece of work after another, each on what those before left. */
  function inTurn<T>(piece: () => Promise<T>): Promise<T> {
    const done = work.then(piece)
    work = done.then(
      () => {},
      (error) => log('Work on duplicates failed', error),
    )
    return done
  }

  async function renewStale(): Promise<void> {
    const rest = restUntil - performance.now()
    if (rest > 0) await pause(rest, undefined, { signal }).catch(() => {})
    const images = stale
    stale = new Set()
    if (images.size === 0 || signal.aborted) return
    const startedAt = performance.now()
    await renew(images)
    // Where thousands are alike, each newcomer has them all clustered anew: others want their turn, too.
    const spent = performance.now() - startedAt
    restUntil = spent > longWork ? performance.now() + spent * restShare : 0
  }

  function schedule(): void {
    if (isStarted && stale.size > 0) void inTurn(renewStale).catch(() => {})
  }

  return {
    inTurn,
    /** The images are clustered anew soon; those that nothing is like are left alone. */
    refresh(images: Iterable<number>): void {
      const isDue = stale.size > 0
      for (const image of images) if (!isAlone(image)) stale.add(image)
      if (!isDue) schedule()
    },
    /** From now on, what is refreshed is clustered. */
    start(): void {
      isStarted = true
      schedule()
    },
    /** Resolves when what was asked for up to now is done. */
    settled: (): Promise<void> => work,
  }
}
