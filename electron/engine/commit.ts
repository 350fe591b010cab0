import { setTimeout as pause } from 'node:timers/promises'
import type { LibraryEvent } from '#shared/events.ts'
import { Failure } from '#shared/failure.ts'
import type { ImageSummary } from '#shared/schema.ts'
import type { InTurn } from '#shared/turns.ts'
import { explainFileError } from './blobs/directory.ts'
import type { BlobStore, Staged } from './blobs/store.ts'
import type { Thumbnails } from './blobs/thumbnails.ts'
import type { Duplicates } from './duplicates/duplicates.ts'
import type { Events } from './events.ts'
import { createGroup } from './group.ts'
import type { Arrival, Arrived, createArrivals } from './index/arrivals.ts'
import type { createImages } from './index/images.ts'
import type { MediaPool } from './media/pool.ts'
import type { NodeMatch } from './scan/match-index.ts'
import { inverseOf } from './scan/orientations.ts'
import type { Scan } from './scan/scan.ts'
import type { TellChange } from './tell-change.ts'

/** A sealed blob (null when it stands already) with the rows and the thumbnail it wants. */
export interface Candidate {
  staged: Staged | null
  arrival: Arrival
  thumbnail: Uint8Array | null
}

export interface Committed {
  arrived: Arrived
  /** The nearest live picture that was there before (row id), for a new one, and what is done to it to get that. */
  near: NodeMatch | undefined
}

export interface CommitParts {
  media: MediaPool
  blobs: BlobStore
  arrivals: ReturnType<typeof createArrivals>
  images: ReturnType<typeof createImages>
  thumbnails: Thumbnails
  scan: Scan
  duplicates: Duplicates
  events: Events
  tellChange: TellChange
  inTurn: InTurn
  log: (message: string, cause?: unknown) => void
}

/** What is in the index now. */
interface Kept {
  candidate: Candidate
  arrived: Arrived
}

const keptOf = (candidate: Candidate, arrived: Arrived | Failure | undefined): Kept[] =>
  !arrived || arrived instanceof Failure ? [] : [{ candidate, arrived }]

type NearOf = Extract<LibraryEvent, { type: 'images.added' }>['near'][number]

const mostAtOnce = 64
/** Milliseconds that a group waits for pictures that are being decoded: one sync then serves them all. */
const patience = 8

