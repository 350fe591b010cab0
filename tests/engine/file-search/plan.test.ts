import { expect, onTestFinished, test } from 'vitest'
import { readSearch } from '../../../electron/engine/file-search/criteria.ts'
import { searchFunctions } from '../../../electron/engine/file-search/searches.ts'
import type { Sql } from '../../../electron/engine/file-search/sql.ts'
import { statementFor } from '../../../electron/engine/file-search/statements.ts'
import { wayInto } from '../../../electron/engine/file-search/way-in.ts'
import { createCustomFields } from '../../../electron/engine/index/custom-fields.ts'
import { openSearchConnection } from '../../../electron/engine/index/search-connection.ts'
import { FileSearch } from '../../../shared/file-search.ts'
import { makeSearchLibrary } from '../../helpers/file-search-library.ts'
import { temporaryFolder } from '../../helpers/library.ts'

async function openPlans() {
  const { path } = makeSearchLibrary(await temporaryFolder(), 5)
  const connection = openSearchConnection(path, searchFunctions, () => false)
  onTestFinished(connection.close)
  connection.begin(600_000)
  const setting = {
    now: Date.UTC(2025, 0, 1),
    near: new Map(),
    customFields: createCustomFields(connection.reader).rows(),
  }

  /** SQLite's plan, a line for each step. */
  const explain = ({ text, parameters }: Sql): string[] =>
    connection.all<{ detail: string }>({ text: `EXPLAIN QUERY PLAN ${text}`, parameters }).map(({ detail }) => detail)

  return { setting, explain }
}

