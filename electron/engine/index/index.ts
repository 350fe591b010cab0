import { createArrivals } from './arrivals.ts'
import { createChanges } from './changes.ts'
import { openDatabases } from './database.ts'
import { createEntries } from './entries.ts'
import { createImages } from './images.ts'
import { createJournal } from './journal.ts'
import { createListing } from './listing.ts'
import { createTransactions } from './transactions.ts'

/** Opens the SQLite index at `path` with all that reads and writes it. Fails with `libraryNewer` or `libraryDamaged`. */
export function openIndex(path: string, now: () => number) {
  const { reader, writer, close } = openDatabases(path)
  const transactions = createTransactions(writer)
  const changes = createChanges(writer, transactions, now)
  const setClean = writer.prepare('UPDATE library SET clean = ? WHERE id = 1')
  const wasClean = writer.prepare('SELECT clean FROM library').pluck().get() === 1
  setClean.run(0)

  return {
    images: createImages(reader),
    entries: createEntries(reader),
    listing: createListing(reader),
    journal: createJournal(reader),
    arrivals: createArrivals(writer, transactions, changes, now),
    changes,
    /** Whether the library was closed as it should be the last time. */
    wasClean,
    get revision() {
      return transactions.revision
    },
    /** `clean`: everything that was begun is finished. */
    close({ clean }: { clean: boolean }): void {
      if (clean) setClean.run(1)
      close()
    },
  }
}
