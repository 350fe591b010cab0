import type { Parameter } from '../index/search-connection.ts'
import {
  columnTest,
  compared,
  type Field,
  filesBy,
  filesByImages,
  filesOfImages,
  type Setting,
  startsWith,
  type Test,
  testOf,
  wayBy,
} from './conditions.ts'
import type { Condition } from './grammar.ts'
import type { Columns } from './kinds.ts'
import { nearKey } from './near.ts'
import { joined, raw, type Sql, sql, timed } from './sql.ts'
import { queryFailure } from './tokens.ts'
import { readBoolean, readFormat, readHash, readPath } from './values.ts'
import { matchOf } from './words.ts'

const textsOf = ({ values }: Condition) => values.map(({ text }) => text)

/** Names as they may have been stored: as they are asked for, and with composed letters. */
const spellings = (names: string[]) => [...new Set(names.flatMap((name) => [name, name.normalize('NFC')]))]

/** What a full-text search looks for, and the expression for the index. */
function wordsOf({ values: [value] }: Condition): { text: string; match: string } {
  const text = value?.text ?? ''
  const match = matchOf(text)
  if (match === '') throw queryFailure(value?.at ?? 0, 'there is no word in this to look for.')
  return { text, match }
}

/** Names: equal, by their beginning, or by their words. */
export function nameTest(condition: Condition): Test {
  const names = spellings(textsOf(condition))
  const operator = condition.operator === '=' && names.length > 1 ? 'IN' : condition.operator
  if (operator !== 'HAS')
    return columnTest({ ...condition, operator }, 'name', names, (where) => filesBy('files_by_name', where))
  const { text, match } = wordsOf(condition)
  const found = sql`SELECT rowid FROM file_names WHERE file_names MATCH ${match} AND ${timed('rowid')}`
  return testOf(condition, (columns) => columns.hasWords(text, match), wayBy(found))
}

/** All values of a column that pass, each found by one look into its index. */
const eachOf = (table: string, column: string, where: Sql): Sql =>
  sql`${raw(`WITH RECURSIVE each (value) AS (SELECT min(${column}) FROM ${table} UNION ALL
    SELECT (SELECT min(${column}) FROM ${table} WHERE ${column} > each.value) FROM each WHERE each.value IS NOT NULL)
    SELECT value FROM each`)} WHERE tick() AND ${where}`

/** Where few values are left that a negation lets pass, they lead to the files. */
const othersOf = (table: string, column: string, given: readonly Parameter[]): Sql =>
  eachOf(table, column, sql`value NOT IN (${joined(given, ', ')})`)

function tagIs(tag: Sql, condition: Condition): Sql {
  if (condition.operator === 'EXISTS') return raw('TRUE')
  if (condition.operator === 'IN') return compared(tag, condition, textsOf(condition))
  const { text } = wordsOf(condition)
  return sql`${tag} IN (${eachOf('file_tags', 'tag', sql`has_words(value, ${text})`)})`
}

/** Tags of a file: some of them, one that has the words, or any. */
export function tagsTest(condition: Condition): Test {
  // The plus keeps SQLite from looking for each tag of a list among those of each file.
  const holds = ({ file }: Columns) =>
    sql`EXISTS (SELECT 1 FROM file_tags WHERE file_id = ${file} AND ${tagIs(raw('+tag'), condition)})`
  const files = sql`SELECT DISTINCT file_id FROM file_tags WHERE ${tagIs(raw('tag'), condition)} AND ${timed('file_id')}`
  return testOf(condition, holds, wayBy(files))
}

/** The client that an image first came from. */
export function createdByTest(condition: Condition): Test {
  const clients = textsOf(condition)
  const firstOf = ({ image }: Columns) =>
    sql`(SELECT client_name FROM sources INDEXED BY sources_of_image WHERE image_id = ${image} ORDER BY id LIMIT 1)`
  const sources = raw('sources AS s INDEXED BY sources_by_client')
  const holds = (columns: Columns) => compared(firstOf(columns), condition, clients)
  const others = sql`s.client_name IN (${othersOf('sources', 'client_name', clients)})`
  const where = condition.isNegated ? others : compared(raw('s.client_name'), condition, clients)
  return { ...testOf(condition, holds), way: wayBy(filesOfImages(sources, 's.image_id', where)) }
}

