import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Client } from '#shared/client.ts'
import type { ClusterSummary, DuplicateTask } from '#shared/duplicates.ts'
import type { LibraryEvent } from '#shared/events.ts'
import { Failure } from '#shared/failure.ts'
import { widestDistance } from '#shared/hamming.ts'
import { atMostEvery, type Schedule } from './at-most-every.ts'
import { clusterAt, covers, mergeStretch, type Queue, type QueueWish, type Stretch, stretchOf } from './queue.ts'

export interface DuplicatesState {
  wish: QueueWish
  /** Null until the first answer; that of the former wish while `isPending`. */
  queue: Queue | null
  isPending: boolean
  failure: Failure | null
  /** How many clusters are open at the widest radius; null until it is known. */
  open: number | null
  /** The work in the background, as it was last told of. */
  tasks: readonly DuplicateTask[]
  setWish(change: Partial<QueueWish>): void
  /** Which rows are in sight; what is missing of them is asked for. */
  show(first: number, last: number): void
  /** The cluster at a place, asked for where it is not loaded; undefined past the end. */
  rowAt(index: number): Promise<ClusterSummary | undefined>
  /** Asks again for what is in sight. */
  reload(): Promise<void>
  /** What was asked for before this is no longer true. */
  expectChange(): void
  hear(event: LibraryEvent): void
  retry(): void
}

export type Duplicates = StoreApi<DuplicatesState>

interface Options {
  client: Client
  schedule: Schedule
}

export const widestWish: QueueWish = {
  distance: widestDistance,
  order: 'tightest',
  sameDomain: false,
  acrossClients: false,
}

/** Changes come in bursts: an outdated queue is asked for again, and the open ones are counted, no faster than this. */
const refreshMilliseconds = 150
const countMilliseconds = 400
const loadingMilliseconds = 500

/** The queue of clusters that the window looks at, by pages, and the work in the background. */
export function createDuplicates({ client, schedule }: Options): Duplicates {
  let sight: Stretch | null = null
  /** Identity of the question whose answer is awaited; another wish makes a new one. */
  let awaited: object | null = null
  /** How often clusters were said to have changed: at all, and before what is shown was asked for. */
  let news = 0
  let known = 0
  const askSoon = atMostEvery(refreshMilliseconds, ask, schedule)
  const countSoon = atMostEvery(countMilliseconds, () => void count(), schedule)

  const store = createStore<DuplicatesState>(() => ({
    wish: widestWish,
    queue: null,
    isPending: true,
    failure: null,
    open: null,
    tasks: [],
    setWish(change) {
      store.setState(({ wish }) => ({ wish: { ...wish, ...change }, isPending: true, failure: null }))
      awaited = null
      ask()
    },
    show(first, last) {
      sight = stretchOf(first, last)
      ask()
    },
    rowAt,
    async reload() {
      if (sight) await load(sight)
    },
    expectChange() {
      news += 1
      askSoon()
    },
    hear,
    retry() {
      store.setState({ failure: null })
      ask()
    },
  }))

  function hear(event: LibraryEvent) {
    if (event.type === 'duplicates.progressed') takeTask(event.progress)
    if (event.type !== 'duplicates.changed' && event.type !== 'library.reset') return
    // What a reset is about is not told: whatever is shown must be asked for again.
    if (event.type === 'library.reset') startOver()
    store.getState().expectChange()
    countSoon()
  }

  function startOver() {
    awaited = null
    store.setState({ isPending: true, failure: null })
    void readTasks()
  }

  function takeTask(progress: DuplicateTask) {
    const others = store.getState().tasks.filter(({ task }) => task !== progress.task)
    store.setState({ tasks: [...others, progress] })
  }

  const isTrue = () => {
    const { queue, isPending } = store.getState()
    return queue !== null && !isPending && known === news
  }

  function ask() {
    const { queue, failure } = store.getState()
    if (awaited || !sight || failure || (queue && isTrue() && covers(queue, sight))) return
    const question = {}
    awaited = question
    load(sight)
      .catch((error: unknown) => awaited === question && store.setState({ failure: asFailure(error) }))
      .finally(() => {
        if (awaited !== question) return
        awaited = null
        askSoon()
      })
  }

  /** Asks for a stretch and takes it in, unless another wish was made meanwhile. */
  async function load({ offset, limit }: Stretch): Promise<void> {
    const { wish } = store.getState()
    const asked = news
    const answer = await client.duplicates.list({ ...wish, offset, limit })
    const { queue, isPending, ...now } = store.getState()
    if (now.wish !== wish || asked < known) return
    const former = isPending || known < asked ? null : queue
    known = asked
    store.setState({ queue: mergeStretch(former, answer, offset), isPending: false, failure: null })
    if (answer.loading) schedule(() => void now.reload().catch(() => {}), loadingMilliseconds)
  }

  async function rowAt(index: number): Promise<ClusterSummary | undefined> {
    const { queue } = store.getState()
    const known = queue && isTrue() ? clusterAt(queue, index) : undefined
    if (known) return known
    await load(stretchOf(index, index))
    const now = store.getState().queue
    return now ? clusterAt(now, index) : undefined
  }

  async function count() {
    const answer = await client.duplicates.list({ limit: 0 }).catch(() => null)
    if (!answer) return
    store.setState({ open: answer.total })
    if (answer.loading) schedule(countSoon, loadingMilliseconds)
  }

  async function readTasks() {
    const tasks = await client.duplicates.tasks({}).catch(() => null)
    if (tasks) store.setState({ tasks })
  }

  countSoon()
  void readTasks()
  return store
}

const asFailure = (error: unknown): Failure =>
  error instanceof Failure
    ? error
    : new Failure('internal', 'The duplicates could not be read. Try again.', { cause: error })
