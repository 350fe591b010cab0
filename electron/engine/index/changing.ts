import { createChanges } from './changes.ts'
import type { Databases } from './database.ts'
import { createFileWriting, createFiling } from './filing.ts'
import { createPlaces } from './places.ts'
import type { Reserve } from './reserve.ts'
import { createRestoring } from './restoring.ts'
import { createTransactions } from './transactions.ts'

/** What changes files and folders undoably by a connection, and what that is made of. */
export function createChanging(databases: Pick<Databases, 'reader' | 'writer'>, reserve: Reserve, now: () => number) {
  const { writer } = databases
  const transactions = createTransactions(writer, reserve)
  const places = createPlaces(writer, now)
  const writing = createFileWriting(writer, places, now)
  const changes = createChanges(writer, transactions, createRestoring(writer, places), now)
  return { transactions, writing, changes, filing: createFiling(databases, writing, changes) }
}
