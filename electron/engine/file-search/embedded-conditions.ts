import { type EmbeddedKind, searchedFields } from '#shared/embedded-metadata.ts'
import { compared, type Field, filesOfImages, testOf, wayBy } from './conditions.ts'
import type { Columns } from './kinds.ts'
import { placeTest } from './place-condition.ts'
import { raw, type Sql, sql } from './sql.ts'
import { type ReadValue, readDate, readNumber, readText, sortableTime } from './values.ts'

const exists = ['EXISTS', 'NOT EXISTS']
const sets = ['=', 'IN', 'NOT =', 'NOT IN', ...exists]
const ranges = [...sets, '<', '<=', '>', '>=']

/** A date as documents have it. */
const readInstant: ReadValue = (value, now) => sortableTime(readDate(value, now))

const kinds: Record<EmbeddedKind, { operators: string[]; read: ReadValue }> = {
  text: { operators: [...sets, ':'], read: readText },
  list: { operators: sets, read: readText },
  number: { operators: ranges, read: readNumber },
  date: { operators: ranges, read: readInstant },
}

/** Where values are: in the row `e` of an image, and in an index that leads to images. */
interface Place {
  ofImage: { tables: Sql; value: Sql }
  indexed: { table: Sql; value: Sql; image: string }
}

function fieldAt(kind: EmbeddedKind, { ofImage, indexed }: Place): Field {
  const { operators, read } = kinds[kind]
  return {
    operators,
    test(condition, { now }) {
      const given = condition.values.map((one) => read(one, now))
      const holds = ({ image }: Columns) =>
        sql`EXISTS (SELECT 1 FROM ${ofImage.tables}
          WHERE e.image_id = ${image} AND ${compared(ofImage.value, condition, given)})`
      const found = filesOfImages(indexed.table, indexed.image, compared(indexed.value, condition, given))
      return testOf(condition, holds, wayBy(found))
    },
  }
}

function scalarField(name: string, kind: EmbeddedKind): Field {
  const value = raw(`e.document ->> '$.${name}'`)
  const table = raw(`embedded_metadata AS e INDEXED BY embedded_by_${name.toLowerCase()}`)
  const ofImage = { tables: raw('embedded_metadata AS e'), value }
  return fieldAt(kind, { ofImage, indexed: { table, value, image: 'e.image_id' } })
}

const keywords = fieldAt('list', {
  ofImage: { tables: raw(`embedded_metadata AS e, json_each(e.document, '$.Keywords') AS k`), value: raw('k.value') },
  indexed: { table: raw('embedded_keywords AS k'), value: raw('k.keyword'), image: 'k.image_id' },
})

/** The fields of queries for what pictures tell of themselves; when they were taken is a column of theirs. */
export const embedded: Readonly<Record<string, Field>> = {
  ...Object.fromEntries(Object.entries(searchedFields).map(([name, kind]) => [name, scalarField(name, kind)])),
  Keywords: keywords,
  LocationTaken: { operators: ['=', ...exists], test: placeTest },
}
