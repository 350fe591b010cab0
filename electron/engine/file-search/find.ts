import type { FileSearch } from '#shared/file-search.ts'
import type { SearchConnection } from '../index/search-connection.ts'
import type { Setting } from './conditions.ts'
import { type ReadSearch, readSearch } from './criteria.ts'
import type { Sql } from './sql.ts'
import { type Access, type FoundRow, statementFor } from './statements.ts'
import { countOf, wayInto } from './way-in.ts'
import { matchOf } from './words.ts'

/** See `WayWish`; measured at a million files. */
const mostFiles = 20_000
/** How much of the time goes into the first of two ways. */
const firstShare = 0.3

const matchOfWords = ({ words }: ReadSearch) => matchOf(words?.values[0]?.text ?? '')

/**
 * Finds the rows of a search: by an index that leaves few files to look at, else by going through all in the order that
 * is wanted, which is quick where many pass. Where an order by images finds too few so, files are gathered and sorted.
 * Fails with `invalid`.
 */
export function findRows(connection: SearchConnection, wish: FileSearch, setting: Setting): FoundRow[] {
  const search = readSearch(wish, setting)
  const { criteria, types } = search
  const statement = (access: Access) => statementFor({ criteria, types, access }, wish)
  const all = (access: Access) => connection.all<FoundRow>(statement(access))
  if (wish.sort === 'relevance' && search.words) return all({ by: 'rank', match: matchOfWords(search) })
  const countRows = (rows: Sql, limit: number) => connection.all<{ count: number }>(countOf(rows, limit))[0]?.count ?? 0
  const way = types.includes('file') ? wayInto(criteria, { countRows, mostFiles }) : undefined
  if (way) return all({ by: 'rows', files: way.files })
  if (!['width', 'height', 'size'].includes(wish.sort)) return all({ by: 'order' })
  return connection.allWithin<FoundRow>(firstShare, statement({ by: 'order' })) ?? all({ by: 'age' })
}
