import { setImmediate as breathe } from 'node:timers/promises'
import type { Orientation } from '#shared/schema.ts'
import type { Superseded } from '../index/decisions.ts'
import type { SourceRow } from '../index/entries.ts'
import type { HashPage } from '../index/hashes.ts'
import type { Page, PageWish } from '../index/listing.ts'
import { createHashSearch, type SearchableHashes } from './hash-search.ts'
import { ImageStates } from './image-states.ts'
import { UrlArena } from './url-arena.ts'

/** Where the scans read what lies in the index: slices in rising order. */
export interface ScanSource {
  images(after: number, limit: number): Promise<number[]>
  trashed(): Promise<number[]>
  superseded(): Promise<Superseded[]>
  hashes(after: number, limit: number): Promise<HashPage | undefined>
  sources(after: number, limit: number): Promise<SourceRow[]>
}

export interface Near {
  image: number
  distance: number
  /** What is done to the picture that was asked for to get this one. */
  orientation: Orientation
}

const slice = 5000
/** Packed hashes and row ids are read so many at a time: some milliseconds. */
const packedSlice = 50_000
const cachedLists = 4

/** Position of the first id that is at most `ceiling`, in falling ids. */
function firstBelow(ids: Int32Array, ceiling: number): number {
  let low = 0
  let high = ids.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ids[middle] ?? 0) > ceiling) low = middle + 1
    else high = middle
  }
  return low
}

/** All URLs, perceptual hashes and states of the library in memory, kept up with each commit. */
export function createScan(source: ScanSource) {
  const arena = new UrlArena()
  const hashes = createHashSearch()
  const states = new ImageStates()
  const lists = new Map<string, { version: number; images: Int32Array }>()
  const backlog: (() => void)[] = []
  let isReady = false
  let isClosed = false
  let version = 0
  let lastImage = 0
  let lastSeq = 0

  // What was read already is skipped, so that a commit during the loading may be learned twice.
  function addImage({ image, hashes: known }: { image: number; hashes: SearchableHashes | null }): void {
    if (image <= lastImage) return
    states.set(image, true)
    if (known) hashes.add(image, known)
    lastImage = image
  }

  async function loadImages(): Promise<void> {
    const last = () => lastImage
    await drain(
      () => source.images(last(), packedSlice),
      (image) => {
        states.set(image, true)
        lastImage = image
      },
    )
    for (const image of await source.trashed()) states.set(image, false)
    for (const { image, keeper } of await source.superseded()) states.setKeeper(image, keeper)
  }

  /** Hashes of images that came during the loading are learned from the backlog. */
  async function loadHashes(): Promise<void> {
    let after = 0
    for (let page = await source.hashes(after, packedSlice); page && !isClosed; ) {
      hashes.addPage(page, lastImage)
      after = page.images.at(-1) ?? after
      await breathe()
      page = await source.hashes(after, packedSlice)
    }
  }

  function addSource({ id, imageId, seq, url }: SourceRow): void {
    if (seq <= lastSeq) return
    arena.append(id, imageId, url)
    lastSeq = seq
  }

  async function drain<Row>(read: () => Promise<Row[]>, add: (row: Row) => void): Promise<void> {
    for (let rows = await read(); rows.length > 0 && !isClosed; rows = await read()) {
      rows.forEach(add)
      await breathe()
    }
  }

  async function load(): Promise<void> {
    await loadImages()
    await loadHashes()
    await drain(() => source.sources(lastSeq, slice), addSource)
    for (const work of backlog.splice(0)) work()
    isReady = true
  }

  function learn(work: () => void): void {
    version++
    if (isReady) work()
    else backlog.push(work)
  }

  /** A copy’s URL is one of the image that was kept for it, too. */
  function mark(marks: Uint8Array, image: number): void {
    marks[image] = 1
    marks[states.keeperOf(image)] = 1
  }

  const isAnswered = (image: number) => states.isLive(image) || states.isLive(states.keeperOf(image))

  function matching(text: string): Uint8Array {
    const marks = new Uint8Array(states.last + 1)
    for (const { hits, images } of arena.search(text)) for (const record of hits) mark(marks, images[record] ?? 0)
    return marks
  }

  function cached(key: string, make: () => Int32Array): Int32Array {
    const known = lists.get(key)
    if (known?.version === version) return known.images
    const images = make()
    lists.delete(key)
    lists.set(key, { version, images })
    if (lists.size > cachedLists) lists.delete(lists.keys().next().value ?? '')
    return images
  }

  return {
    loaded: load(),
    /** Until then, the index answers by SQL. */
    get isReady() {
      return isReady
    },
    learnImage: (image: number, known: SearchableHashes | null) => learn(() => addImage({ image, hashes: known })),
    learnSource: (row: SourceRow) => learn(() => addSource(row)),
    learnState: (images: readonly number[], isLive: boolean) =>
      learn(() => {
        for (const image of images) states.set(image, isLive)
      }),
    /** Hashes that were made anew. */
    learnHashes: (rows: readonly (SearchableHashes & { id: number })[]) =>
      learn(() => {
        for (const { id, ...known } of rows) hashes.replace(id, known)
      }),
    /** Each image's keeper, 0 for none. */
    learnKeepers: (keepers: ReadonlyMap<number, number>) =>
      learn(() => {
        for (const [image, keeper] of keepers) states.setKeeper(image, keeper)
      }),
    isLive: (image: number) => states.isLive(image),
    keeperOf: (image: number) => states.keeperOf(image),
    page({ view, text, ceiling = states.last, offset, limit }: PageWish): Page {
      const all = cached(`${view} ${text}`, () => states.collect(view, text === '' ? undefined : matching(text)))
      const images = all.subarray(firstBelow(all, ceiling))
      return { images: [...images.subarray(offset, offset + limit)], total: images.length, ceiling }
    },
    /** Row ids of live sources whose URL holds the text: the newest `limit`, and how many there are. */
    searchSources(text: string, limit: number): { sources: number[]; total: number } {
      const sources: number[] = []
      let total = 0
      for (const { hits, images, sources: ids } of arena.search(text)) {
        for (let at = hits.length - 1; at >= 0; at--) {
          const record = hits[at] ?? 0
          if (isAnswered(images[record] ?? 0) && total++ < limit) sources.push(ids[record] ?? 0)
        }
      }
      return { sources, total }
    },
    /** Live images within a Hamming distance, turned ones on demand, nearest and then newest first. */
    similar: (hash: string, distance: number, turned: boolean): Near[] =>
      hashes
        .search(hash, distance, { turned, keep: (image) => states.isLive(image) })
        .sort((a, b) => a.distance - b.distance || b.image - a.image),
    close() {
      isClosed = true
    },
  }
}

export type Scan = ReturnType<typeof createScan>
