import type { CallOutput } from '#shared/contract.ts'
import type { LibraryEvent } from '#shared/events.ts'
import type { ImageSummary } from '#shared/schema.ts'

/** Rows are fetched and dropped by pages of this many. */
export const pageSize = 200
const keptPages = 30

export interface Query {
  text: string
  view: 'library' | 'trash'
  /** The pictures that lie in this folder or below it; of the library alone. */
  folder?: string
}
export type ListAnswer = CallOutput<'images.list'>
export type Pages = ReadonlyMap<number, readonly ImageSummary[]>

/**
 * A result that holds still: the rows of a query up to `ceiling`, newest first, as far as they are loaded.
 * All pages are true of one state of the library, that of revision `answered`; nothing that was heard up to
 * `heard` changed which rows there are, unless `outdated` (a revision) says from when on they must be asked again.
 */
export interface Snapshot {
  ceiling: number
  total: number
  milliseconds: number
  answered: number
  heard: number
  outdated: number | null
  pages: Pages
}

const splitPages = (items: ImageSummary[], offset: number): Pages =>
  new Map(
    Array.from({ length: Math.ceil(items.length / pageSize) }, (_, page) => [
      offset / pageSize + page,
      items.slice(page * pageSize, (page + 1) * pageSize),
    ]),
  )

/**
 * A snapshot of one answer alone; its `offset` is a multiple of the page size. `touched` is the newest revision
 * heard of that changed which rows there are: an answer older than that is shown, but asked for again.
 */
export function startSnapshot(answer: ListAnswer, offset: number, touched = 0): Snapshot {
  const { ceiling, total, milliseconds, revision } = answer
  const outdated = revision < touched ? touched : null
  const pages = splitPages(answer.items, offset)
  return { ceiling, total, milliseconds, answered: revision, heard: Math.max(revision, touched), outdated, pages }
}

/** Keeps the pages used last: the most recently set are at a map’s end. */
function mergePages(old: Pages, fresh: Pages): Pages {
  const merged = new Map(old)
  for (const [page, rows] of fresh) {
    merged.delete(page)
    merged.set(page, rows)
  }
  for (const page of merged.keys()) {
    if (merged.size <= keptPages) break
    merged.delete(page)
  }
  return merged
}

/**
 * Takes in another stretch of the same result, or undefined when the answer is older than what is shown.
 * An answer newer than all that was heard stands alone, because what changed in between is not known;
 * so does one to an outdated snapshot.
 */
export function mergeAnswer(snapshot: Snapshot, answer: ListAnswer, offset: number): Snapshot | undefined {
  if (answer.revision < snapshot.answered) return undefined
  const isKnown = answer.revision <= snapshot.heard && snapshot.outdated === null
  if (!isKnown) return startSnapshot(answer, offset, snapshot.outdated ?? 0)
  return { ...snapshot, pages: mergePages(snapshot.pages, splitPages(answer.items, offset)) }
}

/** Whether an event can change which rows a query has at or below a ceiling. */
export function touches(event: LibraryEvent, query: Query): boolean {
  if (event.type === 'images.trashed' || event.type === 'images.restored') return true
  if (event.type === 'folders.changed') return query.folder !== undefined
  return event.type === 'images.changed' && (query.text !== '' || query.folder !== undefined)
}

/** The pages with newer rows, by id, in the places of the older ones. */
export function replaceRows(pages: Pages, byId: ReadonlyMap<number, ImageSummary>): Pages {
  const replace = (row: ImageSummary) => byId.get(row.id) ?? row
  const isMet = (rows: readonly ImageSummary[]) => rows.some((row) => byId.has(row.id))
  return new Map([...pages].map(([page, rows]) => [page, isMet(rows) ? rows.map(replace) : rows]))
}

const byId = (images: ImageSummary[]) => new Map(images.map((image) => [image.id, image]))

/** Takes in what the library told. Events not newer than the last answer are in it already. */
export function hearEvent(snapshot: Snapshot, event: LibraryEvent, query: Query): Snapshot {
  if (event.revision <= snapshot.answered) return snapshot
  const heard = Math.max(snapshot.heard, event.revision)
  const outdated = touches(event, query) ? Math.max(snapshot.outdated ?? 0, event.revision) : snapshot.outdated
  const pages = event.type === 'images.changed' ? replaceRows(snapshot.pages, byId(event.images)) : snapshot.pages
  return { ...snapshot, heard, outdated, pages }
}

/** The row at an index, if it is loaded. */
export const rowAt = (snapshot: Snapshot, index: number): ImageSummary | undefined =>
  snapshot.pages.get(Math.floor(index / pageSize))?.[index % pageSize]

/** The pages that cover the rows from `first` to `last`, within the result. */
export function pagesOf(first: number, last: number): number[] {
  const start = Math.floor(first / pageSize)
  return Array.from({ length: Math.max(0, Math.floor(last / pageSize) - start + 1) }, (_, page) => start + page)
}
