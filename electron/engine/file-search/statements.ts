import type { FileSearch, FoundType } from '#shared/file-search.ts'
import { type Criteria, holds } from './criteria.ts'
import { columnsOf, type Kind } from './kinds.ts'
import { joined, raw, type Sql, sql } from './sql.ts'

/** How files are reached: by the index of the order, one after the other, from some row ids, or by rank of their words. */
export type Access =
  | { by: 'order' }
  | { by: 'age' }
  | { by: 'rows'; files: Sql }
  /** What the full-text index is asked for. */
  | { by: 'rank'; match: string }

/** What a statement gives of each thing that is found: its kind (0 file, 1 former version, 2 folder), and its row id. */
export interface FoundRow {
  kind: number
  id: number
}

type Order = Exclude<FileSearch['sort'], 'relevance'>

const orderIndexes: Record<Order, string> = {
  name: 'files_by_name',
  createdAt: 'files_by_created',
  updatedAt: 'files_by_updated',
  width: 'images_by_width',
  height: 'images_by_height',
  size: 'images_by_size',
}

/** Whether an order is by something of images, so that equal ones follow each other by image. */
const isOfImages = (order: Order) => orderIndexes[order].startsWith('images')

const withImages = raw('CROSS JOIN images AS i ON i.id = f.image_id')
const asksImages = ({ text }: Sql) => /\bi\./.test(text)
/** Where a statement that takes too long stops; not for each row, since that takes longer than the rest. */
const timed = (alias: string) => raw(`((${alias}.id & 63) <> 0 OR tick())`)

/** The tables that files are read from, in this order. */
function tablesOf(access: Access, order: Order, asked: Sql): Sql {
  const index = raw(orderIndexes[order])
  const images = asksImages(asked) ? withImages : raw('')
  if (access.by === 'rows') return sql`files AS f NOT INDEXED ${images}`
  if (access.by === 'rank') return sql`file_names CROSS JOIN files AS f ON f.id = file_names.rowid ${images}`
  if (access.by === 'age') return sql`files AS f INDEXED BY files_by_created ${images}`
  if (isOfImages(order))
    return sql`images AS i INDEXED BY ${index} CROSS JOIN files AS f INDEXED BY files_of_image ON f.image_id = i.id`
  return sql`files AS f INDEXED BY ${index} ${images}`
}

function reachedBy(access: Access, order: Order): Sql {
  if (access.by === 'rows') return sql`f.id IN (${access.files})`
  if (access.by === 'rank') return sql`file_names MATCH ${access.match}`
  return access.by === 'order' && isOfImages(order) ? timed('i') : raw('TRUE')
}

/** What a kind is sorted by; the best rank is the least number. */
const keyOf = (kind: Kind, access: Access, order: Order): Sql => {
  if (access.by === 'rank') return raw(kind === 'file' ? '-file_names.rank' : '0')
  return columnsOf[kind][order]
}

function filesBranch(access: Access, order: Order, where: Sql): Sql {
  const image = raw(isOfImages(order) ? 'i.id' : '0')
  const key = keyOf('file', access, order)
  return sql`SELECT 0 AS kind, f.id AS id, ${key} AS key, ${image} AS image
    FROM ${tablesOf(access, order, sql`${key} ${where}`)}
    WHERE f.trashed_at IS NULL AND ${reachedBy(access, order)} AND ${where} AND ${timed('f')}`
}

const versionsBranch = (access: Access, order: Order, where: Sql): Sql =>
  sql`SELECT 1 AS kind, v.id AS id, ${keyOf('fileVersion', access, order)} AS key, 0 AS image
    FROM file_versions AS v CROSS JOIN files AS f ON f.id = v.file_id CROSS JOIN images AS i ON i.id = v.image_id
    WHERE f.trashed_at IS NULL AND ${where} AND ${timed('v')}`

const foldersBranch = (access: Access, order: Order, where: Sql): Sql =>
  sql`SELECT 2 AS kind, d.id AS id, ${keyOf('folder', access, order)} AS key, 0 AS image FROM folders AS d
    WHERE d.parent_id IS NOT NULL AND d.removed_at IS NULL AND ${where} AND ${timed('d')}`

const branches = { file: filesBranch, fileVersion: versionsBranch, folder: foldersBranch }

export interface StatementWish {
  criteria: Criteria
  types: readonly FoundType[]
  access: Access
}

/** The statement for a stretch of what passes, in the order that is wanted. */
export function statementFor(
  { criteria, types, access }: StatementWish,
  { sort, descending, offset, limit }: FileSearch,
): Sql {
  const order = sort === 'relevance' ? 'createdAt' : sort
  const selects = types.map((kind) => branches[kind](access, order, holds(criteria, columnsOf[kind])))
  const keys = isOfImages(order) ? ['key', 'image', 'id', 'kind'] : ['key', 'id', 'kind']
  const ordered = raw(keys.map((key) => `${key}${descending ? ' DESC' : ''}`).join(', '))
  return sql`${joined(selects, ' UNION ALL ')} ORDER BY ${ordered} LIMIT ${limit} OFFSET ${offset}`
}
