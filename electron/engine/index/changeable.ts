import type { WritableDatabase } from './database.ts'

/** Tables whose rows may be part of an undoable change, with their keys. */
const keysOf = {
  superseded: ['image_id'],
  decisions: ['id'],
  decision_members: ['content_hash', 'decision_id'],
  file_tags: ['file_id', 'tag'],
  notes: ['image_id'],
  settings: ['name'],
  files: ['id'],
  folders: ['id'],
  file_versions: ['id'],
  custom_fields: ['id'],
  file_metadata: ['file_id', 'field_id', 'value'],
} as const

/** Columns that name a row of a table: it is not taken out while there are any. */
const dependents: Partial<Record<ChangeableTable, string[]>> = {
  files: ['file_tags.file_id', 'file_metadata.file_id', 'file_versions.file_id'],
  folders: ['files.folder_id', 'folders.parent_id'],
  custom_fields: ['file_metadata.field_id'],
}

export type ChangeableTable = keyof typeof keysOf
export const changeableTables = Object.keys(keysOf) as ChangeableTable[]

/** A row, or some columns of it; bytes are written as hex digits. */
export type Row = Record<string, string | number | null>

interface Column {
  name: string
  type: string
}

const read = ({ name, type }: Column) =>
  type === 'BLOB' ? `CASE WHEN ${name} IS NOT NULL THEN lower(hex(${name})) END AS ${name}` : name
const write = ({ type }: Column) => (type === 'BLOB' ? 'unhex(?)' : '?')
const assign = (column: Column) => `${column.name} = ${write(column)}`
const namesRow = (column: string) => `EXISTS (SELECT 1 FROM ${column.replace(/\..*/, '')} WHERE ${column} = :id)`

/** The statements that read and write rows of one table whole, by their keys. */
export function openTable(writer: WritableDatabase, table: ChangeableTable) {
  const columns = writer.prepare<[string], Column>('SELECT name, type FROM pragma_table_info(?)').all(table)
  const keys = columns.filter(({ name }) => keysOf[table].some((key) => key === name))
  const others = columns.filter((column) => !keys.includes(column))
  const where = keys.map(assign).join(' AND ')
  const select = writer.prepare<unknown[], Row>(`SELECT ${columns.map(read).join(', ')} FROM ${table} WHERE ${where}`)
  const remove = writer.prepare(`DELETE FROM ${table} WHERE ${where}`)
  const insert = writer.prepare(
    `INSERT INTO ${table} (${columns.map(({ name }) => name).join(', ')}) VALUES (${columns.map(write).join(', ')})`,
  )
  const isNamed = dependents[table] && writer.prepare(`SELECT 1 WHERE ${dependents[table].map(namesRow).join(' OR ')}`)
  const updates = new Map<string, ReturnType<typeof writer.prepare>>()
  const valuesOf = (row: Row, some: Column[]) => some.map(({ name }) => row[name] ?? null)

  function update(before: Row, after: Row): void {
    const changed = others.filter(({ name }) => before[name] !== after[name])
    const list = changed.map(assign).join(', ')
    const statement = updates.get(list) ?? writer.prepare(`UPDATE ${table} SET ${list} WHERE ${where}`)
    updates.set(list, statement)
    statement.run(...valuesOf(after, changed), ...valuesOf(after, keys))
  }

  return {
    keys: keys.map(({ name }) => name),
    /** The row with all its columns, in their order. */
    whole: (row: Row): Row => Object.fromEntries(columns.map(({ name }) => [name, row[name] ?? null])),
    get: (key: Row): Row | null => select.get(...valuesOf(key, keys)) ?? null,
    /** Whether rows of other tables would go with this one. */
    isNamed: ({ id }: Row): boolean => isNamed?.get({ id }) !== undefined,
    /** Makes a whole row another one with the same key; null stands for no row. */
    replace(before: Row | null, after: Row | null): void {
      if (before && after) update(before, after)
      else if (before) remove.run(...valuesOf(before, keys))
      else if (after) insert.run(...valuesOf(after, columns))
    },
  }
}
