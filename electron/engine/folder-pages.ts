import type { createListing, Page, PageWish } from './index/listing.ts'
import { createUntilChanged } from './until-changed.ts'

interface FolderWish extends PageWish {
  folder: string
}

interface FolderParts {
  listing: Pick<ReturnType<typeof createListing>, 'inFolder' | 'newest'>
  /** Pages of the whole library or trash. */
  pageOfAll(wish: PageWish): Promise<Page>
  /** The library’s counter, which every change raises. */
  revision: () => number
}

/** Lists of folders that are kept ready: each is as long as the folder has pictures. */
const mostLists = 4
/** More than a library has. */
const mostImages = 2 ** 31 - 1

const nameOf = (...parts: string[]) => JSON.stringify(parts)

/** Pages of what lies in a folder or below it, from one list for all pages until the library changes. */
export function createFolderPages({ listing, pageOfAll, revision }: FolderParts) {
  const untilChanged = createUntilChanged(revision)
  const list = untilChanged((_, { view, folder }: FolderWish) => listing.inFolder(view, folder), mostLists)
  const find = untilChanged(async (_, wish: FolderWish) => {
    const { view, folder, text } = wish
    const there = await list(nameOf(view, folder), wish)
    const { images } = await pageOfAll({ view, text, offset: 0, limit: mostImages })
    const found = new Set(images)
    return there.filter((image) => found.has(image))
  }, mostLists)

  return async (wish: FolderWish): Promise<Page> => {
    const { view, folder, text, offset, limit } = wish
    const ceiling = wish.ceiling ?? (await listing.newest())
    const all = await (text === '' ? list(nameOf(view, folder), wish) : find(nameOf(view, folder, text), wish))
    const known = all.findIndex((image) => image <= ceiling)
    const first = known < 0 ? all.length : known
    return { images: all.slice(first + offset, first + offset + limit), total: all.length - first, ceiling }
  }
}
