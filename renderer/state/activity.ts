import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ActivityRow } from '#shared/activity.ts'
import type { Client } from '#shared/client.ts'
import { Failure } from '#shared/failure.ts'
import type { Schedule } from './at-most-every.ts'

export interface ActivityState {
  /** The newest first; null until they are read. */
  rows: readonly ActivityRow[] | null
  /** Why the last question was not answered. */
  failure: Failure | null
  /** Whether what is shown stands still. */
  isPaused: boolean
  setPaused(isPaused: boolean): void
  /** Asks now and every two seconds, until the way to stop that it returns is gone. */
  watch(): () => void
}

export type Activity = StoreApi<ActivityState>

interface Options {
  client: Client
  schedule: Schedule
}

/** As many requests as the library keeps. */
const mostRows = 500
const everyMilliseconds = 2000

/** The requests of programs to the port, asked for anew while they are looked at and not paused. */
export function createActivity({ client, schedule }: Options): Activity {
  /** Identity of the one who looks: a round of any other ends by itself. */
  let watcher: object | null = null

  const store = createStore<ActivityState>((set) => ({
    rows: null,
    failure: null,
    isPaused: false,
    setPaused: (isPaused) => set({ isPaused }),
    watch() {
      const mine = {}
      watcher = mine
      void round(mine)
      return () => {
        if (watcher === mine) watcher = null
      }
    },
  }))

  async function round(mine: object) {
    const { isPaused, rows } = store.getState()
    if (!isPaused || !rows) await read(mine)
    if (watcher === mine) schedule(() => void (watcher === mine && round(mine)), everyMilliseconds)
  }

  /** What was paused meanwhile stays as it is. */
  async function read(mine: object) {
    const answer = await client.activity.list({ limit: mostRows }).catch(asFailure)
    const { isPaused, rows } = store.getState()
    if (watcher !== mine || (isPaused && rows)) return
    store.setState(answer instanceof Failure ? { failure: answer } : { rows: answer, failure: null })
  }

  return store
}

const asFailure = (error: unknown): Failure =>
  error instanceof Failure ? error : new Failure('internal', 'The requests could not be read.', { cause: error })
