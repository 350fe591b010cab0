import type { FileSearch, FoundType } from '#shared/file-search.ts'
import { type Criteria, holds } from './criteria.ts'
import { columnsInOrder, columnsOf, type Kind } from './kinds.ts'
import { joined, raw, type Sql, sql, timed } from './sql.ts'

/** How files are reached: by the index of the order, one after the other, from some row ids, or all of them. */
export type Access = { by: 'order' } | { by: 'rows'; files: Sql } | { by: 'all' }

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

/** The tables that files are read from, in this order. */
function tablesOf(access: Access, order: Order, asked: Sql): Sql {
  const index = raw(orderIndexes[order])
  const images = asksImages(asked) ? withImages : raw('')
  if (access.by !== 'order') return sql`files AS f NOT INDEXED ${images}`
  if (isOfImages(order))
    return sql`images AS i INDEXED BY ${index} CROSS JOIN files AS f INDEXED BY files_of_image ON f.image_id = i.id`
  return sql`files AS f INDEXED BY ${index} ${images}`
}

function reachedBy(access: Access, order: Order): Sql {
  if (access.by === 'rows') return sql`f.id IN (${access.files})`
  return access.by === 'order' && isOfImages(order) ? timed('i.id') : raw('TRUE')
}

const imageOf = (order: Order) => raw(isOfImages(order) ? 'i.id' : '0')

function filesBranch({ files }: Accesses, order: Order, key: Sql, where: Sql): Sql {
  return sql`SELECT 0 AS kind, f.id AS id, ${key} AS key, ${imageOf(order)} AS image
    FROM ${tablesOf(files, order, sql`${key} ${imageOf(order)} ${where}`)}
    WHERE f.trashed_at IS NULL AND ${reachedBy(files, order)} AND ${where} AND ${timed('f.id')}`
}

/** The tables that former versions are read from, in this order. */
function versionTables(by: Accesses['versions'], order: Order): Sql {
  const index = raw(orderIndexes[order])
  const [file, image] = [raw('files AS f ON f.id = v.file_id'), raw('images AS i ON i.id = v.image_id')]
  if (by === 'all') return sql`file_versions AS v NOT INDEXED CROSS JOIN ${file} CROSS JOIN ${image}`
  if (order === 'createdAt')
    return sql`file_versions AS v INDEXED BY file_versions_by_created CROSS JOIN ${file} CROSS JOIN ${image}`
  if (isOfImages(order))
    return sql`images AS i INDEXED BY ${index}
      CROSS JOIN file_versions AS v INDEXED BY file_versions_of_image ON v.image_id = i.id CROSS JOIN ${file}`
  return sql`files AS f INDEXED BY ${index} CROSS JOIN file_versions AS v ON v.file_id = f.id CROSS JOIN ${image}`
}

function versionsBranch({ versions }: Accesses, order: Order, key: Sql, where: Sql): Sql {
  const outer = versions === 'all' || order === 'createdAt' ? 'v.id' : isOfImages(order) ? 'i.id' : 'f.id'
  return sql`SELECT 1 AS kind, v.id AS id, ${key} AS key, ${imageOf(order)} AS image FROM ${versionTables(versions, order)}
    WHERE f.trashed_at IS NULL AND ${where} AND ${timed(outer)}`
}

const foldersBranch = (_: Accesses, _order: Order, key: Sql, where: Sql): Sql =>
  sql`SELECT 2 AS kind, d.id AS id, ${key} AS key, 0 AS image FROM folders AS d
    WHERE d.parent_id IS NOT NULL AND d.removed_at IS NULL AND ${where} AND ${timed('d.id')}`

const branches = { file: filesBranch, fileVersion: versionsBranch, folder: foldersBranch }

/** How each kind is reached that may be too many to look at. */
export interface Accesses {
  files: Access
  versions: 'all' | 'order'
}

export interface StatementWish extends Accesses {
  criteria: Criteria
  types: readonly FoundType[]
  /** What names are ranked by the words of, in an order by relevance; those found by `rows` only. */
  ranked?: string | undefined
}

const isInOrder = (kind: Kind, { files, versions }: Accesses) =>
  kind === 'file' ? files.by === 'order' : versions === 'order'

/** What a kind is sorted by. */
const keyOf = (kind: Kind, order: Order, ranked: string | undefined): Sql =>
  ranked === undefined ? columnsOf[kind][order] : sql`rank_of(${columnsOf[kind].name}, ${ranked})`

/** The statement for a stretch of what passes, in the order that is wanted. */
export function statementFor(
  { criteria, types, ranked, ...accesses }: StatementWish,
  { sort, descending, offset, limit }: FileSearch,
): Sql {
  const order = sort === 'relevance' ? 'createdAt' : sort
  const selects = types.map((kind) => {
    const key = keyOf(kind, order, ranked)
    const columns = isInOrder(kind, accesses) ? columnsInOrder : columnsOf
    return branches[kind](accesses, order, key, holds(criteria, columns[kind]))
  })
  const keys = isOfImages(order) ? ['key', 'image', 'id', 'kind'] : ['key', 'id', 'kind']
  const ordered = raw(keys.map((key) => `${key}${descending ? ' DESC' : ''}`).join(', '))
  return sql`${joined(selects, ' UNION ALL ')} ORDER BY ${ordered} LIMIT ${limit} OFFSET ${offset}`
}
