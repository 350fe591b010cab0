import type { Reply } from '#shared/failure.ts'
import type { FileSearch, FoundItem, FoundItems } from '#shared/file-search.ts'
import { lastName } from '#shared/folder-paths.ts'
import { createCustomFields } from '../index/custom-fields.ts'
import { createFiles } from '../index/files.ts'
import { createFoundItems } from '../index/found-items.ts'
import { openSearchConnection } from '../index/search-connection.ts'
import { findRows } from './find.ts'
import { kilometersBetween } from './place-condition.ts'
import type { FoundRow } from './statements.ts'
import { instantOf } from './values.ts'
import { hasWords, rankOf } from './words.ts'

/** What the thread is started with. */
export interface SearchStart {
  /** Of the index. */
  path: string
  /** Milliseconds of computing that a search may take. */
  budget: number
  /** One number in shared memory: not 0 once the library closes. */
  stopped: Int32Array
}

/** What the thread is asked: `now` is in milliseconds. */
export interface SearchOrder {
  id: number
  wish: FileSearch
  now: number
  near: ReadonlyMap<string, readonly number[]>
}

/** What the thread answers; a bug is told as text. */
export type SearchAnswer = { id: number; reply: Reply<FoundItems> } | { id: number; bug: string }

/** By the kind of a row. */
const tables = ['files', 'versions', 'folders'] as const

/** What the SQL of searches calls. */
export const searchFunctions = {
  has_words: hasWords,
  rank_of: rankOf,
  last_name: lastName,
  kilometers_between: kilometersBetween,
  instant_of: (value: unknown) => (typeof value === 'string' ? instantOf(value) : null),
}

/** Opens a connection of its own on the index, on which searches are done one after the other. */
export function openSearches({ path, budget, stopped }: SearchStart) {
  const connection = openSearchConnection(path, searchFunctions, () => Atomics.load(stopped, 0) !== 0)
  const { reader } = connection
  const customFields = createCustomFields(reader)
  const read = createFoundItems(reader, createFiles(reader, customFields))
  const revision = reader.prepare<[], number>('SELECT revision FROM library').pluck()

  async function itemsOf(rows: readonly FoundRow[]): Promise<FoundItem[]> {
    const [files = [], versions = [], folders = []] = tables.map((_, kind) =>
      rows.filter((row) => row.kind === kind).map(({ id }) => id),
    )
    const found = await read({ files, versions, folders })
    return rows.flatMap(({ kind, id }) => {
      const item = found[tables[kind] ?? 'files'].get(id)
      return item ? [item] : []
    })
  }

  return {
    async find({ wish, now, near }: Omit<SearchOrder, 'id'>): Promise<FoundItems> {
      const startedAt = performance.now()
      connection.begin(budget)
      const at = revision.get() ?? 0
      const rows = findRows(connection, wish, { now, near, customFields: customFields.rows() })
      const items = await itemsOf(rows)
      return { items, revision: at, milliseconds: performance.now() - startedAt }
    },
    close: connection.close,
  }
}
