import type { Client } from '#shared/client.ts'
import { Failure } from '#shared/failure.ts'
import { type Duplicates, widestWish } from './duplicates.ts'
import { placeOf } from './queue.ts'
import { type Stage, stageOf } from './stage.ts'
import { refusals } from './triage-words.ts'

/** Members are asked for by so many. */
const membersAtOnce = 100
/** How often the next cluster may be gone by the time it is asked for before the walk gives up. */
const mostTries = 5

interface Options {
  client: Client
  duplicates: Duplicates
  stage(): Stage | null
  /** How often clusters were said to have changed. */
  news(): number
  /** Puts a cluster onto the stage, or nothing when the queue is empty. */
  put(stage: Stage | null, place: number): void
}

/** Brings clusters onto the stage; of several wishes the last one wins. */
export function createTurner({ client, duplicates, stage, news, put }: Options) {
  let awaited: object = {}
  const beginWish = () => {
    const wish = {}
    awaited = wish
    return () => awaited !== wish
  }

  /** Whether the cluster is there; it is shown unless another one was wished for meanwhile. */
  async function tryShow(hash: string, place: number, isOvertaken: () => boolean): Promise<boolean> {
    const { distance } = duplicates.getState().wish
    const asked = news()
    const answer = await client.duplicates.get({ hash, distance, limit: membersAtOnce }).catch(nothingWhereGone)
    if (isOvertaken()) return true
    if (answer) put(stageOf(answer, stage(), asked), place)
    return answer !== null
  }

  /** Shows what stands at a place of the queue, the last one when the place is past the end. */
  async function go(place: number): Promise<void> {
    const isOvertaken = beginWish()
    for (let tries = 0; tries < mostTries; tries += 1) {
      const row = await duplicates.getState().rowAt(place)
      const total = duplicates.getState().queue?.total ?? 0
      if (isOvertaken()) return
      if (!row && total > 0 && place >= total) return go(total - 1)
      if (!row) return put(null, 0)
      if (await tryShow(row.keeper.hash, place, isOvertaken)) return
      await duplicates.getState().reload()
    }
    throw new Failure('conflict', refusals.restless)
  }

  /** Shows the cluster of an image whatever the queue is filtered by; its place is known if it is loaded. */
  async function open(hash: string): Promise<void> {
    const isOvertaken = beginWish()
    const { wish, setWish, rowAt } = duplicates.getState()
    setWish({ ...widestWish, order: wish.order, kinds: undefined })
    await rowAt(0)
    if (!(await tryShow(hash, 0, isOvertaken))) {
      if (!stage()) await go(0)
      throw new Failure('notFound', refusals.gone)
    }
    const { queue } = duplicates.getState()
    const keeper = stage()?.cluster.keeper.hash ?? hash
    if (queue && !isOvertaken()) put(stage(), Math.max(placeOf(queue, keeper), 0))
  }

  return { go, open, show: (hash: string, place: number) => tryShow(hash, place, beginWish()) }
}

function nothingWhereGone(error: unknown): null {
  if (error instanceof Failure && error.code === 'notFound') return null
  throw error
}
