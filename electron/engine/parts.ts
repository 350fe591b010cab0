import { join } from 'node:path'
import { createTurns } from '#shared/turns.ts'
import { createBlobStore } from './blobs/store.ts'
import { openThumbnails, type Thumbnails } from './blobs/thumbnails.ts'
import { createEvents } from './events.ts'
import { openIndex } from './index/index.ts'
import { createMediaPool, type MediaOptions } from './media/pool.ts'
import { createQueries } from './queries.ts'
import { createScan } from './scan/scan.ts'

export interface PartsOptions extends MediaOptions {
  directory: string
  now: () => number
}

/** What the library is made of, from the disk upwards: opened together, closed by the library. */
export async function openParts({ directory, now, ...mediaOptions }: PartsOptions) {
  const index = openIndex(join(directory, 'index.db'), now)
  const thumbnails = await openThumbnails(join(directory, 'thumbnails.db')).catch((error): Promise<Thumbnails> => {
    index.close({ clean: index.wasClean })
    throw error
  })
  const scan = createScan({
    images: index.listing.ids,
    trashed: index.listing.trashed,
    superseded: index.decisions.superseded,
    hashes: index.hashes.page,
    sources: index.entries.after,
  })
  return {
    index,
    thumbnails,
    scan,
    blobs: createBlobStore(directory),
    media: createMediaPool(mediaOptions),
    events: createEvents(() => index.revision, mediaOptions.log),
    // A write to the index and what is told of it are one turn: all hear of changes in the order of their revisions.
    inTurn: createTurns(),
    queries: createQueries({ scan, listing: index.listing, entries: index.entries, revision: () => index.revision }),
  }
}

export type Parts = Awaited<ReturnType<typeof openParts>>
