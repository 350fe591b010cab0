import type { ActivityRow } from '#shared/activity.ts'

/** Requests that are kept. */
const most = 500

/** A request as it is noted; `at` in milliseconds since 1970. */
export type Answered = Omit<ActivityRow, 'id' | 'at'> & { at: number }

/** The last requests that programs made to the library, in memory alone. */
export function createActivity() {
  const kept: (Answered & { id: number })[] = []
  let last = 0

  return {
    note(answered: Answered): void {
      kept.push({ ...answered, id: ++last })
      if (kept.length > most) kept.shift()
    },
    /** The latest first. */
    list: (limit: number): ActivityRow[] =>
      kept
        .slice(-limit)
        .reverse()
        .map((row) => ({ ...row, at: new Date(row.at).toISOString() })),
  }
}

export type Activity = ReturnType<typeof createActivity>
