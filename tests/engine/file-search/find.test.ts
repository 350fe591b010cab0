import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readSearch } from '../../../electron/engine/file-search/criteria.ts'
import { findRows } from '../../../electron/engine/file-search/find.ts'
import { type Expression, formatQuery } from '../../../electron/engine/file-search/grammar.ts'
import { searchFunctions } from '../../../electron/engine/file-search/searches.ts'
import { type Accesses, type FoundRow, statementFor } from '../../../electron/engine/file-search/statements.ts'
import { countOf, wayInto } from '../../../electron/engine/file-search/way-in.ts'
import { createCustomFields } from '../../../electron/engine/index/custom-fields.ts'
import { openSearchConnection } from '../../../electron/engine/index/search-connection.ts'
import { FileSearch } from '../../../shared/file-search.ts'
import {
  clientNames,
  day,
  firstDay,
  folderPaths,
  type KnownItem,
  makeSearchLibrary,
  nameWords,
  tagWords,
} from '../../helpers/file-search-library.ts'
import { inOrder, passesQuery } from '../../helpers/file-search-reference.ts'
import { temporaryFolder } from '../../helpers/library.ts'

const now = firstDay + 8 * day + 1000

/** A library of random rows, and what searches it. */
async function openSearchLibrary(count = 150) {
  const { path, items } = makeSearchLibrary(await temporaryFolder(), count)
  const connection = openSearchConnection(path, searchFunctions, () => false)
  onTestFinished(connection.close)
  connection.begin(600_000)
  const setting = { now, customFields: createCustomFields(connection.reader).rows(), near: new Map() }
  return { connection, items, setting }
}

type Opened = Awaited<ReturnType<typeof openSearchLibrary>>

/** What a search finds by every way that there is, each under its name. */
function findByAll({ connection, setting }: Opened, wish: FileSearch): Map<string, FoundRow[]> {
  const { criteria, types } = readSearch(wish, setting)
  const countRows: Parameters<typeof wayInto>[1]['countRows'] = (rows, limit) =>
    connection.all<{ count: number }>(countOf(rows, limit))[0]?.count ?? 0
  const run = (accesses: Accesses) =>
    types.length === 0 ? [] : connection.all<FoundRow>(statementFor({ criteria, types, ...accesses }, wish))
  const way = wayInto(criteria, { countRows, mostFiles: 20_000 })
  return new Map([
    ['as decided', findRows(connection, wish, setting)],
    ['by order', run({ files: { by: 'order' }, versions: 'order' })],
    ['by all', run({ files: { by: 'all' }, versions: 'all' })],
    ...(way ? [['by rows', run({ files: { by: 'rows', files: way.files }, versions: 'order' })] as const] : []),
  ])
}

const names = (rows: readonly FoundRow[]) => rows.map(({ kind, id }) => `${kind}:${id}`)
const namesOf = (items: readonly KnownItem[]) => items.map(({ kind, rowId }) => `${kind}:${rowId}`)

const quoted = (...texts: (string | number)[]) => texts.map((text) => ({ text: String(text), isQuoted: true, at: 0 }))
const bare = (...texts: (string | number | boolean)[]) =>
  texts.map((text) => ({ text: String(text), isQuoted: false, at: 0 }))
const sets = ['=', 'IN', 'NOT =', 'NOT IN']
const ranges = [...sets, '<', '<=', '>', '>=']
const exist = ['EXISTS', 'NOT EXISTS']
const dates = bare('2025-01-03', '2025-01-05T00:00', '2025-01-05T01:00:00+01:00', '7d', '30h', '1w')
const texts = nameWords.flatMap((word) => [word, word.slice(0, 1), `${word}-3`, `${word} 1`])

