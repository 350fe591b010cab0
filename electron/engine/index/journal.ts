import type { JournalRow } from '#shared/schema.ts'
import type { ReadableDatabase } from './database.ts'
import { isoTime } from './rows.ts'

type Row = Omit<JournalRow, 'at'> & { at: number }
const columns = 'id, at, actor, label, state'
const toJournalRow = (row: Row): JournalRow => ({ ...row, at: isoTime(row.at) })

/** Reads the history of undoable changes. */
export function createJournal(reader: ReadableDatabase) {
  const page = reader.prepare<[number, number], Row>(
    `SELECT ${columns} FROM journal WHERE id < ? ORDER BY id DESC LIMIT ?`,
  )
  const one = reader.prepare<[number], Row>(`SELECT ${columns} FROM journal WHERE id = ?`)
  const lastDone = reader
    .prepare<[string], number>(`SELECT max(id) FROM journal WHERE actor = ? AND state = 'done'`)
    .pluck()
  const firstUndone = reader
    .prepare<[string, number], number>(`SELECT min(id) FROM journal WHERE actor = ? AND state = 'undone' AND id > ?`)
    .pluck()

  return {
    /** Rows with ids below `before`, newest first. */
    list: async (before: number, limit: number) => page.all(before, limit).map(toJournalRow),
    get: async (id: number) => {
      const row = one.get(id)
      return row && toJournalRow(row)
    },
    /** The change that the actor's next undo takes back. */
    nextUndo: async (actor: string) => lastDone.get(actor) ?? undefined,
    /** The change that the actor's next redo does again: the oldest undone one with nothing done after it. */
    nextRedo: async (actor: string) => firstUndone.get(actor, lastDone.get(actor) ?? 0) ?? undefined,
  }
}
