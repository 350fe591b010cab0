import type { CustomField } from '#shared/custom-fields.ts'
import type { FieldRow } from '../index/custom-fields.ts'
import type { Parameter } from '../index/search-connection.ts'
import { compared, type Field, testOf, wayBy } from './conditions.ts'
import type { Condition, Value } from './grammar.ts'
import type { Columns } from './kinds.ts'
import { joined, raw, type Sql, sql, timed } from './sql.ts'
import { readBoolean, readDate, readNumber, readText, sortableTime } from './values.ts'

type Type = CustomField['schema']['type']

const exists = ['EXISTS', 'NOT EXISTS']
const sets = ['=', 'IN', 'NOT =', 'NOT IN', ...exists]
const texts = [...sets, ':']
const ranges = [...sets, '<', '<=', '>', '>=']

const operatorsOf: Record<Type, string[]> = {
  Text: texts,
  Textarea: texts,
  Number: ranges,
  Date: ranges,
  Boolean: ['=', ...exists],
  SingleSelect: sets,
  MultiSelect: sets,
}

/** What may be chosen is kept as it is, numbers among it; true and false as 1 and 0. */
function readOption({ schema }: CustomField, { text }: Value): Parameter {
  const option = schema.selectOptions?.find((one) => String(one) === text) ?? text
  return typeof option === 'boolean' ? Number(option) : option
}

function readCustom(field: CustomField, value: Value, now: number): Parameter {
  const { type } = field.schema
  if (type === 'Number') return readNumber(value, now)
  if (type === 'Date') return readDate(value, now)
  if (type === 'Boolean') return Number(readBoolean(value))
  return type === 'Text' || type === 'Textarea' ? readText(value, now) : readOption(field, value)
}

const day = 86_400_000
const textOf = (instant: number) => sortableTime(instant).slice(0, 10)

/** What texts of dates that pass lie between, as the index has them: wherever they were written, within a day. */
function daysAround({ operator }: Condition, given: readonly Parameter[]): Sql {
  if (operator === 'EXISTS') return raw('TRUE')
  const instants = given.map(Number)
  const least = sql`value >= ${textOf(Math.min(...instants) - day)}`
  const most = sql`value < ${textOf(Math.max(...instants) + 2 * day)}`
  const ends = [...(operator.startsWith('<') ? [] : [least]), ...(operator.startsWith('>') ? [] : [most])]
  return joined(ends, ' AND ')
}

/** The field of queries for values of a custom field, if there is one of that name. */
export function customField(name: string, known: readonly FieldRow[]): Field | undefined {
  const field = known.find((one) => one.name === name)
  if (!field) return undefined
  const value = raw(field.schema.type === 'Date' ? 'instant_of(value)' : 'value')
  return {
    operators: operatorsOf[field.schema.type],
    test(condition, { now }) {
      const given = condition.values.map((one) => readCustom(field, one, now))
      const where = sql`field_id = ${field.rowId} AND ${compared(value, condition, given)}`
      const between = field.schema.type === 'Date' ? daysAround(condition, given) : raw('TRUE')
      const holds = ({ file }: Columns) =>
        sql`EXISTS (SELECT 1 FROM file_metadata WHERE file_id = ${file} AND ${where})`
      const found = sql`SELECT DISTINCT file_id FROM file_metadata INDEXED BY file_metadata_by_value
        WHERE ${where} AND ${between} AND ${timed('file_id')}`
      return testOf(condition, holds, wayBy(found))
    },
  }
}
