import type { EntryList } from './entry.ts'
import type { createEntries } from './index/entries.ts'
import type { createListing, FolderWish, Page, PageWish } from './index/listing.ts'
import type { View } from './scan/image-states.ts'
import type { Near, Scan } from './scan/scan.ts'
import { createUntilChanged } from './until-changed.ts'

export interface QueryParts {
  scan: Scan
  listing: ReturnType<typeof createListing>
  entries: ReturnType<typeof createEntries>
  /** The library’s counter, which every change raises. */
  revision: () => number
}

/** Lists of folders that are kept ready: each is as long as the folder has pictures. */
const mostLists = 4

/** Searches, answered from memory by the scans, or by SQL while those are being loaded. */
export function createQueries({ scan, listing, entries, revision }: QueryParts) {
  const similar = async (hash: string, distance: number, turned: boolean): Promise<Near[]> =>
    scan.isReady ? scan.similar(hash, distance, turned) : listing.similar(hash, distance, turned)
  const listFolder = createUntilChanged(revision)((_, wish: FolderWish) => listing.inFolder(wish), mostLists)

  async function pageOfFolder({ view, folder, text, ceiling: asked, offset, limit }: FolderWish & PageWish) {
    const ceiling = asked ?? (await listing.newest())
    const all = await listFolder(`${view} ${folder}\n${text}`, { view, folder, text })
    const newer = all.findIndex((image) => image <= ceiling)
    const start = newer < 0 ? all.length : newer
    return { images: all.slice(start + offset, start + offset + limit), total: all.length - start, ceiling }
  }

  async function page({ folder = '/', ...wish }: PageWish & { folder?: string | undefined }): Promise<Page> {
    if (folder !== '/') return pageOfFolder({ ...wish, folder })
    return scan.isReady ? scan.page(wish) : listing.page(wish)
  }

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
