import { setTimeout as pause } from 'node:timers/promises'
import type { LibraryEvent } from '#shared/events.ts'
import type { ImageSummary } from '#shared/schema.ts'
import { explainFileError } from './blobs/directory.ts'
import type { BlobStore, Staged } from './blobs/store.ts'
import type { Thumbnails } from './blobs/thumbnails.ts'
import type { Events } from './events.ts'
import { createGroup } from './group.ts'
import type { Arrival, Arrived, createArrivals } from './index/arrivals.ts'
import type { createImages } from './index/images.ts'
import type { MediaPool } from './media/pool.ts'
import type { Near, Scan } from './scan/scan.ts'
import type { InTurn } from './turns.ts'

/** A sealed blob (null when it stands already) with the rows and the thumbnail it wants. */
export interface Candidate {
  staged: Staged | null
  arrival: Arrival
  thumbnail: Uint8Array | null
}

export interface Committed {
  arrived: Arrived
  /** The nearest live picture that was there before, for a new one. */
  near: Near | undefined
}

export interface CommitParts {
  media: MediaPool
  blobs: BlobStore
  arrivals: ReturnType<typeof createArrivals>
  images: ReturnType<typeof createImages>
  thumbnails: Thumbnails
  scan: Scan
  events: Events
  inTurn: InTurn
  log: (message: string, cause?: unknown) => void
}

const mostAtOnce = 64
/** Milliseconds that a group waits for pictures that are being decoded: one sync then serves them all. */
const patience = 8
const nearDistance = 4
/** A picture without detail; its hash says nothing of likeness. */
const solidHash = '0000000000000000'

/** Blob under its name, folder synced, rows committed, and only then the answer: many pictures at a time. */
export function createCommit({ media, blobs, arrivals, images, thumbnails, scan, events, inTurn, log }: CommitParts) {
  const placing = new Set<string>()
  let mayHaveOrphans = false

  async function place({ staged }: Candidate): Promise<Error | undefined> {
    try {
      if (staged) await blobs.place(staged)
      return undefined
    } catch (error) {
      await staged?.discard().catch(() => {})
      return explainFileError(error) as Error
    }
  }

  function nearest({ arrival: { picture, hash } }: Candidate, { kind }: Arrived): Near | undefined {
    const wanted = picture?.perceptualHash
    if (kind !== 'added' || !wanted || wanted === solidHash || !hash) return undefined
    return scan.isReady ? scan.similar(wanted, nearDistance)[0] : undefined
  }

  function learn({ arrival }: Candidate, { kind, imageId, sourceId, revision }: Arrived): void {
    const { picture, source } = arrival
    if (kind === 'added') scan.learnImage({ id: imageId, live: 1, perceptualHash: picture?.perceptualHash ?? null })
    if (kind === 'restored') scan.learnState([imageId], true)
    if (sourceId !== 0) scan.learnSource({ id: sourceId, imageId, seq: revision, url: source.url })
  }

  type Tell = (revision: number, images: ImageSummary[]) => LibraryEvent[]
  const tellers: [Arrived['kind'][], Tell][] = [
    [['added'], (revision, images) => [{ type: 'images.added', revision, images }]],
    [['existing', 'urlAdded'], (revision, images) => [{ type: 'images.changed', revision, images }]],
    [
      ['restored'],
      (revision, images) => [
        { type: 'images.restored', revision, images, truncated: false, by: 'store' },
        { type: 'history.changed', revision },
      ],
    ],
  ]

  /** What the arrivals of these kinds make known, with the latest of their revisions. */
  async function eventsOf(committed: Committed[], kinds: Arrived['kind'][], tell: Tell): Promise<LibraryEvent[]> {
    const some = committed.map(({ arrived }) => arrived).filter(({ kind }) => kinds.includes(kind))
    if (some.length === 0) return []
    const summaries = await images.summaries([...new Set(some.map(({ imageId }) => imageId))])
    return tell(Math.max(...some.map(({ revision }) => revision)), summaries)
  }

  async function announce(committed: Committed[]): Promise<void> {
    const all = await Promise.all(tellers.map(([kinds, tell]) => eventsOf(committed, kinds, tell)))
    for (const event of all.flat().sort((a, b) => a.revision - b.revision)) events.emit(event)
  }

  async function keepThumbnails(candidates: Candidate[], arrived: Arrived[]): Promise<void> {
    const rows = candidates.flatMap(({ thumbnail }, at) => {
      const row = arrived[at]
      return thumbnail && row?.kind === 'added' ? [{ image: row.imageId, jpeg: thumbnail }] : []
    })
    await thumbnails.put(rows)
  }

  /** What follows a commit must not fail what is already kept. */
  async function afterCommit(candidates: Candidate[], arrived: Arrived[]): Promise<Committed[]> {
    await keepThumbnails(candidates, arrived).catch((error) => log('Thumbnails could not be kept', error))
    const committed = candidates.map((candidate, at) => {
      const row = arrived[at] as Arrived
      const near = nearest(candidate, row)
      learn(candidate, row)
      return { arrived: row, near }
    })
    await announce(committed)
    return committed
  }

  async function commitPlaced(candidates: Candidate[]): Promise<Committed[]> {
    await blobs.syncShards(candidates.flatMap(({ staged }) => (staged ? [staged.hash] : [])))
    return inTurn(async () => {
      const arrived = await arrivals.commit(candidates.map(({ arrival }) => arrival))
      return afterCommit(candidates, arrived)
    })
  }

  async function work(candidates: Candidate[]): Promise<(Committed | Error)[]> {
    for (const { arrival } of candidates) placing.add(arrival.hash)
    try {
      const errors = await Promise.all(candidates.map(place))
      const committed = await commitPlaced(candidates.filter((_, at) => !errors[at]))
      return errors.map((error) => error ?? (committed.shift() as Committed))
    } catch (error) {
      mayHaveOrphans = true
      throw error
    } finally {
      for (const { arrival } of candidates) placing.delete(arrival.hash)
    }
  }

  return {
    ...createGroup(work, { most: mostAtOnce, gather: async () => void (media.isBusy() && (await pause(patience))) }),
    /** Whether a blob may stand under its name without its row because that is just being written. */
    isPlacing: (hash: string) => placing.has(hash),
    /** Whether blobs were placed whose rows could not be written. */
    get mayHaveOrphans() {
      return mayHaveOrphans
    },
  }
}

export type Commit = ReturnType<typeof createCommit>
