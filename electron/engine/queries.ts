import type { EntryList } from './entry.ts'
import { createFolderPages } from './folder-pages.ts'
import type { createEntries } from './index/entries.ts'
import type { createListing, Page, PageWish } from './index/listing.ts'
import type { View } from './scan/image-states.ts'
import type { Near, Scan } from './scan/scan.ts'

export interface QueryParts {
  scan: Scan
  listing: ReturnType<typeof createListing>
  entries: ReturnType<typeof createEntries>
  /** The library’s counter, which every change raises. */
  revision: () => number
}

/** Searches, answered from memory by the scans, or by SQL while those are being loaded. */
export function createQueries({ scan, listing, entries, revision }: QueryParts) {
  const similar = async (hash: string, distance: number, turned: boolean): Promise<Near[]> =>
    scan.isReady ? scan.similar(hash, distance, turned) : listing.similar(hash, distance, turned)
  const pageOfAll = async (wish: PageWish): Promise<Page> => (scan.isReady ? scan.page(wish) : listing.page(wish))
  const pageOfFolder = createFolderPages({ listing, revision, pageOfAll })
  const page = async ({ folder = '/', ...wish }: PageWish & { folder?: string | undefined }): Promise<Page> =>
    folder === '/' ? pageOfAll(wish) : pageOfFolder({ ...wish, folder })

  return {
    similar,
    page,
    count: async (view: View): Promise<number> => (await page({ view, text: '', offset: 0, limit: 0 })).total,
    async searchEntries(text: string, limit: number): Promise<EntryList> {
      if (!scan.isReady || text === '') return entries.search(text, limit)
      const { sources, total } = scan.searchSources(text, limit)
      return { entries: await entries.bySource(sources), total }
    },
    async similarEntries(hash: string, distance: number, limit: number, turned = false): Promise<EntryList> {
      const near = await similar(hash, distance, turned)
      return { entries: await entries.byImage(near.slice(0, limit).map(({ image }) => image)), total: near.length }
    },
  }
}

export type Queries = ReturnType<typeof createQueries>