/** Every field with its operators and with values that some have. */
const fields: [string, string[], ReturnType<typeof quoted>][] = [
  ['name', [...sets, ':', 'HAS'], quoted(...texts.filter((text) => /[\p{L}\p{N}]/u.test(text)))],
  ['tags', ['IN', 'NOT IN', 'HAS', ...exist], quoted(...tagWords, 'RED', 'sale', 'summer s')],
  ['type', sets, quoted('file', 'file-version', 'folder')],
  ['createdBy', sets, quoted(...clientNames, 'nobody')],
  ['createdAt', ranges, dates],
  ['updatedAt', ranges, dates],
  ['width', ranges, bare(100, 200, 250, 300)],
  ['height', ranges, bare(50, 100, 300)],
  ['size', ranges, quoted(512, 1024, '1kb', '1.5kb', '1mb')],
  ['format', sets, quoted('jpg', 'jpeg', 'png', 'svg', 'gif')],
  ['private', ['='], bare(true, false)],
  ['published', ['='], bare(true, false)],
  ['transparency', ['='], bare(true, false)],
  ['path', [...sets, ':'], quoted(...folderPaths, '/gone', '/nowhere')],
  ['url', ['=', 'IN', ':'], quoted('https://a.example/1', 'https://b.example/2', 'https://a', 'https')],
  ['embeddedMetadata.DateTimeOriginal', [...ranges, ...exist], dates],
  ['customMetadata.credit', [...sets, ':', ...exist], quoted('Ana', 'ana', 'B', 'A')],
  ['customMetadata.amount', [...ranges, ...exist], bare(0, 1, 2.5, -3)],
  ['customMetadata.shot on', [...ranges, ...exist], bare('2025-01-02', '2025-01-02T12:00:00', '2025-01-02T23:00:00Z')],
  ['customMetadata.done', ['=', ...exist], bare(true, false)],
  ['customMetadata.mood', [...sets, ...exist], [...quoted('calm', 'sad'), ...bare(5, true)]],
  ['customMetadata.colors', [...sets, ...exist], [...quoted('red', 'green'), ...bare(7)]],
]

const conditionWith = (field: string, operator: string, values: ReturnType<typeof quoted>) =>
  ({
    kind: 'condition',
    field,
    operator: operator.replace('NOT ', ''),
    isNegated: operator.startsWith('NOT'),
    values: operator.endsWith('EXISTS') ? [] : operator.endsWith('IN') ? values : values.slice(0, 1),
    at: 0,
  }) as Expression

const condition = fc
  .constantFrom(...fields)
  .chain(([field, operators, values]) =>
    fc
      .tuple(fc.constantFrom(...operators), fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }))
      .map(([operator, chosen]) => conditionWith(field, operator, chosen)),
  )
const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small' },
    condition,
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      parts: fc.array(tie('expression'), { minLength: 2, maxLength: 3 }),
    }),
  ),
}))

const order = fc.constantFrom('name', 'createdAt', 'updatedAt', 'width', 'height', 'size')
const wishes = fc.record({
  query: fc.option(expression, { nil: undefined }),
  folder: fc.option(fc.constantFrom(...folderPaths), { nil: undefined, freq: 5 }),
  tags: fc.option(fc.subarray(tagWords, { minLength: 1 }), { nil: undefined, freq: 5 }),
  fileType: fc.constantFrom('all', 'all', 'image', 'nonImage'),
  type: fc.constantFrom('file', 'file', 'fileVersion', 'folder', 'all'),
  sort: order,
  descending: fc.boolean(),
  offset: fc.constantFrom(0, 0, 3, 1000),
  limit: fc.constantFrom(1000, 1000, 7),
})

const typeNames: Record<string, string[]> = {
  file: ['file'],
  fileVersion: ['file-version'],
  folder: ['folder'],
  all: ['file', 'folder'],
}
const testsType = (query: Expression): boolean =>
  query.kind === 'condition' ? query.field === 'type' : query.parts.some(testsType)

/** What a search is to find, by looking at each item. */
function expected(items: readonly KnownItem[], query: Expression | undefined, wish: FileSearch): string[] {
  const { folder, tags, fileType, type, sort, descending, offset, limit } = wish
  const isFileType = ({ contentType }: KnownItem) =>
    contentType === null || fileType === 'all' || contentType.startsWith('image/') === (fileType === 'image')
  const passing = items.filter(
    (item) =>
      (query && testsType(query) ? true : typeNames[type]?.includes(item.type)) &&
      (!query || passesQuery(item, query, now)) &&
      (folder === undefined || item.folder === folder) &&
      (!tags || tags.some((tag) => item.tags.includes(tag))) &&
      isFileType(item),
  )
  return namesOf(inOrder(passing, sort as 'name', descending)).slice(offset, offset + limit)
}