/** Blob under its name, folder synced, rows committed, and only then the answer: many pictures at a time. */
export function createCommit(parts: CommitParts) {
  const { media, blobs, arrivals, images, thumbnails, scan, duplicates, events, tellChange, inTurn, log } = parts
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

  /** What the new picture is like, the nearest live one; it is searched for from now on. */
  function match({ picture }: Arrival, { imageId }: Arrived): NodeMatch | undefined {
    for (const match of picture ? duplicates.learn(imageId, picture) : []) {
      const image = duplicates.liveOf(match.image)
      const orientation = inverseOf(match.orientation)
      if (image !== undefined && image !== imageId) return { ...match, image, orientation }
    }
    return undefined
  }

  function learnNew({ picture }: Arrival, { imageId }: Arrived): void {
    const { perceptualHash = null, lowDetail = false } = picture ?? {}
    scan.learnImage(imageId, perceptualHash === null ? null : { perceptualHash, lowDetail })
  }

  function learnKnown({ kind, imageId }: Arrived): void {
    if (kind === 'restored') {
      scan.learnState([imageId], true)
      scan.learnKeepers(new Map([[imageId, 0]]))
    }
    duplicates.refresh([scan.keeperOf(imageId)])
  }

  function learn({ arrival }: Candidate, arrived: Arrived): NodeMatch | undefined {
    const { kind, imageId, sourceId, revision } = arrived
    if (kind === 'added') learnNew(arrival, arrived)
    else learnKnown(arrived)
    if (sourceId !== 0) scan.learnSource({ id: sourceId, imageId, seq: revision, url: arrival.source.url })
    return kind === 'added' ? match(arrival, arrived) : undefined
  }

  type Tell = (revision: number, images: ImageSummary[], near: NearOf[]) => LibraryEvent[]
  const tellers: [Arrived['kind'][], Tell][] = [
    [['added'], (revision, images, near) => [{ type: 'images.added', revision, images, near }]],
    [['existing', 'urlAdded'], (revision, images) => [{ type: 'images.changed', revision, images }]],
    [
      ['restored'],
      (revision, images) => [
        { type: 'images.restored', revision, images, truncated: false, by: 'store' },
        { type: 'folders.changed', revision },
        { type: 'history.changed', revision },
      ],
    ],
  ]

  async function nearOf(committed: Committed[], summaries: ImageSummary[]): Promise<NearOf[]> {
    const found = committed.filter((one): one is Committed & { near: NodeMatch } => one.near !== undefined)
    const others = await images.summaries(found.map(({ near }) => near.image))
    return found.flatMap(({ arrived, near: { image: _, ...likeness } }, at) => {
      const [hash, other] = [summaries.find(({ id }) => id === arrived.imageId)?.hash, others[at]?.hash]
      return hash && other ? [{ hash, near: { ...likeness, hash: other } }] : []
    })
  }

  /** What the arrivals of these kinds make known, with the latest of their revisions; of a copy, by what is kept for it. */
  async function eventsOf(committed: Committed[], kinds: Arrived['kind'][], tell: Tell): Promise<LibraryEvent[]> {
    const some = committed.filter(({ arrived }) => kinds.includes(arrived.kind))
    if (some.length === 0) return []
    const shown = some.map(({ arrived }) => scan.keeperOf(arrived.imageId))
    const summaries = await images.summaries([...new Set(shown)])
    return tell(Math.max(...some.map(({ arrived }) => arrived.revision)), summaries, await nearOf(some, summaries))
  }

  async function announce(committed: Committed[]): Promise<void> {
    const all = await Promise.all(tellers.map(([kinds, tell]) => eventsOf(committed, kinds, tell)))
    for (const event of all.flat().sort((a, b) => a.revision - b.revision)) events.emit(event)
    const revision = Math.max(...committed.map(({ arrived }) => arrived.change?.revision ?? arrived.revision))
    if (committed.some(({ arrived }) => arrived.file !== null)) events.emit({ type: 'folders.changed', revision })
    for (const { arrived } of committed) await announceChange(arrived, revision)
  }

  /** What became of the image that arrived is told already. */
  async function announceChange({ kind, imageId, change }: Arrived, revision: number): Promise<void> {
    if (!change) return
    const isTold = kind === 'added' || kind === 'restored'
    const restored = change.restored.filter((image) => !isTold || image !== imageId)
    await tellChange({ ...change, restored, hasNewPlaces: false, revision })
  }

  async function keepThumbnails(kept: Kept[]): Promise<void> {
    const rows = kept.flatMap(({ candidate: { thumbnail }, arrived: { kind, imageId } }) =>
      thumbnail && kind === 'added' ? [{ image: imageId, jpeg: thumbnail }] : [],
    )
    await thumbnails.put(rows)
  }

  /** What follows a commit must not fail what is already kept. */
  async function afterCommit(kept: Kept[]): Promise<Committed[]> {
    await keepThumbnails(kept).catch((error) => log('Thumbnails could not be kept', error))
    const committed = kept.map(({ candidate, arrived }) => ({ arrived, near: learn(candidate, arrived) }))
    if (committed.length > 0) await announce(committed)
    return committed
  }

  async function commitPlaced(candidates: Candidate[]): Promise<(Committed | Failure)[]> {
    await blobs.syncShards(candidates.flatMap(({ staged }) => (staged ? [staged.hash] : [])))
    return inTurn(async () => {
      const arrived = await arrivals.commit(candidates.map(({ arrival }) => arrival))
      const kept = candidates.flatMap((candidate, at) => keptOf(candidate, arrived[at]))
      if (kept.length < candidates.length) mayHaveOrphans = true
      const committed = await afterCommit(kept)
      return arrived.map((one) => (one instanceof Failure ? one : (committed.shift() as Committed)))
    })
  }

  async function work(candidates: Candidate[]): Promise<(Committed | Error)[]> {
    for (const { arrival } of candidates) placing.add(arrival.hash)
    try {
      const errors = await Promise.all(candidates.map(place))
      const committed = await commitPlaced(candidates.filter((_, at) => !errors[at]))
      return errors.map((error) => error ?? (committed.shift() as Committed | Failure))
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
