import type { FileSearch } from '#shared/file-search.ts'
import type { SearchConnection } from '../index/search-connection.ts'
import type { Setting } from './conditions.ts'
import { type ReadSearch, readSearch } from './criteria.ts'
import { raw, type Sql } from './sql.ts'
import { type Access, type Accesses, type FoundRow, statementFor } from './statements.ts'
import { countOf, type WayIn, type WayWish, wayInto } from './way-in.ts'

/** See `WayWish`; measured at a million files. Also former versions that are gathered and sorted without a thought. */
const mostFiles = 20_000
/** So many are still gathered where going through all in order takes too long. */
const mostGathered = 300_000
/** How much of the time goes into going through all in order, where gathering may be quicker. */
const firstShare = 0.3

/** Files of a way, else by what goes through all of them. */
const accessBy = (way: WayIn | undefined, otherwise: 'order' | 'all'): Access =>
  way ? { by: 'rows', files: way.files } : { by: otherwise }

/** The text whose words names are ranked by, if that is wanted. */
const rankedBy = ({ words }: ReadSearch, { sort }: FileSearch) =>
  sort === 'relevance' ? words?.values[0]?.text : undefined

/**
 * Finds the rows of a search: by an index that leaves few files to look at, else by going through all in the order that
 * is wanted, which is quick where many pass. Where too few are found so, they are gathered and sorted. Names are ranked
 * by their words where an index leaves few files, else all are as relevant as each other. Fails with `invalid`.
 */
export function findRows(connection: SearchConnection, wish: FileSearch, setting: Setting): FoundRow[] {
  const search = readSearch(wish, setting)
  const { criteria, types } = search
  if (types.length === 0) return []
  const countRows: WayWish['countRows'] = (rows, limit) =>
    connection.all<{ count: number }>(countOf(rows, limit))[0]?.count ?? 0
  const isFew = (rows: Sql) => countRows(rows, mostFiles + 1) <= mostFiles
  const wayOf = (most: number) =>
    types.includes('file') ? wayInto(criteria, { countRows, mostFiles: most }) : undefined
  const statement = (accesses: Accesses, ranked?: string) =>
    statementFor({ criteria, types, ranked, ...accesses }, wish)

  const way = wayOf(mostFiles)
  const versions = !types.includes('fileVersion') || isFew(raw('SELECT 1 FROM file_versions')) ? 'all' : 'order'
  const inOrder = { files: accessBy(way, 'order'), versions } as const
  if (versions === 'all' && (way || !types.includes('file')))
    return connection.all(statement(inOrder, rankedBy(search, wish)))
  // To gather so many as are skipped takes longer than to pass them by.
  if (wish.offset > mostFiles) return connection.all(statement(inOrder))
  const found = connection.allWithin<FoundRow>(firstShare, statement(inOrder))
  return found ?? connection.all(statement({ files: accessBy(wayOf(mostGathered), 'all'), versions: 'all' }))
}
