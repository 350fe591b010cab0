import { describe, expect, test } from 'vitest'
import { testOfCondition } from '../../../electron/engine/file-search/fields.ts'
import { type Condition, parseQuery } from '../../../electron/engine/file-search/grammar.ts'
import { instantOf, readDate } from '../../../electron/engine/file-search/values.ts'
import { openLibrary } from '../../helpers/library.ts'

const refused: [query: string, character: number, why: string][] = [
  ['nmae = "a"', 1, 'there is no field “nmae” here, but name, tags,'],
  ['width > 1 AND "customMetadata.x" = 1', 15, 'no field “customMetadata.x”'],
  ['"embeddedMetadata.Shoe" = "42"', 1, 'embeddedMetadata.DateTimeOriginal'],
  ['name > "a"', 1, '“name” is not asked with >, but with =, IN, NOT =, NOT IN, :, HAS.'],
  ['tags = "a"', 1, 'not asked with =, but with IN, NOT IN, HAS, EXISTS, NOT EXISTS'],
  ['private IN [true]', 1, 'not asked with IN, but with =.'],
  ['width EXISTS', 1, 'not asked with EXISTS'],
  ['width = "wide"', 9, '“wide” is no number'],
  ['width IN [1, x]', 14, '“x” is no number'],
  ['size < 1tb', 8, '“1tb” is no size'],
  ['size < "mb"', 8, '“mb” is no size'],
  ['createdAt > yesterday', 13, '“yesterday” is no date'],
  ['createdAt > 2025-13-01', 13, 'is no date'],
  ['createdAt > 7q', 13, 'is no date'],
  ['private = "true"', 11, 'without quotes'],
  ['published = 1', 13, 'true or false is expected'],
  ['id = "12"', 6, '24 hex digits'],
  ['type = "image"', 8, 'none of file, file-version, folder'],
  ['pHash = "12"', 9, 'no perceptual hash'],
  ['name HAS "--"', 10, 'no word'],
  ['name = "a" AND', 15, 'the name of a field is expected'],
]

describe('a searchQuery', () => {
  test.each(refused)('%s is refused at character %i', async (searchQuery, character, why) => {
    const { client } = await openLibrary()
    const reply = client.files.search({ searchQuery })
    await expect(reply).rejects.toMatchObject({ code: 'invalid', field: 'searchQuery' })
    await expect(reply).rejects.toThrow(`The query cannot be read at character ${character}: `)
    await expect(reply).rejects.toThrow(why)
  })

  test('in single quotes is read as in double ones', () => {
    const { values } = parseQuery(`createdAt >= '2d'`) as Condition
    expect(values).toEqual([{ text: '2d', isQuoted: true, at: 13 }])
  })
})

const at = (text: string, now: string) =>
  new Date(readDate({ text, isQuoted: false, at: 0 }, Date.parse(now))).toISOString().replace(':00.000Z', '')

test.each([
  ['2020-01-01', '2020-01-01T00:00'],
  ['2020-01-01T12:30', '2020-01-01T12:30'],
  ['2020-01-01T12:30:00+02:00', '2020-01-01T10:30'],
  ['1h', '2024-03-31T11:30'],
  ['2d', '2024-03-29T12:30'],
  ['3w', '2024-03-10T12:30'],
  ['1m', '2024-02-29T12:30'],
  ['13m', '2023-02-28T12:30'],
  ['1y', '2023-03-31T12:30'],
])('%s is %s, at half past twelve of 31 March 2024', (text, instant) => {
  expect(at(text, '2024-03-31T12:30:00Z')).toBe(instant)
})

test('a date without a time is midnight in UTC, wherever the computer is', () => {
  expect(instantOf('2020-01-01T00:00:00')).toBe(Date.UTC(2020, 0, 1))
  expect(instantOf('2020-01-01')).toBe(Date.UTC(2020, 0, 1))
  expect(instantOf('1 January 2020')).toBeNull()
})

test('a size is counted in units of 1024', () => {
  const condition = parseQuery('size = "1.5kb"') as Condition
  const test = testOfCondition(condition, { now: 0, near: new Map(), customFields: [] })
  expect(test.way?.where.parameters).toEqual([1536])
})
