import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises'
import type { EmbeddedMetadata } from '#shared/metadata.ts'
import type { UnreadImage } from './index/embedded-metadata.ts'
import type { Parts } from './parts.ts'

export interface EmbeddedReadingParts extends Pick<Parts, 'index' | 'media'> {
  log: (message: string, cause?: unknown) => void
}

/** Milliseconds between two looks whether pictures are being stored, which goes first. */
const breather = 100

/** Reads in the background what EXIF tells of pictures that were in the library before that was read. `stop` ends it early. */
export function readEmbedded({ index: { embeddedMetadata }, media, log }: EmbeddedReadingParts) {
  let isStopped = false

  // What kills its reader tells nothing.
  const readOne = async ({ id, exif }: UnreadImage): Promise<[number, EmbeddedMetadata | null]> => [
    id,
    await media.embedded(exif).catch(() => null),
  ]

  async function readAll(): Promise<void> {
    await nextTurn()
    for (let some = embeddedMetadata.unread(); some && !isStopped; some = embeddedMetadata.unread()) {
      while (media.isBusy() && !isStopped) await pause(breather)
      const rows = await Promise.all(some.images.map(readOne))
      if (isStopped) return
      await embeddedMetadata.learn(rows, some.before)
      await nextTurn()
    }
  }

  const finished = readAll().catch((error) => log('The EXIF of older pictures could not be read', error))

  return {
    /** Ends it: the rest is read the next time. */
    stop(): Promise<void> {
      isStopped = true
      return finished
    },
  }
}
