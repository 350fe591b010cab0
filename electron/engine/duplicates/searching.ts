import { startJoin } from '../scan/join.ts'
import type { Matching } from './matching.ts'
import type { Tasks } from './tasks.ts'

/** Shares of the work that progress is told in. */
const shares = 1000

/** The search of the whole library, off the engine's thread: every picture against every other by hash. */
export function createSearching({ matching, tasks }: { matching: Matching; tasks: Tasks }) {
  let running: { cancel(): void; finished: Promise<'done' | 'cancelled'> } | undefined

  async function run(): Promise<'done' | 'cancelled'> {
    const task = tasks.start('searching', shares)
    const join = startJoin(matching.snapshot(), {
      onEdges({ a, b, distance, detailDistance, orientation }) {
        matching.note(
          Array.from(a, (first, at) => ({
            a: first,
            b: b[at] ?? 0,
            distance: distance[at] ?? 0,
            detailDistance: detailDistance[at] ?? 0,
            orientation: orientation[at] ?? 0,
          })),
        )
      },
      onProgress: (share) => task.advance(Math.round(share * shares)),
    })
    running = join
    try {
      const outcome = await join.finished
      task.end(outcome)
      return outcome
    } catch (error) {
      task.end('cancelled')
      throw error
    } finally {
      running = undefined
    }
  }

  return {
    run,
    get isRunning() {
      return running !== undefined
    },
    /** Whether there was a search to stop. */
    cancel(): boolean {
      running?.cancel()
      return running !== undefined
    },
    async close(): Promise<void> {
      running?.cancel()
      await running?.finished.catch(() => {})
    },
  }
}
