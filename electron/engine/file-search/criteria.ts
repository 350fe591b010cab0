import type { FileSearch, FoundType } from '#shared/file-search.ts'
import type { Setting, Test } from './conditions.ts'
import { testOfCondition } from './fields.ts'
import { type Condition, conditionsOf, type Expression, parseQuery } from './grammar.ts'
import type { Columns } from './kinds.ts'
import { fileTypeTest } from './special-conditions.ts'
import { joined, raw, type Sql, sql } from './sql.ts'

/** Tests joined by AND and OR. */
export type Criteria = { kind: 'test'; test: Test } | { kind: 'and' | 'or'; parts: Criteria[] }

const testsOf = (expression: Expression, setting: Setting): Criteria =>
  expression.kind === 'condition'
    ? { kind: 'test', test: testOfCondition(expression, setting) }
    : { kind: expression.kind, parts: expression.parts.map((part) => testsOf(part, setting)) }

const conditionOf = (field: string, operator: Condition['operator'], texts: string[]): Condition => ({
  kind: 'condition',
  field,
  operator,
  isNegated: false,
  values: texts.map((text) => ({ text, isQuoted: true, at: 0 })),
  at: 0,
})

/** Those that hold for all that an expression finds. */
const demandedBy = (expression: Expression): Condition[] => {
  if (expression.kind === 'condition') return [expression]
  return expression.kind === 'and' ? expression.parts.flatMap(demandedBy) : []
}

/** What is asked beside the searchQuery. */
function filtersOf({ folder, name, tags }: FileSearch): Condition[] {
  return [
    ...(folder === undefined ? [] : [conditionOf('path', '=', [folder])]),
    ...(name === undefined ? [] : [conditionOf('name', '=', [name])]),
    ...(tags === undefined ? [] : [conditionOf('tags', 'IN', tags)]),
  ]
}

/** Those that pass what is demanded of the type. */
function typesPassing(demanded: readonly Condition[]): FoundType[] {
  const tests = demanded.filter(({ field }) => field === 'type')
  return everyType.filter((type) =>
    tests.every(({ values, isNegated }) => values.some(({ text }) => text === namesOfTypes[type]) !== isNegated),
  )
}

const namesOfTypes: Record<FoundType, string> = { file: 'file', fileVersion: 'file-version', folder: 'folder' }
const everyType: FoundType[] = ['file', 'fileVersion', 'folder']
const typesOf = ({ type }: FileSearch): FoundType[] => (type === 'all' ? ['file', 'folder'] : [type])

/** A search, read. */
export interface ReadSearch {
  criteria: Criteria
  /** What is searched: where the searchQuery itself tests the type, all that may pass. */
  types: FoundType[]
  /** The words in names by which what is found is ranked, if any are demanded. */
  words: Condition | undefined
}

/** Reads what is asked. Fails with `invalid`, whose message names the character, for a searchQuery that is none. */
export function readSearch(wish: FileSearch, setting: Setting): ReadSearch {
  const query = wish.searchQuery.trim() === '' ? [] : [parseQuery(wish.searchQuery)]
  const demanded = query.flatMap(demandedBy)
  const { fileType } = wish
  const parts = [...query, ...filtersOf(wish)].map((part) => testsOf(part, setting))
  if (fileType !== 'all') parts.push({ kind: 'test', test: fileTypeTest(fileType) })
  return {
    criteria: { kind: 'and', parts },
    types: query.flatMap(conditionsOf).some(({ field }) => field === 'type') ? typesPassing(demanded) : typesOf(wish),
    words: demanded.find(({ field, operator }) => field === 'name' && operator === 'HAS'),
  }
}

/** Whether a row of a kind passes, as SQL. */
export function holds(criteria: Criteria, columns: Columns): Sql {
  if (criteria.kind === 'test') return sql`(${criteria.test.holds(columns)})`
  if (criteria.parts.length === 0) return raw('TRUE')
  const parts = criteria.parts.map((part) => holds(part, columns))
  return sql`(${joined(parts, ` ${criteria.kind.toUpperCase()} `)})`
}
