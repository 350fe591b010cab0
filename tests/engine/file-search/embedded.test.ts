import { describe, expect, onTestFinished, test } from 'vitest'
import { searchedFields } from '#shared/embedded-metadata.ts'
import { FileSearch } from '#shared/file-search.ts'
import type { EmbeddedMetadata } from '#shared/metadata.ts'
import { readSearch } from '../../../electron/engine/file-search/criteria.ts'
import { findRows } from '../../../electron/engine/file-search/find.ts'
import { searchFunctions } from '../../../electron/engine/file-search/searches.ts'
import { wayInto } from '../../../electron/engine/file-search/way-in.ts'
import { openDatabases } from '../../../electron/engine/index/database.ts'
import { createEmbeddedWriting } from '../../../electron/engine/index/embedded-metadata.ts'
import { openSearchConnection } from '../../../electron/engine/index/search-connection.ts'
import { createRandom } from '../../bench/library/random.ts'
import { day, firstDay, type KnownItem, makeSearchLibrary } from '../../helpers/file-search-library.ts'
import { temporaryFolder } from '../../helpers/library.ts'

const now = firstDay + 8 * day
const random = createRandom(11)
const maybe = <T>(value: T): T | undefined => (random.chance(60) ? value : undefined)

function makeDocument(): EmbeddedMetadata | null {
  const made = {
    Make: maybe(random.pick(['Canon', 'canon', 'Nikon', 'Cañon', '100'])),
    ISO: maybe(random.pick([50, 100, 100.5, 6400])),
    ModifyDate: maybe(new Date(firstDay + random.below(6) * day).toISOString()),
    Keywords: maybe(random.pick([['sea'], ['sea', 'sky'], ['a "sky"']])),
    ...maybe({ GPSLatitude: random.below(20) - 10, GPSLongitude: random.pick([-179.5, 0, 3, 179.5]) }),
  }
  const known = JSON.stringify(made)
  return known === '{}' ? null : JSON.parse(known)
}

type Told = KnownItem & { told: EmbeddedMetadata }

/** A library whose images tell random things of themselves, and what searches it. */
async function openTelling(count = 150) {
  const { path, items } = makeSearchLibrary(await temporaryFolder(), count)
  const { writer, close } = openDatabases(path)
  const write = createEmbeddedWriting(writer)
  const told = new Map<number, EmbeddedMetadata | null>()
  for (const image of new Set(items.flatMap((item) => item.image ?? []))) told.set(image, makeDocument())
  for (const [image, document] of told) write(image, document)
  close()
  const connection = openSearchConnection(path, searchFunctions, () => false)
  onTestFinished(connection.close)
  connection.begin(600_000)
  const all = items.map((item): Told => ({ ...item, told: told.get(item.image ?? 0) ?? {} }))
  return { connection, items: all, setting: { now, customFields: [], near: new Map() } }
}

const valuesOf = ({ told }: Told, field: string) => [told[field] ?? []].flat()
const distance = ({ told }: Told, latitude: number, longitude: number) => {
  const [a, b] = [latitude, Number(told.GPSLatitude)].map((degrees) => (degrees * Math.PI) / 180) as [number, number]
  const turn = ((Number(told.GPSLongitude) - longitude) * Math.PI) / 180
  return 6371 * Math.acos(Math.min(1, Math.sin(a) * Math.sin(b) + Math.cos(a) * Math.cos(b) * Math.cos(turn)))
}
const lies = (item: Told, low: number, high: number, west: number, east: number) =>
  Number(item.told.GPSLatitude) >= low &&
  Number(item.told.GPSLatitude) <= high &&
  Number(item.told.GPSLongitude) >= west &&
  Number(item.told.GPSLongitude) <= east

