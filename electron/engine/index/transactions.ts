import { explainFullDisk, type WritableDatabase } from './database.ts'
import type { Reserve } from './reserve.ts'

export interface Transactions {
  /** The value of the library's counter after the last commit. */
  readonly revision: number
  /** Runs `work` as one transaction, at once unless others write; `next()` raises the counter. All of it is kept, or nothing. */
  run<T>(work: (next: () => number) => T): Promise<T>
  /** As `run`, on a full disk too: for small changes that must not wait for room. */
  runAlways<T>(work: (next: () => number) => T): Promise<T>
  /** Lets another connection write until `work` is done; what is to be run here waits for it. */
  lend<T>(work: () => Promise<T>): Promise<T>
  /** Resolves when no other connection writes. */
  idle(): Promise<void>
}

/** The one way to write to the index. A full disk is a `diskFull` failure. */
export function createTransactions(writer: WritableDatabase, reserve: Reserve): Transactions {
  const save = writer.prepare('UPDATE library SET revision = ? WHERE id = 1')
  const saved = writer.prepare<[], number>('SELECT revision FROM library').pluck()
  let revision = saved.get() ?? 0
  let lent: Promise<unknown> | undefined

  function runNow<T>(work: (next: () => number) => T): T {
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
    async idle() {
      while (lent) await lent
    },
    async run(work) {
      while (lent) await lent
      return runNow(work)
    },
    async runAlways(work) {
      while (lent) await lent
      return reserve.lend(() => runNow(work))
    },
    async lend(work) {
      while (lent) await lent
      const done = work()
      lent = done.catch(() => {})
      try {
        return await done
      } finally {
        lent = undefined
        revision = saved.get() ?? revision
      }
    },
  }
}
