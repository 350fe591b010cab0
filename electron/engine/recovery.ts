import { sweepOrphans } from './blobs/sweep.ts'
import type { Parts } from './parts.ts'

export interface RecoveryParts extends Pick<Parts, 'index'> {
  directory: string
  isPlacing: (hash: string) => boolean
  log: (message: string, cause?: unknown) => void
}

/** After an unclean end, clears away in the background what was never acknowledged. `stop` ends it early. */
export function recover({ index, directory, isPlacing, log }: RecoveryParts) {
  const stopping = new AbortController()
  const isKnown = async (hash: string) => (await index.images.idOf(hash)) !== undefined

  async function sweep(): Promise<boolean> {
    try {
      const moved = await sweepOrphans({ directory, isKnown, isPlacing, signal: stopping.signal })
      if (moved.length > 0) log(`${moved.length} blobs without a row were moved to quarantine/`)
      return !stopping.signal.aborted
    } catch (error) {
      log('The sweep ended early', error)
      return false
    }
  }
  const finished = index.wasClean ? Promise.resolve(true) : sweep()

  return {
    /** Ends it, and tells whether it had come to its end before. */
    stop(): Promise<boolean> {
      stopping.abort()
      return finished
    },
  }
}
