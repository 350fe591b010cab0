import { DuplicateSettings, defaultSettings } from '#shared/duplicates.ts'
import { widestDistance } from '#shared/hamming.ts'
import type { Keeping } from '../index/keeping.ts'
import type { Parts } from '../parts.ts'
import type { Pictures } from '../pictures.ts'
import type { NodeMatch } from '../scan/match-index.ts'
import { createClusters } from './clusters.ts'
import { createComparing } from './comparing.ts'
import { readCopies } from './copies.ts'
import { expectDiscardable } from './discardable.ts'
import { createKinds } from './kinds.ts'
import { createMatching } from './matching.ts'
import { createPlans } from './plan.ts'
import { createQueue } from './queue.ts'
import { createRehashing } from './rehashing.ts'
import { createSearching } from './searching.ts'
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

/** Near-duplicates: found, clustered, told apart and kept up in the background; `ready` once all is in memory. */
export function createDuplicates({ index, scan, media, events, blobs, pictures, log }: DuplicatesParts) {
  const tasks = createTasks(events, () => index.revision)
  const matching = createMatching({ ...index, log })
  const kinds = createKinds()
  const memberships = new Map<number, number[]>()
  const clusters = createClusters({
    graph: () => matching.graph,
    isLive: scan.isLive,
    readCopies: (images, settings) => readCopies(index.copies, images, settings),
    decisionsOf: (image) => memberships.get(image) ?? [],
  })
  const searching = createSearching({ matching, tasks })
  const comparing = createComparing({
    ...{ media, images: index.images, comparisons: index.comparisons, kinds, tasks, log },
    ...{ thumbnail: pictures.thumbnail, pathOf: blobs.pathOf, onCompared: tell },
  })
  const rehash = createRehashing({
    ...{ hashes: index.hashes, media, tasks, thumbnail: pictures.thumbnail, isClosed: () => isClosed },
    onRenewed: scan.learnHashes,
  })
  const waiting = new Map<number, { perceptualHash: string; detailHash: string }>()
  let stale = new Set<number>()
  let work = Promise.resolve()
  let isLoaded = false
  let isReady = false
  let isClusteringAll = false
  let isClosed = false

  function tell(): void {
    if (!isClosed) events.emit({ type: 'duplicates.changed', revision: index.revision })
  }

  /** One piece of work after another, each on what those before left. */
  function inTurn<T>(piece: () => Promise<T>): Promise<T> {
    const done = work.then(piece)
    work = done.then(
      () => {},
      (error) => log('Work on duplicates failed', error),
    )
    return done
  }

  async function renew(): Promise<void> {
    const images = stale
    stale = new Set()
    if (images.size === 0 || isClosed) return
    const before = clusters.version
    await clusters.refresh(images)
    if (clusters.version === before) return
    await compareNew(images)
    tell()
  }

  async function compareNew(images: Iterable<number>): Promise<void> {
    const { byImage } = await clusters.view(widestDistance)
    comparing.want(new Set([...images].flatMap((image) => byImage.get(image) ?? [])))
  }

  /** Clusters anew what these images are connected with, soon. */
  function refresh(images: Iterable<number>): void {
    const isDue = stale.size > 0
    for (const image of images) if (!matching.graph.isAlone(image)) stale.add(image)
    if (!isDue && isReady && stale.size > 0) void inTurn(renew)
  }

  async function readDecisions(images?: readonly number[]): Promise<void> {
    const rows = images ? await index.decisions.membershipsOf(images) : await index.decisions.memberships()
    if (!images) memberships.clear()
    for (const image of images ?? []) memberships.delete(image)
    for (const { image, decision } of rows) memberships.set(image, [...(memberships.get(image) ?? []), decision])
  }

  async function readSettings(): Promise<DuplicateSettings> {
    const kept = DuplicateSettings.safeParse(await index.settings.get('duplicates'))
    return kept.success ? kept.data : defaultSettings
  }

  async function load(): Promise<void> {
    isLoaded = false
    await matching.load()
    isLoaded = true
    for (const [image, fingerprint] of waiting) matching.learn(image, fingerprint)
    waiting.clear()
  }

  async function clusterAll(): Promise<void> {
    isClusteringAll = true
    await clusters.refresh(imagesThatMatter())
    const { all } = await clusters.view(widestDistance)
    comparing.want(all)
    isClusteringAll = false
  }

  function* imagesThatMatter(): Generator<number> {
    for (const founder of matching.graph.connected()) yield* matching.graph.imagesOf(founder)
  }

  async function searchAll(): Promise<void> {
    const outcome = await searching.run()
    if (outcome === 'done') matching.complete()
    await inTurn(clusterAll)
    tell()
  }

  /** Whole or in part: whatever has come since the last time is matched. */
  async function catchUp(): Promise<void> {
    if ((await matching.countUnmatched()) > mostUnmatched) return searchAll()
    await matching.matchRest()
    matching.complete()
  }

  async function begin(): Promise<void> {
    await scan.loaded
    if (isClosed) return
    for await (const some of index.comparisons.all(comparisonSlice)) some.forEach(kinds.learn)
    await readDecisions()
    clusters.configure(await readSettings())
    await load()
    await clusterAll()
    isReady = true
    void inTurn(renew)
    tell()
    const wereCurrent = index.hashes.areCurrent()
    if (!(await rehash()) || isClosed) return
    if (!wereCurrent) await inTurn(load)
    await catchUp()
    if (!isClosed) await inTurn(clusterAll)
    tell()
  }

  const finished = begin().catch((error) => {
    if (!isClosed) log('Duplicates could not be searched', error)
  })

  return {
    ...{ clusters, kinds, tasks: tasks.list, refresh, inTurn },
    queue: createQueue(clusters, kinds),
    plans: createPlans(clusters, kinds),
    /** Tells pairs of this cluster apart before all others. */
    compareFirst: (cluster: Parameters<typeof comparing.want>[0]) => comparing.want(cluster, true),
    /** Resolves when all work of the beginning is done. */
    finished,
    get isReady() {
      return isReady
    },
    /** Resolves when what was changed up to now is clustered; at once while the whole library is. */
    settled: async (): Promise<void> => (isClusteringAll ? undefined : work),
    /** Adds a new image, and answers what it is like, the nearest first. */
    learn(image: number, { perceptualHash, detailHash, lowDetail }: NewPicture): NodeMatch[] {
      if (!perceptualHash || !detailHash || lowDetail) return []
      if (!isLoaded) {
        waiting.set(image, { perceptualHash, detailHash })
        return []
      }
      const matches = matching.learn(image, { perceptualHash, detailHash })
      refresh([image])
      return matches
    },
    /** The live image of a node, the oldest; undefined where all lie in the trash. */
    liveOf: (founder: number) => matching.graph.imagesOf(founder).find(scan.isLive),
    /** Whether somebody has decided on this pair. */
    areDecided(a: number, b: number): boolean {
      const theirs = memberships.get(b) ?? []
      return (memberships.get(a) ?? []).some((decision) => theirs.includes(decision))
    },
    /** Fails where one of the pictures may not be discarded. */
    expectDiscardable: (keepings: readonly Keeping[]) =>
      expectDiscardable(keepings, (some) => readCopies(index.copies, some, clusters.settings)),
    /** Learns what was decided of the images, and clusters them anew. */
    async learnDecisions(images: readonly number[]): Promise<void> {
      await readDecisions(images)
      refresh(images)
    },
    /** Learns new rules. */
    learnSettings: () =>
      inTurn(async () => {
        clusters.configure(await readSettings())
        await clusterAll()
        tell()
      }),
    /** Starts a search of the whole library; false when one is under way. */
    search(): boolean {
      if (searching.isRunning || !isReady) return false
      void searchAll().catch((error) => log('The search for duplicates ended early', error))
      return true
    },
    cancel: searching.cancel,
    async close(): Promise<void> {
      isClosed = true
      await searching.close()
      await comparing.close()
      await finished
      await work
      await matching.flush()
    },
  }
}

export type Duplicates = ReturnType<typeof createDuplicates>