/** Queries, and what they mean. */
const meanings: [string, (item: Told) => boolean][] = [
  ['"embeddedMetadata.Make" = "Canon"', (item) => item.told.Make === 'Canon'],
  ['"embeddedMetadata.Make" : "C"', (item) => /^C/.test(String(item.told.Make))],
  ['"embeddedMetadata.Make" = "100"', (item) => item.told.Make === '100'],
  ['"embeddedMetadata.Make" IN ["Nikon", "canon"]', (item) => /^(Nikon|canon)$/.test(String(item.told.Make))],
  ['"embeddedMetadata.Make" NOT = "Canon"', (item) => item.told.Make !== 'Canon'],
  ['"embeddedMetadata.Make" EXISTS', (item) => item.told.Make !== undefined],
  ['"embeddedMetadata.Make" NOT EXISTS', (item) => item.told.Make === undefined],
  ['"embeddedMetadata.ISO" = 100', (item) => item.told.ISO === 100],
  ['"embeddedMetadata.ISO" > 100 AND "embeddedMetadata.ISO" <= 6400', (item) => Number(item.told.ISO) > 100],
  ['"embeddedMetadata.ISO" NOT IN [50, 100]', (item) => ![50, 100].includes(Number(item.told.ISO))],
  [
    '"embeddedMetadata.ModifyDate" < 2025-01-03',
    (item) => Date.parse(String(item.told.ModifyDate)) < firstDay + 2 * day,
  ],
  ['"embeddedMetadata.ModifyDate" >= 6d', (item) => Date.parse(String(item.told.ModifyDate)) >= firstDay + 2 * day],
  ['"embeddedMetadata.Keywords" IN ["sky", "sea"]', (item) => valuesOf(item, 'Keywords').includes('sea')],
  ['"embeddedMetadata.Keywords" NOT IN ["sea"]', (item) => !valuesOf(item, 'Keywords').includes('sea')],
  [String.raw`"embeddedMetadata.Keywords" = "a \"sky\""`, (item) => valuesOf(item, 'Keywords').includes('a "sky"')],
  ['"embeddedMetadata.LocationTaken" = "0,0 350km"', (item) => distance(item, 0, 0) <= 350],
  ['"embeddedMetadata.LocationTaken" = "0,180 350000m"', (item) => distance(item, 0, 180) <= 350],
  ['"embeddedMetadata.LocationTaken" = "-2,-1|5,4"', (item) => lies(item, -2, 5, -1, 4)],
  ['"embeddedMetadata.LocationTaken" = "-2,4|-2,-1|5,-1|5,4"', (item) => lies(item, -2, 5, -1, 4)],
  ['"embeddedMetadata.LocationTaken" NOT EXISTS', (item) => item.told.GPSLatitude === undefined],
]

describe('a search for what pictures tell of themselves', () => {
  test('finds what looking at every file finds, by an index or in order', async () => {
    const { connection, items, setting } = await openTelling()
    const namesOf = (rows: { kind: number; id: number }[]) => rows.map(({ kind, id }) => `${kind}:${id}`).toSorted()
    // What all files pass beside it leaves no index that leads to few.
    for (const [searchQuery, passes] of meanings)
      for (const query of [searchQuery, `(${searchQuery}) OR ((${searchQuery}) AND name NOT = "none")`]) {
        const found = findRows(connection, FileSearch.parse({ searchQuery: query, type: 'all', limit: 1000 }), setting)
        const wanted = items.filter((item) => item.type !== 'file-version' && passes(item))
        expect([query, namesOf(found)]).toEqual([
          query,
          namesOf(wanted.map(({ kind, rowId }) => ({ kind, id: rowId }))),
        ])
        expect(wanted).not.toEqual([])
      }
  })

  const values = { text: '"a"', number: '3', date: '7d', list: '"a"' }
  const operators = { text: ['=', ':'], number: ['=', '<', '>='], date: ['=', '<', '>='], list: ['='] }
  const plans = Object.entries({ ...searchedFields, Keywords: 'list' as const }).flatMap(([name, kind]) => {
    const index = name === 'Keywords' ? 'SEARCH k USING PRIMARY KEY' : `INDEX embedded_by_${name.toLowerCase()} (<expr>`
    const asked = [...operators[kind].map((operator) => `${operator} ${values[kind]}`), `IN [${values[kind]}]`]
    return asked.map((condition) => [`"embeddedMetadata.${name}" ${condition}`, index])
  })

  const byPlace = 'INDEX embedded_by_place (latitude>? AND latitude<?)'
  const places = ['1,2 3km', '1,2|3,4'].map((place) => [`"embeddedMetadata.LocationTaken" = "${place}"`, byPlace])

  test('by any field goes by the index of that field', async () => {
    const { connection, setting } = await openTelling(1)
    for (const [searchQuery, index] of [...plans, ...places]) {
      const { criteria } = readSearch(FileSearch.parse({ searchQuery }), setting)
      const way = wayInto(criteria, { countRows: () => 1000, mostFiles: 20_000 })
      const { text = '', parameters = [] } = way?.files ?? {}
      const plan = connection.all<{ detail: string }>({ text: `EXPLAIN QUERY PLAN ${text}`, parameters })
      expect([searchQuery, plan[0]?.detail]).toEqual([searchQuery, expect.stringContaining(String(index))])
      expect(plan.filter(({ detail }) => detail.startsWith('SCAN'))).toEqual([])
    }
  })

  test.each([
    ['"embeddedMetadata.Shoe" = "a"', '“embeddedMetadata.Shoe” here, but embeddedMetadata.Make, '],
    ['"embeddedMetadata.Make" > "a"', '“embeddedMetadata.Make” is not asked with >'],
    ['"embeddedMetadata.ISO" = "a"', '“a” is no number'],
    ['"embeddedMetadata.LocationTaken" = "Paris"', '“Paris” is no place'],
    ['"embeddedMetadata.LocationTaken" = "91,0 5km"', '“91,0 5km” is no place'],
    ['"embeddedMetadata.LocationTaken" = "1,2|3,4|5,6"', 'is no place'],
  ])('%s is refused: %s', (searchQuery, why) => {
    const setting = { now, customFields: [], near: new Map() }
    expect(() => readSearch(FileSearch.parse({ searchQuery }), setting)).toThrow(why)
  })
})
