/** Calls back later: `setTimeout`, but for tests. */
export type Schedule = (work: () => void, milliseconds: number) => void

/** Does the work once, a while after the first of several wishes. */
export function atMostEvery(milliseconds: number, work: () => void, schedule: Schedule): () => void {
  let planned = false
  return () => {
    if (planned) return
    planned = true
    schedule(() => {
      planned = false
      work()
    }, milliseconds)
  }
}