/** Steps that read a whole table, or a whole index of one; folders and lists of tags are short. */
const scans = (plan: readonly string[]) =>
  plan.filter((step) => /^SCAN (?!d\b|folders\b|each\b|file_names VIRTUAL TABLE|\(subquery)/.test(step))

const byIndex: [string, RegExp][] = [
  ['name = "a"', /files_by_name \(name=\?\)/],
  ['name IN ["a", "b"]', /files_by_name \(name=\?\)/],
  ['name : "a"', /files_by_name \(name>\? AND name<\?\)/],
  ['name HAS "a b"', /file_names VIRTUAL TABLE INDEX 0:M/],
  ['tags IN ["a", "b"]', /file_tags_by_tag \(tag=\?\)/],
  ['tags HAS "a"', /file_tags_by_tag \(tag=\?\)/],
  ['id = "0123456789abcdef01234567"', /sqlite_autoindex_files_1 \(public_id=\?\)/],
  ['id IN ["0123456789abcdef01234567"]', /sqlite_autoindex_files_1 \(public_id=\?\)/],
  ['createdBy = "a"', /sources_by_client \(client_name=\?\)/],
  ['createdBy IN ["a", "b"]', /sources_by_client \(client_name=\?\)/],
  ['private = true', /files_private \(is_private=\?\)/],
  ['published = false', /files_unpublished \(is_published=\?\)/],
  ['transparency = true', /images_transparent \(has_alpha=\?\)/],
  ['path = "/a"', /files_in_folder \(folder_id=\?\)/],
  ['path IN ["/a", "/b"]', /files_in_folder \(folder_id=\?\)/],
  ['path : "/a"', /files_in_folder \(folder_id=\?\)/],
  ['url = "https://a"', /sources_by_url \(url=\?\)/],
  ['url IN ["https://a"]', /sources_by_url \(url=\?\)/],
  ['url : "https://a"', /sources_by_url \(url>\? AND url<\?\)/],
  ['"customMetadata.credit" = "a"', /file_metadata_by_value \(field_id=\? AND value=\?\)/],
  ['"customMetadata.credit" : "a"', /file_metadata_by_value \(field_id=\? AND value>\? AND value<\?\)/],
  ['"customMetadata.amount" IN [1, 2]', /file_metadata_by_value \(field_id=\? AND value=\?\)/],
  ['"customMetadata.amount" > 1', /file_metadata_by_value \(field_id=\? AND value>\?\)/],
  ['"customMetadata.shot on" > 7d', /file_metadata_by_value \(field_id=\? AND value>\?\)/],
  ['"customMetadata.shot on" = 2025-01-02', /file_metadata_by_value \(field_id=\? AND value>\? AND value<\?\)/],
  ['createdBy NOT IN ["a", "b"]', /sources_by_client \(client_name=\?\)/],
  ['format NOT = "png"', /images_by_type \(content_type=\?\)/],
  ['"customMetadata.colors" EXISTS', /file_metadata_by_value \(field_id=\?\)/],
  ['name HAS "a" OR width = 3 OR tags IN ["a"]', /images_by_width \(width=\?\)/],
  ['(name NOT = "a" AND width = 3) AND format NOT IN ["gif"]', /images_by_width \(width=\?\)/],
  [
    'createdAt > 2025-01-01 AND width > 3 AND createdAt < 2025-01-02',
    /files_by_created \(created_at>\? AND created_at<\?\)/,
  ],
]
const columns = [
  ['createdAt', '7d', 'files_by_created (created_at'],
  ['updatedAt', '2025-01-01', 'files_by_updated (updated_at'],
  ['width', '3', 'images_by_width (width'],
  ['height', '3', 'images_by_height (height'],
  ['size', '"1mb"', 'images_by_size (byte_size'],
  ['"embeddedMetadata.DateTimeOriginal"', '7d', 'images_by_taken (taken_at'],
]
const ranges = columns.flatMap(([field, value, index]) =>
  ['=', '<', '<=', '>', '>='].map((operator) => [`${field} ${operator} ${value}`, `${index}${operator[0]}?`] as const),
)
const lists = [...columns, ['format', '"png"', 'images_by_type (content_type']].map(
  ([field, value, index]) => [`${field} IN [${value}]`, `${index}=?`] as const,
)

test.each<readonly [string, RegExp | string]>([
  ...byIndex,
  ...ranges,
  ...lists,
  ['format = "png"', 'images_by_type (content_type=?'],
])('%s is found by its index, without going through all files', async (searchQuery, index) => {
  const { setting, explain } = await openPlans()
  const wish = FileSearch.parse({ searchQuery })
  const { criteria, types } = readSearch(wish, setting)
  const way = wayInto(criteria, { countRows: () => 1000, mostFiles: 20_000 })
  if (!way) throw new Error('there is no way by an index')
  const plan = explain(
    statementFor({ criteria, types, files: { by: 'rows', files: way.files }, versions: 'all' }, wish),
  )
  expect(plan.filter((step) => (typeof index === 'string' ? step.includes(index) : index.test(step)))).not.toEqual([])
  expect(scans(plan)).toEqual([])
})

test.each([
  ['name', 'SCAN f USING INDEX files_by_name'],
  ['createdAt', 'SCAN f USING INDEX files_by_created'],
  ['updatedAt', 'SCAN f USING INDEX files_by_updated'],
  ['width', 'SCAN i USING COVERING INDEX images_by_width'],
  ['height', 'SCAN i USING COVERING INDEX images_by_height'],
  ['size', 'SCAN i USING COVERING INDEX images_by_size'],
])('a list by %s follows an index both ways, so that it ends with its last line', async (sort, first) => {
  const { setting, explain } = await openPlans()
  for (const descending of [false, true]) {
    const wish = FileSearch.parse({ sort, descending })
    const { criteria, types } = readSearch(wish, setting)
    const plan = explain(statementFor({ criteria, types, files: { by: 'order' }, versions: 'order' }, wish))
    expect(plan[0]).toBe(first)
    expect(plan.filter((step) => step.includes('TEMP B-TREE'))).toEqual([])
  }
})

test.each([
  ['name', 'files_by_name'],
  ['createdAt', 'file_versions_by_created'],
  ['updatedAt', 'files_by_updated'],
  ['width', 'images_by_width'],
  ['height', 'images_by_height'],
  ['size', 'images_by_size'],
])('files and versions together by %s follow an index each, and sort no more than equal ones', async (sort, index) => {
  const { setting, explain } = await openPlans()
  const wish = FileSearch.parse({ searchQuery: 'type IN ["file", "file-version"]', sort })
  const { criteria, types } = readSearch(wish, setting)
  const plan = explain(statementFor({ criteria, types, files: { by: 'order' }, versions: 'order' }, wish))
  expect(plan[0]).toBe('MERGE (UNION ALL)')
  expect(plan.filter((step) => step.includes('SCAN') && step.includes(index))).not.toEqual([])
  expect(plan.filter((step) => step === 'USE TEMP B-TREE FOR ORDER BY')).toEqual([])
})
