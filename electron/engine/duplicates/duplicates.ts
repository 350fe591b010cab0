import { setTimeout as pause } from 'node:timers/promises'
import { DuplicateSettings, defaultSettings } from '#shared/duplicates.ts'
import { Failure } from '#shared/failure.ts'
import { widestDistance } from '#shared/hamming.ts'
import type { Keeping } from '../index/keeping.ts'
import type { Parts } from '../parts.ts'
import type { Pictures } from '../pictures.ts'
import type { NodeMatch } from '../scan/match-index.ts'
import { createClusters } from './clusters.ts'
import { createComparing } from './comparing.ts'
import { readCopies } from './copies.ts'
import { createDecided } from './decided.ts'
import { expectDiscardable } from './discardable.ts'
import { createKinds } from './kinds.ts'
import { createMatching } from './matching.ts'
import { createPlans } from './plan.ts'
import { createQueue } from './queue.ts'
import { createRehashing } from './rehashing.ts'
import { createRenewal } from './renewal.ts'
import { createSearching } from './searching.ts'
import type { Star } from './stars.ts'
import { createTasks } from './tasks.ts'

export interface DuplicatesParts extends Pick<Parts, 'index' | 'scan' | 'media' | 'events' | 'blobs'> {
  pictures: Pictures
  log: (message: string, cause?: unknown) => void
}

/** What is looked at of a new picture. */
export interface NewPicture {
  perceptualHash: string | null
  detailHash: string | null
  lowDetail: boolean
}

/** Above so many unmatched pictures, the whole library is searched instead of each by itself. */
const mostUnmatched = 2000
const comparisonSlice = 50_000
/** Milliseconds that an answer waits for work on the whole library. */
const patience = 100
const unprepared =
  'The pictures are still being made ready for a search: try again when that is done, or open the library again if it never is.'

