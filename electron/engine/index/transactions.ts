import { explainFullDisk, type WritableDatabase } from './database.ts'
import type { Reserve } from './reserve.ts'

export interface Transactions {
  /** The value of the library's counter after the last commit. */
  readonly revision: number
  /** Runs `work` as one transaction; `next()` raises the counter. All of it is kept, or nothing. */
  run<T>(work: (next: () => number) => T): T
  /** As `run`, on a full disk too: for small changes that must not wait for room. */
  runAlways<T>(work: (next: () => number) => T): T
}

/** The one way to write to the index. A full disk is a `diskFull` failure. */
export function createTransactions(writer: WritableDatabase, reserve: Reserve): Transactions {
  const save = writer.prepare('UPDATE library SET revision = ? WHERE id = 1')
  let revision = writer.prepare('SELECT revision FROM library').pluck().get() as number

  function run<T>(work: (next: () => number) => T): T {
    let at = revision
    const whole = writer.transaction(() => {
      const value = work(() => ++at)
      save.run(at)
      return value
    })
    try {
      const value = whole.immediate()
      revision = at
      return value
    } catch (error) {
      throw explainFullDisk(error)
    }
  }

  return {
    get revision() {
      return revision
    },
    run,
    runAlways: (work) => reserve.lend(() => run(work)),
  }
}
