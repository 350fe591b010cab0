import { Failure } from '#shared/failure.ts'
import { type ChangeableTable, changeableTables, openTable, type Row } from './changeable.ts'
import { isConstraintError, type WritableDatabase } from './database.ts'

/** One row as it was and as it became; null where there was none. Of a row that stayed, its key and what changed of it. */
export interface RowChange {
  table: ChangeableTable
  before: Row | null
  after: Row | null
}

/** Writes rows, and keeps how each was before. */
export interface RowRecorder {
  /** Puts a whole row in the place of the one with its key, if there is one. */
  put(table: ChangeableTable, row: Row): void
  /** Writes some columns of the row with that key, which must be there. */
  patch(table: ChangeableTable, row: Row): void
  /** Takes the row with that key out, if there is one. */
  remove(table: ChangeableTable, key: Row): void
  readonly changes: RowChange[]
}

/** Hears of each row, whole, before it is written. */
export type RowWatch = (table: ChangeableTable, before: Row | null, after: Row | null) => void

const isSame = (a: Row | null, b: Row | null) => JSON.stringify(a) === JSON.stringify(b)
const pick = (row: Row, columns: string[]): Row =>
  Object.fromEntries(columns.map((column) => [column, row[column] ?? null]))

/** Whether a row is as it was left, in the columns that were kept of it. */
const isAsLeft = (row: Row | null, left: Row | null) =>
  row && left ? Object.keys(left).every((column) => row[column] === left[column]) : row === left

const conflict = (label: string, why: string) => new Failure('conflict', `“${label}” cannot be replayed: ${why}`)

/**
 * Undoable changes of rows: recorded with both states, so that doing and undoing are each other's inverse.
 * Replaying demands the rows as the other direction left them, else it is a `conflict`.
 */
export function createRowChanges(writer: WritableDatabase) {
  const tables = Object.fromEntries(changeableTables.map((table) => [table, openTable(writer, table)])) as Record<
    ChangeableTable,
    ReturnType<typeof openTable>
  >

  /** What tells both states: the whole row where it comes or goes, else what differs. */
  function changeOf(table: ChangeableTable, before: Row | null, after: Row | null): RowChange {
    if (!before || !after) return { table, before, after }
    const { keys } = tables[table]
    const columns = Object.keys(after).filter((name) => keys.includes(name) || before[name] !== after[name])
    return { table, before: pick(before, columns), after: pick(after, columns) }
  }

  function replayOne({ table, before, after }: RowChange, label: string, watch: RowWatch): void {
    const { get, whole, replace, isNamed } = tables[table]
    const row = get((before ?? after) as Row)
    if (!isAsLeft(row, before)) throw conflict(label, 'what it changed has changed since.')
    if (row && !after && isNamed(row)) throw conflict(label, 'something was added to what it made.')
    const next = after && whole({ ...row, ...after })
    watch(table, row, next)
    replace(row, next)
  }

  return {
    /** A recorder for one change, within a transaction. */
    record(watch: RowWatch): RowRecorder {
      const changes: RowChange[] = []
      function change(table: ChangeableTable, before: Row | null, after: Row | null): void {
        if (isSame(before, after)) return
        watch(table, before, after)
        tables[table].replace(before, after)
        changes.push(changeOf(table, before, after))
      }
      return {
        put: (table, row) => change(table, tables[table].get(row), tables[table].whole(row)),
        patch(table, row) {
          const before = tables[table].get(row)
          if (!before) throw new Error(`no row of ${table} has the key ${JSON.stringify(row)}`)
          change(table, before, { ...before, ...row })
        },
        remove: (table, key) => change(table, tables[table].get(key), null),
        changes,
      }
    },
    /** Does the recorded changes again, or takes them back in reverse order. */
    replay(changes: readonly RowChange[], to: 'done' | 'undone', label: string, watch: RowWatch): void {
      const backwards = () =>
        changes.toReversed().map(({ table, before, after }) => ({ table, before: after, after: before }))
      try {
        for (const one of to === 'done' ? changes : backwards()) replayOne(one, label, watch)
      } catch (error) {
        if (!isConstraintError(error)) throw error
        throw conflict(label, 'its place has been taken, or what it needs is gone.')
      }
    },
  }
}
