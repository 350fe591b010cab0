import type { Criteria } from './criteria.ts'
import { joined, raw, type Sql, sql } from './sql.ts'

/** A statement that gives the row ids of all files that may pass, and how many rows that are at most. */
export interface WayIn {
  files: Sql
  count: number
}

/** What is looked at to find a way. */
export interface WayWish {
  /** Counts the rows of a statement up to a limit. */
  countRows(rows: Sql, limit: number): number
  /** Where more files may pass, it is quicker to go through all in the order that is wanted. */
  mostFiles: number
}

/** So few that looking for fewer does not pay. */
const few = 200

/** How many rows a statement gives, counted up to a limit. */
export const countOf = (rows: Sql, limit: number): Sql =>
  sql`SELECT count(*) AS count FROM (SELECT 1 FROM (${rows}) LIMIT ${raw(String(limit))})`

/** Tests of one column of which all must hold are one: two ends of a range find what lies between. */
function withRanges(parts: readonly Criteria[]): Criteria[] {
  const columnOf = (part: Criteria) => (part.kind === 'test' ? part.test.way?.column : undefined)
  const byColumn = Map.groupBy(parts, (part) => columnOf(part) ?? part)
  return [...byColumn.values()].map((same) => {
    const tests = same.flatMap((part) => (part.kind === 'test' ? [part.test] : []))
    const ways = tests.flatMap(({ way }) => way ?? [])
    const [first] = tests
    if (!first || !ways[0] || tests.length < 2) return same[0] as Criteria
    const where = joined(
      ways.map((way) => way.where),
      ' AND ',
    )
    return { kind: 'test', test: { ...first, way: { ...ways[0], where } } }
  })
}

function narrowestOf(parts: readonly Criteria[], wish: WayWish): WayIn | undefined {
  let best: WayIn | undefined
  for (const part of withRanges(parts)) {
    const way = wayInto(part, wish)
    if (way && way.count < (best?.count ?? Number.POSITIVE_INFINITY)) best = way
    if (best && best.count <= few) return best
  }
  return best
}

function sumOf(parts: readonly Criteria[], wish: WayWish): WayIn | undefined {
  const ways: WayIn[] = []
  let count = 0
  for (const part of parts) {
    const way = wayInto(part, wish)
    count += way?.count ?? Number.POSITIVE_INFINITY
    if (!way || count > wish.mostFiles) return undefined
    ways.push(way)
  }
  const files = ways.map((way) => sql`SELECT * FROM (${way.files})`)
  return { files: joined(files, ' UNION ALL '), count }
}

/** The index by which the fewest files have to be looked at; none where those are many. */
export function wayInto(criteria: Criteria, wish: WayWish): WayIn | undefined {
  if (criteria.kind !== 'test') return (criteria.kind === 'and' ? narrowestOf : sumOf)(criteria.parts, wish)
  const { way } = criteria.test
  if (!way) return undefined
  const files = way.files(way.where)
  const count = wish.countRows(files, wish.mostFiles + 1)
  return count <= wish.mostFiles ? { files, count } : undefined
}
