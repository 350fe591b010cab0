import { createStore, type StoreApi } from 'zustand/vanilla'
import { Failure } from '#shared/failure.ts'
import type { OpenedPicture } from './open-picture.ts'

/** What is to be seen: a picture by its name, and where its quick and its exact result are. */
export interface Wish {
  name: string
  quick: string
  exact: string
}

/** What is seen now: the exact result, or something fast that is like it. */
export interface Seen {
  wish: Wish
  isExact: boolean
  picture: OpenedPicture
}

interface RenderingState {
  /** Stays until the next is decoded; null for another picture. */
  seen: Seen | null
  /** Whether the exact result of the latest wish is awaited. */
  isPending: boolean
  /** Why the latest wish has no exact result, in words. */
  problem: string | null
  /** Wishes for a result; the latest wins. */
  want(wish: Wish): void
  /** Wishes for nothing for now: what is seen stays. */
  rest(): void
  /** Lets go of all. */
  close(): void
}

type Rendering = StoreApi<RenderingState>

interface Options {
  open(url: string, signal: AbortSignal): Promise<OpenedPicture>
  /** Does the work later, unless what it answers is called before. */
  schedule(work: () => void, milliseconds: number): () => void
  release(picture: OpenedPicture): void
}

/** How long a wish has to stand before the exact result is asked for. */
const restMilliseconds = 250

const initial = { seen: null, isPending: false, problem: null }

/**
 * Results in two stages: a quick one at every wish, the exact one when wishes rest. One quick one is under way at a
 * time, so that a wish that changes faster than pictures come still moves what is seen.
 */
export function createRendering(options: Options): Rendering {
  let latest: Wish | null = null
  const quick = createQuickLane(options, (wish, picture) => {
    const { seen } = store.getState()
    const isLate = seen?.isExact === true && seen.wish === latest
    if (isLate) options.release(picture)
    else show({ wish, picture, isExact: false })
  })
  const exact = createExactLane(options, (wish, result) => {
    quick.rest()
    if (typeof result === 'string') return store.setState({ isPending: false, problem: result })
    show({ wish, picture: result, isExact: true })
    store.setState({ isPending: false })
  })
  const store = createStore<RenderingState>((set, get) => ({
    ...initial,
    want(wish) {
      if (wish.name !== latest?.name) get().close()
      latest = wish
      set({ isPending: true, problem: null })
      quick.want(wish)
      exact.want(wish)
    },
    rest() {
      quick.rest()
      exact.stop()
      set({ isPending: false, problem: null })
    },
    close() {
      quick.close()
      exact.stop()
      latest = null
      show(null)
    },
  }))

  function show(next: Seen | null) {
    const { seen } = store.getState()
    store.setState(next ? { seen: next } : initial)
    if (seen) options.release(seen.picture)
  }

  return store
}

/** Asks for one quick result at a time; what waits is replaced by a later wish, what fails is left out. */
function createQuickLane({ open, release }: Options, take: (wish: Wish, picture: OpenedPicture) => void) {
  let waiting: Wish | null = null
  let running: AbortController | null = null
  async function run() {
    const wish = waiting
    if (running || !wish) return
    const controller = new AbortController()
    running = controller
    waiting = null
    const picture = await open(wish.quick, controller.signal).catch(() => null)
    running = null
    if (picture && controller.signal.aborted) release(picture)
    else if (picture) take(wish, picture)
    void run()
  }
  const rest = () => {
    waiting = null
  }
  return {
    want(wish: Wish) {
      waiting = wish
      void run()
    },
    /** Asks for no more; what is under way still comes. */
    rest,
    close() {
      rest()
      running?.abort()
    },
  }
}

/** Asks for the exact result of the latest wish once it has stood for a while; a later one gives the former up. */
function createExactLane(
  { open, schedule, release }: Options,
  take: (wish: Wish, result: OpenedPicture | string) => void,
) {
  let stop = () => {}
  async function run(wish: Wish) {
    const controller = new AbortController()
    stop = () => controller.abort()
    const result = await open(wish.exact, controller.signal).catch(reasonOf)
    if (!controller.signal.aborted) take(wish, result)
    else if (typeof result !== 'string') release(result)
  }
  return {
    want(wish: Wish) {
      stop()
      stop = schedule(() => void run(wish), restMilliseconds)
    },
    stop: () => stop(),
  }
}

const reasonOf = (error: unknown): string => (error instanceof Failure ? error.message : 'The library does not answer.')