/** The content type of the image. */
export function formatTest(condition: Condition, { now }: Setting): Test {
  const types = condition.values.map((value) => readFormat(value, now))
  const others = sql`i.content_type IN (${othersOf('images', 'content_type', types)})`
  const where = condition.isNegated ? others : compared(raw('i.content_type'), condition, types)
  const holds = ({ contentType }: Columns) => compared(contentType, condition, types)
  return { ...testOf(condition, holds), way: wayBy(filesByImages('images_by_type', where)) }
}

/** URLs that an image was found at. */
export function urlTest(condition: Condition): Test {
  const where = compared(raw('s.url'), condition, textsOf(condition))
  const holds = ({ image }: Columns) =>
    sql`EXISTS (SELECT 1 FROM sources AS s INDEXED BY sources_of_image WHERE s.image_id = ${image} AND ${where})`
  return testOf(
    condition,
    holds,
    wayBy(filesOfImages(raw('sources AS s INDEXED BY sources_by_url'), 's.image_id', where)),
  )
}

/** Images whose perceptual hash is that, or near it: they were looked for before. */
export function pHashTest(condition: Condition, { near }: Setting): Test {
  const images = JSON.stringify(condition.values.flatMap((value) => near.get(nearKey(condition, value)) ?? []))
  condition.values.forEach(readHash)
  const holds = ({ image }: Columns) => sql`${image} IN (SELECT value FROM json_each(${images}))`
  return testOf(condition, holds, wayBy(filesOfImages(sql`json_each(${images}) AS near`, 'near.value', raw('TRUE'))))
}

/** The folder that a file or folder lies in; with `:`, somewhere below it, too. */
export function pathTest(condition: Condition): Test {
  const paths = spellings(condition.values.map(readPath))
  const isThere = sql`path IN (${joined(paths, ', ')})`
  const below = joined(
    paths.map((path) => startsWith(raw('path'), path === '/' ? '/' : `${path}/`)),
    ' OR ',
  )
  const wanted = sql`(SELECT id FROM folders WHERE ${condition.operator === ':' ? sql`${isThere} OR ${below}` : isThere})`
  const found = filesBy('files_in_folder', sql`f.folder_id IN ${wanted}`)
  return testOf(condition, ({ folder }) => sql`${folder} IN ${wanted}`, wayBy(found))
}

/** A field that is true or false; `way` finds those of the rarer kind, which an index lists. */
export function switchTest(
  column: 'isPrivate' | 'isPublished' | 'hasAlpha',
  way: (where: Sql) => Sql,
  rare = column !== 'isPublished',
): Field {
  return {
    operators: ['='],
    test(condition) {
      const isWanted = condition.values.map(readBoolean)[0] ?? rare
      // The value stands in the text: only so SQLite sees that the index has all such rows.
      const holds = (columns: Columns) => sql`${columns[column]} = ${raw(isWanted ? '1' : '0')}`
      const bare = { isPrivate: 'f.is_private', isPublished: 'f.is_published', hasAlpha: 'i.has_alpha' }[column]
      return testOf(condition, holds, isWanted === rare ? wayBy(way(raw(`${bare} = ${Number(rare)}`))) : undefined)
    },
  }
}

const isImage = ({ contentType }: Columns) => startsWith(contentType, 'image/')

/** Whether a file is an image; folders are not asked. */
export function fileTypeTest(wanted: 'image' | 'nonImage'): Test {
  if (wanted === 'image') return { holds: (columns) => sql`coalesce(${isImage(columns)}, TRUE)` }
  const outside = ["< 'image/'", ">= 'image0'"].map((range) =>
    filesByImages('images_by_type', raw(`i.content_type ${range}`)),
  )
  return {
    holds: (columns) => sql`coalesce(NOT ${isImage(columns)}, TRUE)`,
    way: wayBy(joined(outside, ' UNION ALL ')),
  }
}
