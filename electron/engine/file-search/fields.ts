import { columnTest, type Field, filesBy, filesByImages, type Setting, type Test } from './conditions.ts'
import { customField } from './custom-conditions.ts'
import { embedded } from './embedded-conditions.ts'
import type { Condition } from './grammar.ts'
import type { Columns } from './kinds.ts'
import {
  createdByTest,
  formatTest,
  nameTest,
  pathTest,
  pHashTest,
  switchTest,
  tagsTest,
  urlTest,
} from './special-conditions.ts'
import type { Sql } from './sql.ts'
import { queryFailure } from './tokens.ts'
import { type ReadValue, readDate, readId, readNumber, readSize, readTaken, readWord } from './values.ts'

type Column = Exclude<keyof Columns, 'hasWords'>

const sets = ['=', 'IN', 'NOT =', 'NOT IN'] as const
const ranges = [...sets, '<', '<=', '>', '>='] as const

const columnField = (
  operators: readonly string[],
  column: Column,
  read: ReadValue,
  way?: (where: Sql) => Sql,
): Field => ({
  operators,
  test: (condition, { now }) =>
    columnTest(
      condition,
      column,
      condition.values.map((value) => read(value, now)),
      way,
    ),
})

const byFiles = (index: string) => (where: Sql) => filesBy(index, where)
const byImages = (index: string) => (where: Sql) => filesByImages(index, where)
const taken = columnField([...ranges, 'EXISTS', 'NOT EXISTS'], 'takenAt', readTaken, byImages('images_by_taken'))

const prefixed = Object.fromEntries(
  Object.entries(embedded).map(([name, field]) => [`embeddedMetadata.${name}`, field]),
)

/** The fields of the contract (imagekit, 3.3); `url` and `pHash` are ours. */
const fields: Record<string, Field> = {
  name: { operators: [...sets, ':', 'HAS'], test: nameTest },
  tags: { operators: ['IN', 'NOT IN', 'HAS', 'EXISTS', 'NOT EXISTS'], test: tagsTest },
  type: columnField(sets, 'type', readWord('file', 'file-version', 'folder')),
  id: columnField(sets, 'publicId', readId, byFiles('sqlite_autoindex_files_1')),
  createdBy: { operators: sets, test: createdByTest },
  createdAt: columnField(ranges, 'createdAt', readDate, byFiles('files_by_created')),
  updatedAt: columnField(ranges, 'updatedAt', readDate, byFiles('files_by_updated')),
  width: columnField(ranges, 'width', readNumber, byImages('images_by_width')),
  height: columnField(ranges, 'height', readNumber, byImages('images_by_height')),
  size: columnField(ranges, 'size', readSize, byImages('images_by_size')),
  format: { operators: sets, test: formatTest },
  private: switchTest('isPrivate', (where) => filesBy('files_private', where)),
  published: switchTest('isPublished', (where) => filesBy('files_unpublished', where)),
  transparency: switchTest('hasAlpha', (where) => filesByImages('images_transparent', where)),
  path: { operators: [...sets, ':'], test: pathTest },
  url: { operators: ['=', 'IN', ':'], test: urlTest },
  pHash: { operators: ['=', ':'], test: pHashTest },
  ...prefixed,
  'embeddedMetadata.DateTimeOriginal': taken,
  'embeddedMetadata.DateTimeCreated': taken,
}

/** The fields that there are: those of embedded metadata, which are many, only where one of them is meant. */
function namesLike(field: string, customFields: Setting['customFields']): string[] {
  const isEmbedded = (name: string) => name.startsWith('embeddedMetadata.')
  const names = Object.keys(fields).filter((name) => isEmbedded(name) === isEmbedded(field))
  if (isEmbedded(field)) return names
  return [...names, ...customFields.map(({ name }) => `customMetadata.${name}`), 'embeddedMetadata.Make and such']
}

function fieldOf({ field, at }: Condition, { customFields }: Setting): Field {
  const known = Object.hasOwn(fields, field) ? fields[field] : undefined
  const custom = field.startsWith('customMetadata.') && customField(field.slice(15), customFields)
  if (known || custom) return known ?? (custom as Field)
  throw queryFailure(at, `there is no field “${field}” here, but ${namesLike(field, customFields).join(', ')}.`)
}

/** What a condition comes to. Fails with `invalid` for a field, an operator or a value that is not known. */
export function testOfCondition(condition: Condition, setting: Setting): Test {
  const field = fieldOf(condition, setting)
  const operator = condition.isNegated ? `NOT ${condition.operator}` : condition.operator
  if (field.operators.includes(operator)) return field.test(condition, setting)
  const message = `“${condition.field}” is not asked with ${operator}, but with ${field.operators.join(', ')}.`
  throw queryFailure(condition.at, message)
}