const wishOf = ({ query, ...rest }: { query?: Expression | undefined } & Record<string, unknown>) => {
  const given = Object.entries(rest).filter(([, value]) => value !== undefined)
  return FileSearch.parse({ searchQuery: query ? formatQuery(query) : '', ...Object.fromEntries(given) })
}

describe('a search', () => {
  test('by each operator of each field finds what looking at every file finds, whichever way it goes', async () => {
    const opened = await openSearchLibrary()
    for (const [field, operators, values] of fields)
      for (const operator of operators)
        for (const value of operator.endsWith('EXISTS') ? values.slice(0, 1) : values) {
          const query = conditionWith(field, operator, [value])
          const wish = wishOf({ query, type: 'all', limit: 1000 })
          const wanted = expected(opened.items, query, wish)
          for (const [way, rows] of findByAll(opened, wish))
            expect([way, wish.searchQuery, names(rows)]).toEqual([way, wish.searchQuery, wanted])
        }
  }, 60_000)

  test('finds what looking at every file finds, in the order that is wanted, whatever is asked', async () => {
    const opened = await openSearchLibrary()
    fc.assert(
      fc.property(wishes, (given) => {
        const wish = wishOf(given)
        const wanted = expected(opened.items, given.query, wish)
        for (const [way, rows] of findByAll(opened, wish)) expect([way, names(rows)]).toEqual([way, wanted])
      }),
      { numRuns: 300 },
    )
  }, 60_000)

  test('by id finds that file', async () => {
    const { connection, setting, items } = await openSearchLibrary(20)
    const item = items.find(({ type }) => type === 'file') as KnownItem
    for (const searchQuery of [`id = "${item.id}"`, `id IN ["${item.id.toUpperCase()}"]`]) {
      const rows = findRows(connection, FileSearch.parse({ searchQuery }), setting)
      expect(names(rows)).toEqual([`0:${item.rowId}`])
    }
  })

  test('by relevance has first the names that are about the word most', async () => {
    const { connection, setting, items } = await openSearchLibrary()
    const wish = FileSearch.parse({ searchQuery: 'name HAS "cat"', sort: 'relevance', descending: true, limit: 1000 })
    const rows = findRows(connection, wish, setting)
    const nameOf = ({ id }: FoundRow) => items.find(({ kind, rowId }) => kind === 0 && rowId === id)?.name ?? ''
    const timesIn = (name: string) => name.match(/cat/gi)?.length ?? 0
    const counts = rows.map((row) => timesIn(nameOf(row)))
    expect(counts.length).toBeGreaterThan(10)
    expect(Math.max(...counts)).toBe(2)
    expect(counts[0]).toBe(2)
    expect(findRows(connection, { ...wish, descending: false }, setting)).toEqual(rows.toReversed())
  })

  test('that demands what no type is finds nothing', async () => {
    const { connection, setting } = await openSearchLibrary(5)
    for (const searchQuery of ['type = "file" AND type = "folder"', 'type NOT IN ["file", "file-version", "folder"]'])
      expect(findRows(connection, FileSearch.parse({ searchQuery }), setting)).toEqual([])
  })

  test('that demands a type looks at nothing of the others', async () => {
    const { setting } = await openSearchLibrary(1)
    const typesOf = (searchQuery: string) => readSearch(FileSearch.parse({ searchQuery }), setting).types
    expect(typesOf('type = "file-version" AND width > 1')).toEqual(['fileVersion'])
    expect(typesOf('type NOT IN ["folder"] AND type NOT = "file"')).toEqual(['fileVersion'])
    expect(typesOf('type = "file" AND type = "folder"')).toEqual([])
    expect(typesOf('type = "file" OR width > 1')).toEqual(['file', 'fileVersion', 'folder'])
  })
})

test('what is written in a query is never SQL', async () => {
  const { setting } = await openSearchLibrary(1)
  const text = `'; DROP TABLE files; --`
  const wish = FileSearch.parse({ searchQuery: `name = "${text}" AND name HAS "${text}" AND tags IN ["${text}"]` })
  const { criteria } = readSearch(wish, setting)
  const statement = statementFor({ criteria, types: ['file'], files: { by: 'order' }, versions: 'all' }, wish)
  expect(statement.text).not.toContain('DROP')
  expect(statement.parameters).toContain(text)
})
