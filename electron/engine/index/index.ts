import { dirname, join } from 'node:path'
import { createArrivals } from './arrivals.ts'
import { createChanging } from './changing.ts'
import { createComparisons } from './comparisons.ts'
import { createCopies } from './copies.ts'
import { type Databases, explainIndexError, openDatabases } from './database.ts'
import { createDecisions } from './decisions.ts'
import { createDoorMemory } from './door-memory.ts'
import { createEdges } from './edges.ts'
import { createEmbeddedMetadata } from './embedded-metadata.ts'
import { createEntries } from './entries.ts'
import { createHashes } from './hashes.ts'
import { createImages } from './images.ts'
import { createJournal } from './journal.ts'
import { createKeeping } from './keeping.ts'
import { createLargeChanges } from './large-changes.ts'
import { createListing } from './listing.ts'
import { createNamed } from './named.ts'
import { createReserve, type Reserve } from './reserve.ts'
import { createSettings } from './settings.ts'
import { createTargets } from './targets.ts'

/** Opens the SQLite index at `path` with all that reads and writes it. Fails with `libraryNewer`, `libraryDamaged`, `diskFull`. */
export function openIndex(path: string, now: () => number) {
  const reserve = createReserve(join(dirname(path), 'reserve'))
  const index = reserve.lend(() => open(path, now, reserve))
  reserve.fill()
  return index
}

function open(path: string, now: () => number, reserve: Reserve) {
  const databases = openDatabases(path)
  try {
    return wire(databases, path, now, reserve)
  } catch (error) {
    databases.close()
    throw explainIndexError(error, path)
  }
}

function wire({ reader, writer, close }: Databases, path: string, now: () => number, reserve: Reserve) {
  const changing = createChanging({ reader, writer }, reserve, now)
  const { transactions, writing, changes } = changing
  const { places } = writing
  const targets = createTargets(writer, writing, changes)
  const setClean = writer.prepare('UPDATE library SET clean = ? WHERE id = 1')
  const wasClean = writer.prepare('SELECT clean FROM library').pluck().get() === 1
  setClean.run(0)

  return {
    images: createImages(reader),
    entries: createEntries(reader),
    named: createNamed(reader, changing.filing.folders),
    listing: createListing(reader),
    journal: createJournal(reader),
    arrivals: createArrivals(writer, transactions, { changes, places, targets }, now),
    ...changing.filing,
    ...createLargeChanges({ ...changing, reader, path, now }),
    keeping: createKeeping(writer, { changes, attributes: writing.attributes }, now),
    hashes: createHashes(reader, writer, transactions),
    edges: createEdges(reader, writer, transactions),
    embeddedMetadata: createEmbeddedMetadata(reader, writer, transactions),
    comparisons: createComparisons(reader, writer, transactions),
    copies: createCopies(reader),
    decisions: createDecisions(reader),
    settings: createSettings(reader, writer, transactions),
    doorMemory: createDoorMemory(reader, writer, transactions),
    /** Whether the library was closed as it should be the last time. */
    wasClean,
    get revision() {
      return transactions.revision
    },
    /** Resolves when no change is being made. */
    idle: transactions.idle,
    /** `clean`: everything that was begun is finished. */
    close({ clean }: { clean: boolean }): void {
      if (clean) setClean.run(1)
      close()
    },
  }
}
