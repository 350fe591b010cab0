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

export interface RenderingState {
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

export type Rendering = StoreApi<RenderingState>

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
export function createRendering({ open, schedule, release }: Options): Rendering {
  let latest: Wish | null = null
  let waiting: Wish | null = null
  let quick: AbortController | null = null
  let stopExact = () => {}

  const store = createStore<RenderingState>((set) => ({
    ...initial,
    want(wish) {
      stopExact()
      if (wish.name !== latest?.name) forget()
      latest = wish
      waiting = wish
      set({ isPending: true, problem: null })
      void openQuick()
      stopExact = schedule(() => void openExact(wish), restMilliseconds)
    },
    rest() {
      stopExact()
      waiting = null
      set({ isPending: false, problem: null })
    },
    close() {
      stopExact()
      forget()
      latest = null
    },
  }))

  function forget() {
    quick?.abort()
    waiting = null
    const { seen } = store.getState()
    store.setState(initial)
    if (seen) release(seen.picture)
  }

  function show(wish: Wish, picture: OpenedPicture, isExact: boolean) {
    const { seen } = store.getState()
    store.setState({ seen: { wish, isExact, picture } })
    if (seen) release(seen.picture)
  }

  async function openQuick() {
    const wish = waiting
    if (quick || !wish) return
    const controller = new AbortController()
    quick = controller
    waiting = null
    const picture = await open(wish.quick, controller.signal).catch(() => null)
    quick = null
    const { seen } = store.getState()
    const isLate = controller.signal.aborted || (seen?.isExact === true && seen.wish === latest)
    if (picture && isLate) release(picture)
    else if (picture) show(wish, picture, false)
    void openQuick()
  }

  async function openExact(wish: Wish) {
    const controller = new AbortController()
    stopExact = () => controller.abort()
    const result = await open(wish.exact, controller.signal).catch((error: unknown) => reasonOf(error))
    if (controller.signal.aborted) {
      if (typeof result !== 'string') release(result)
      return
    }
    waiting = null
    if (typeof result === 'string') return store.setState({ isPending: false, problem: result })
    show(wish, result, true)
    store.setState({ isPending: false })
  }

  return store
}

const reasonOf = (error: unknown): string => (error instanceof Failure ? error.message : 'The library does not answer.')
