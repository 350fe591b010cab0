import { Failure } from '#shared/failure.ts'
import type { JournalRow } from '#shared/schema.ts'
import type { Changes } from '../index/changes.ts'
import type { createJournal } from '../index/journal.ts'
import type { MakeChange } from './make-change.ts'
import type { Services } from './services.ts'

export interface HistoryParts {
  changes: Changes
  journal: ReturnType<typeof createJournal>
  makeChange: MakeChange
}

/** Calls on the history of undoable changes. */
export function createHistoryServices({ changes, journal, makeChange }: HistoryParts) {
  async function replay(id: number | undefined, to: 'done' | 'undone'): Promise<JournalRow> {
    if (id === undefined) throw new Failure('notFound', `There is nothing to ${to === 'undone' ? 'undo' : 'redo'}.`)
    await makeChange(() => changes.replay(id, to))
    return (await journal.get(id)) as JournalRow
  }

  return {
    'history.list': ({ before, limit }) => journal.list(before ?? Number.MAX_SAFE_INTEGER, limit),
    'history.undo': async ({ id }, actor) => replay(id ?? (await journal.nextUndo(actor)), 'undone'),
    'history.redo': async ({ id }, actor) => replay(id ?? (await journal.nextRedo(actor)), 'done'),
  } satisfies Partial<Services>
}
