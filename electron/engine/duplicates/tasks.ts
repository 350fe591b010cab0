import type { DuplicateTask } from '#shared/duplicates.ts'
import type { Events } from '../events.ts'

/** Milliseconds between two announcements of the same work. */
const interval = 250

type Name = DuplicateTask['task']

/** Work in the background as it is told to listeners: how far, how fast, and how it ended. */
export function createTasks(events: Events, revision: () => number) {
  const known = new Map<Name, DuplicateTask>()

  function tell(progress: DuplicateTask): void {
    known.set(progress.task, progress)
    events.emit({ type: 'duplicates.progressed', revision: revision(), progress })
  }

  return {
    /** The latest of each kind of work. */
    list: () => [...known.values()],
    start(task: Name, total: number) {
      const startedAt = performance.now()
      let toldAt = Number.NEGATIVE_INFINITY
      let done = 0
      const rate = () => done / Math.max(0.001, (performance.now() - startedAt) / 1000)
      return {
        /** `of` is the new total, where that has grown. */
        advance(to: number, of = total): void {
          done = to
          total = of
          if (performance.now() - toldAt < interval) return
          toldAt = performance.now()
          tell({ task, state: 'running', done, total, rate: rate() })
        },
        end: (state: 'done' | 'cancelled') => tell({ task, state, done, total, rate: rate() }),
      }
    },
  }
}

export type Tasks = ReturnType<typeof createTasks>
