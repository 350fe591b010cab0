import type { FieldRow } from '../index/custom-fields.ts'
import type { Parameter } from '../index/search-connection.ts'
import type { Condition } from './grammar.ts'
import { type Columns, columnsOf } from './kinds.ts'
import { joined, raw, type Sql, sql, timed } from './sql.ts'

/** A condition as SQL. */
export interface Test {
  /** Whether a row of a kind passes. */
  holds(columns: Columns): Sql
  /** Left out where no index leads to the files that pass. */
  way?: Way
}

/** A way to the files that pass a test, and maybe to more, by an index. */
export interface Way {
  /** Row ids of the files for which that holds. */
  files(where: Sql): Sql
  where: Sql
  /** The column that `where` is about: one look at its index answers all tests of it, if it has one value for a file. */
  column?: keyof Columns
}

/** What tests depend on beside their condition. */
export interface Setting {
  /** Milliseconds. */
  now: number
  customFields: readonly FieldRow[]
  /** Row ids of images by what was asked of perceptual hashes (`nearKey`). */
  near: ReadonlyMap<string, readonly number[]>
}

/** A field of queries: its operators, as they are written, and what they come to. */
export interface Field {
  operators: readonly string[]
  test(condition: Condition, setting: Setting): Test
}

type Comparison = Pick<Condition, 'operator' | 'isNegated'>

/** The least text that is larger than all that begin so: by code points, as SQLite compares. Undefined for none. */
function afterPrefix(prefix: string): string | undefined {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0)
  while (points.at(-1) === 0x10ffff) points.pop()
  const last = points.pop()
  if (last === undefined) return undefined
  return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1)
}

/** Whether a text begins so, as a range that an index can answer. */
export function startsWith(text: Sql, prefix: string): Sql {
  const end = afterPrefix(prefix)
  return end === undefined ? sql`${text} >= ${prefix}` : sql`(${text} >= ${prefix} AND ${text} < ${end})`
}

/** How a value compares with those of a condition, leaving aside whether that is negated. */
export function compared(value: Sql, { operator }: Comparison, given: readonly Parameter[]): Sql {
  const [first = ''] = given
  if (operator === 'EXISTS') return sql`${value} IS NOT NULL`
  if (operator === 'IN') return sql`${value} IN (${joined(given, ', ')})`
  if (operator === ':') return startsWith(value, String(first))
  return sql`${value} ${raw(operator)} ${first}`
}

/** A test whose negation holds for all that does not pass, what has no value among it. */
export function testOf({ isNegated }: Comparison, holds: (columns: Columns) => Sql, way?: Way): Test {
  if (isNegated) return { holds: (columns) => sql`NOT coalesce(${holds(columns)}, FALSE)` }
  return way ? { holds, way } : { holds }
}

/** Files that an index of files finds. */
export const filesBy = (index: string, where: Sql): Sql =>
  sql`SELECT f.id FROM files AS f INDEXED BY ${raw(index)} WHERE f.trashed_at IS NULL AND ${where} AND ${timed('f.id')}`

/** Files of the images that an index finds; `image` is the column that names them. */
export const filesOfImages = (images: Sql, image: string, where: Sql): Sql =>
  sql`SELECT f.id FROM ${images} CROSS JOIN files AS f INDEXED BY files_of_image ON f.image_id = ${raw(image)}
    WHERE f.trashed_at IS NULL AND ${where} AND ${timed(image)}`

/** Files of the images that an index of that table finds. */
export const filesByImages = (index: string, where: Sql): Sql =>
  filesOfImages(sql`images AS i INDEXED BY ${raw(index)}`, 'i.id', where)

/** A way that a whole statement is. */
export const wayBy = (statement: Sql): Way => ({ files: () => statement, where: statement })

/** A test of one column, by an index where one is told. */
export function columnTest(
  condition: Comparison,
  column: Exclude<keyof Columns, 'hasWords'>,
  given: readonly Parameter[],
  files?: Way['files'],
): Test {
  const holds = (columns: Columns) => compared(columns[column], condition, given)
  return testOf(condition, holds, files && { files, where: holds(columnsOf.file), column })
}
