import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Condition,
  type Expression,
  formatQuery,
  parseQuery,
} from '../../../electron/engine/file-search/grammar.ts'
import { Failure } from '../../../shared/failure.ts'

/** An expression without the places of its parts. */
const plain = (expression: unknown) =>
  JSON.parse(JSON.stringify(expression, (key, value) => (key === 'at' ? undefined : value)))

const refusalOf = (query: string) => {
  try {
    parseQuery(query)
  } catch (error) {
    if (error instanceof Failure) return error.message
    throw error
  }
  throw new Error(`“${query}” was read`)
}

test.each([
  ['name = "a.jpg"', 'name = "a.jpg"'],
  ['name:"a"', 'name : "a"'],
  ['size>="1mb"', 'size >= "1mb"'],
  ['createdAt > 7d', 'createdAt > 7d'],
  ['createdAt > 2026-01-02T10:00:00Z', 'createdAt > 2026-01-02T10:00:00Z'],
  ['tags NOT IN ["a","b"]', 'tags NOT IN ["a", "b"]'],
  ['tags not exists', 'tags NOT EXISTS'],
  ['private = true and published=false', 'private = true AND published = false'],
  ['name NOT = "x" OR width<100 AND height<100', 'name NOT = "x" OR (width < 100 AND height < 100)'],
  ['(name NOT = "x" OR width<100) AND height<100', '(name NOT = "x" OR width < 100) AND height < 100'],
  ['"customMetadata.shot by" = "Ana \\"A\\" \\\\"', '"customMetadata.shot by" = "Ana \\"A\\" \\\\"'],
])('%s is read as %s', (query, written) => {
  expect(formatQuery(parseQuery(query))).toBe(written)
})

test.each([
  ['', 1, 'name of a field'],
  ['name', 5, 'the query ends where one of IN'],
  ['name = ', 8, 'a value is expected'],
  ['name = "a', 8, 'never closed'],
  ['name = "a" "b"', 12, '“b” stands where AND, OR or the end'],
  ['(name = "a"', 12, 'where “)” is expected'],
  ['tags IN ["a"', 13, 'where “]” is expected'],
  ['tags IN "a"', 9, 'where “[” is expected'],
  ['size NOT > 3', 10, 'where one of IN EXISTS = is expected'],
  ['name = a;b', 9, '“;” has to stand in quotes'],
  [`${'('.repeat(60)}name = 1`, 51, '50 deep'],
])('%s is refused at character %i', (query, character, why) => {
  const message = refusalOf(query)
  expect(message).toContain(`at character ${character}:`)
  expect(message).toContain(why)
})

const value = fc.oneof(
  fc.record({ text: fc.string({ unit: 'grapheme' }), isQuoted: fc.constant(true) }),
  fc.record({ text: fc.constantFrom('1', '2.5', 'true', '7d', '2026-01-01', '10:30'), isQuoted: fc.constant(false) }),
)
const field = fc.oneof(fc.constantFrom('name', 'size', 'tags', 'NOT', 'and'), fc.string({ unit: 'grapheme' }))
const condition = fc
  .oneof(
    fc.record({
      operator: fc.constantFrom('=', ':', '<', '<=', '>', '>=', 'HAS'),
      isNegated: fc.constant(false),
      values: fc.array(value, { minLength: 1, maxLength: 1 }),
    }),
    fc.record({
      operator: fc.constant('IN'),
      isNegated: fc.boolean(),
      values: fc.array(value, { minLength: 1, maxLength: 4 }),
    }),
    fc.record({ operator: fc.constant('EXISTS'), isNegated: fc.boolean(), values: fc.constant([]) }),
  )
  .chain((rest) => field.map((name) => ({ kind: 'condition', field: name, ...rest }) as unknown as Condition))

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

test('what is written as a query is read back as it was', () => {
  fc.assert(
    fc.property(expression, (given) => {
      expect(plain(parseQuery(formatQuery(given)))).toEqual(plain(given))
    }),
  )
})

test('any text is read or refused with a failure that names the query', () => {
  const pieces = fc.constantFrom(
    'name',
    '=',
    'NOT',
    'IN',
    '[',
    ']',
    '(',
    ')',
    '"a"',
    ',',
    'AND',
    'OR',
    '<=',
    '"',
    '\\',
    '7d',
  )
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pieces).map((all) => all.join(' ')),
  )
  fc.assert(
    fc.property(text, (query) => {
      try {
        parseQuery(query)
      } catch (error) {
        expect(error).toBeInstanceOf(Failure)
        expect((error as Failure).field).toBe('searchQuery')
      }
    }),
  )
})
