export type InTurn = <T>(work: () => Promise<T>) => Promise<T>

/** Lets work happen one after another, in the order in which it was asked for. */
export function createTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = last.then(work)
    last = mine.catch(() => {})
    return mine
  }
}