/** Near-duplicates: found, clustered, told apart, and kept up in the background. */
export function createDuplicates({ index, scan, media, events, blobs, pictures, log }: DuplicatesParts) {
  const { thumbnail } = pictures
  const closing = new AbortController()
  const isClosed = () => closing.signal.aborted
  const tasks = createTasks(events, () => index.revision)
  const matching = createMatching({ ...index, log })
  const kinds = createKinds()
  const decided = createDecided(index.decisions)
  const clusters = createClusters({
    graph: () => matching.graph,
    isLive: scan.isLive,
    readCopies: (images, settings) => readCopies(index.copies, images, settings),
    decisionsOf: decided.of,
    isClosed,
  })
  const searching = createSearching({ matching, tasks })
  const comparing = createComparing({
    ...{ media, images: index.images, comparisons: index.comparisons, kinds, tasks, thumbnail, log },
    ...{ pathOf: blobs.pathOf, onCompared: tell },
  })
  const onRenewed = scan.learnHashes
  const rehash = createRehashing({ hashes: index.hashes, media, tasks, thumbnail, onRenewed, isClosed })
  const isAlone = (image: number) => matching.graph.isAlone(image)
  const { inTurn, refresh, start, settled } = createRenewal({ renew, isAlone, signal: closing.signal, log })
  let isReady = false
  let isClusteringAll = false
  /** Whether all hashes are by the same algorithms and what was not matched has been: a search before that would be in the way. */
  let isPrepared = false
  /** The state that was told last, and whether somebody was told that more is to come. */
  let told = 0
  let isAwaited = false

  /** Tells listeners, where there is news to them. */
  function tell(): void {
    const version = clusters.version + kinds.version
    if (isClosed() || (version === told && !isAwaited)) return
    told = version
    isAwaited = false
    events.emit({ type: 'duplicates.changed', revision: index.revision })
  }

  async function renew(images: ReadonlySet<number>): Promise<void> {
    await clusters.refresh(images)
    const { byImage } = await clusters.view(widestDistance)
    comparing.want(new Set([...images].flatMap((image) => byImage.get(image) ?? [])))
    tell()
  }

  function* connectedImages(): Generator<number> {
    for (const founder of matching.graph.connected()) yield* matching.graph.imagesOf(founder)
  }

  async function clusterAll(): Promise<void> {
    isClusteringAll = true
    try {
      await clusters.refresh(connectedImages())
      comparing.want((await clusters.view(widestDistance)).all)
    } finally {
      isClusteringAll = false
    }
    tell()
  }

  async function readSettings(): Promise<DuplicateSettings> {
    const kept = DuplicateSettings.safeParse(await index.settings.get('duplicates'))
    return kept.success ? kept.data : defaultSettings
  }

  async function configure(): Promise<void> {
    clusters.configure(await readSettings())
  }

  async function searchAll(): Promise<void> {
    if ((await searching.run()) === 'done') matching.complete()
    await inTurn(clusterAll)
  }

  /** Whole or in part: whatever has come since the last time is matched. */
  async function catchUp(): Promise<void> {
    const unmatched = await matching.countUnmatched()
    if (unmatched > mostUnmatched) return searchAll()
    await matching.matchRest()
    matching.complete()
    if (unmatched > 0) await inTurn(clusterAll)
  }

  async function load(): Promise<void> {
    await scan.loaded
    if (isClosed()) return
    for await (const some of index.comparisons.all(comparisonSlice)) some.forEach(kinds.learn)
    await decided.learn()
    await configure()
    await matching.load()
    await clusterAll()
    isReady = true
    start()
    tell()
  }

  async function reload(): Promise<void> {
    await matching.load()
    clusters.clear()
  }

  async function begin(): Promise<void> {
    await inTurn(load)
    const renewed = isClosed() ? undefined : await rehash()
    if (renewed === undefined) return
    if (renewed) await inTurn(reload)
    await catchUp().finally(() => {
      isPrepared = true
    })
  }

  const finished = begin().catch((error) => {
    if (!isClosed()) log('Duplicates could not be searched', error)
  })

  return {
    ...{ clusters, kinds, decided, tasks: tasks.list, refresh },
    queue: createQueue(clusters, kinds),
    plans: createPlans(clusters, kinds),
    /** Tells pairs of this cluster apart before all others. */
    compareFirst: (cluster: Star) => comparing.want([cluster], true),
    /** Whether clusters are still missing or not as they will be; who was told so hears of it when they are. */
    isLoading(): boolean {
      const isLoading = !isReady || isClusteringAll
      isAwaited ||= isLoading
      return isLoading
    },
    /** Resolves when what was changed up to now is clustered; soon, too, while the library is loaded or all of it clustered. */
    settled: (): Promise<void> =>
      isReady && !isClusteringAll ? settled() : Promise.race([settled(), pause(patience)]),
    /** Adds a new image, and answers what it is like, the nearest first. */
    learn(image: number, { perceptualHash, detailHash, lowDetail }: NewPicture): NodeMatch[] {
      if (!perceptualHash || !detailHash || lowDetail) return []
      const matches = matching.learn(image, { perceptualHash, detailHash })
      refresh([image])
      return matches
    },
    /** The live image of a node, the oldest; undefined where all lie in the trash. */
    liveOf: (founder: number) => matching.graph.imagesOf(founder).find(scan.isLive),
    /** Fails where one of the pictures may not be discarded. */
    async expectDiscardable(keepings: readonly Keeping[]): Promise<void> {
      const settings = await readSettings()
      await expectDiscardable(keepings, (some) => readCopies(index.copies, some, settings))
    },
    /** Learns what was decided of the images, and clusters them anew. */
    async learnDecisions(images: readonly number[]): Promise<void> {
      await decided.learn(images)
      refresh(images)
    },
    /** Learns new rules, and clusters everything by them. */
    learnSettings: () => void inTurn(() => configure().then(clusterAll)).catch(() => {}),
    readSettings,
    /** Starts a search of the whole library; false when one is under way. Fails with `busy` until it can be searched. */
    async search(): Promise<boolean> {
      await Promise.race([finished, pause(patience)])
      if (searching.isRunning || isClosed()) return false
      if (!isPrepared) throw new Failure('busy', unprepared)
      void searchAll().catch((error) => log('The search for duplicates ended early', error))
      return true
    },
    cancel: searching.cancel,
    async close(): Promise<void> {
      closing.abort()
      await Promise.all([searching.close(), comparing.close()])
      await finished
      await settled()
      await matching.flush()
    },
  }
}

export type Duplicates = ReturnType<typeof createDuplicates>
