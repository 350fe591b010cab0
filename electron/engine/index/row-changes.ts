import { Failure } from '#shared/failure.ts'
import type { WritableDatabase } from './database.ts'

/** Tables whose rows may be part of an undoable change, with their keys. */
const keysOf = {
  superseded: ['image_id'],
  decisions: ['id'],
  decision_members: ['content_hash', 'decision_id'],
  file_tags: ['file_id', 'tag'],
  notes: ['image_id'],
  settings: ['name'],
} as const

export type ChangeableTable = keyof typeof keysOf
/** A whole row; a content hash is written as hex digits. */
export type Row = Record<string, string | number | null>

/** One row as it was and as it became; null where there was none. */
export interface RowChange {
  table: ChangeableTable
  before: Row | null
  after: Row | null
}

/** Writes rows, and keeps how each was before. */
export interface RowRecorder {
  /** Puts a whole row in the place of the one with its key, if there is one. */
  put(table: ChangeableTable, row: Row): void
  /** Takes the row with that key out, if there is one. */
  remove(table: ChangeableTable, key: Row): void
  readonly changes: RowChange[]
}

const read = (column: string) => (column === 'content_hash' ? 'lower(hex(content_hash)) AS content_hash' : column)
const write = (column: string) => (column === 'content_hash' ? 'unhex(?)' : '?')
const same = (a: Row | null, b: Row | null) => JSON.stringify(a) === JSON.stringify(b)

function statementsOf(writer: WritableDatabase, table: ChangeableTable) {
  const columns = writer.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table)
  const keys = keysOf[table]
  const where = keys.map((key) => `${key} = ${write(key)}`).join(' AND ')
  const select = writer.prepare<unknown[], Row>(`SELECT ${columns.map(read).join(', ')} FROM ${table} WHERE ${where}`)
  const remove = writer.prepare(`DELETE FROM ${table} WHERE ${where}`)
  const insert = writer.prepare(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(write).join(', ')})`,
  )
  const keyOf = (row: Row) => keys.map((key) => row[key])
  return {
    /** The row with its columns in their order, so that rows can be compared. */
    whole: (row: Row): Row => Object.fromEntries(columns.map((column) => [column, row[column] ?? null])),
    get: (row: Row): Row | null => select.get(...keyOf(row)) ?? null,
    replace(before: Row | null, after: Row | null): void {
      if (before) remove.run(...keyOf(before))
      if (after) insert.run(...columns.map((column) => after[column] ?? null))
    },
  }
}

/**
 * Undoable changes of whole rows: recorded with both states, so that doing and undoing are each other's inverse.
 * Replaying demands the rows as the other direction left them, else it is a `conflict`.
 */
export function createRowChanges(writer: WritableDatabase) {
  const tables = Object.keys(keysOf) as ChangeableTable[]
  const statements = Object.fromEntries(tables.map((table) => [table, statementsOf(writer, table)])) as Record<
    ChangeableTable,
    ReturnType<typeof statementsOf>
  >

  function replayOne({ table, before, after }: RowChange, label: string): void {
    const { get, replace } = statements[table]
    if (!same(get((before ?? after) as Row), before))
      throw new Failure('conflict', `“${label}” cannot be replayed: what it changed has changed since.`)
    replace(before, after)
  }

  return {
    /** A recorder for one change, within a transaction. */
    record(): RowRecorder {
      const changes: RowChange[] = []
      function change(table: ChangeableTable, key: Row, after: Row | null): void {
        const before = statements[table].get(key)
        if (same(before, after)) return
        statements[table].replace(before, after)
        changes.push({ table, before, after })
      }
      return {
        put: (table, row) => change(table, row, statements[table].whole(row)),
        remove: (table, key) => change(table, key, null),
        changes,
      }
    },
    /** Does the recorded changes again, or takes them back in reverse order. */
    replay(changes: readonly RowChange[], to: 'done' | 'undone', label: string): void {
      const backwards = changes
        .toReversed()
        .map(({ table, before, after }) => ({ table, before: after, after: before }))
      for (const one of to === 'done' ? changes : backwards) replayOne(one, label)
    },
  }
}
