import { randomBytes } from 'node:crypto'
import { rmSync, statSync, writeFileSync } from 'node:fs'
import { Failure } from '#shared/failure.ts'

const size = 1024 * 1024

export interface Reserve {
  /** Sets the room aside, where there is any. */
  fill(): void
  /** Runs the work; if the disk is too full for it, once more on the room that was set aside. */
  lend<T>(work: () => T): T
}

/**
 * A megabyte kept at `path`, so that opening, trashing and undoing work on a full disk, where nothing can be stored.
 * Random bytes, because a file system may give no room to zeros.
 */
export function createReserve(path: string): Reserve {
  const isThere = () => statSync(path, { throwIfNoEntry: false })?.size === size

  return {
    fill() {
      try {
        if (!isThere()) writeFileSync(path, randomBytes(size))
      } catch {
        rmSync(path, { force: true })
      }
    },
    lend(work) {
      try {
        return work()
      } catch (error) {
        if (!(error instanceof Failure && error.code === 'diskFull' && isThere())) throw error
        rmSync(path)
        return work()
      }
    },
  }
}
