import SQLite from 'better-sqlite3'
import { Failure } from '#shared/failure.ts'
import type { ReadableDatabase } from './database.ts'

export type Parameter = string | number | Uint8Array

/** SQL text and what its question marks stand for, in their order. */
export interface Statement {
  text: string
  parameters: Parameter[]
}

/** Pure functions that the SQL of searches may call. */
export type SearchFunctions = Record<string, (...values: never[]) => string | number | null>

/** A connection of its own that only reads, and stops what takes too long. */
export interface SearchConnection {
  reader: ReadableDatabase
  /** From now on, statements may take so many milliseconds, all together. */
  begin(budget: number): void
  /** Rows of a statement. Fails with `invalid` where time is over. */
  all<Row>(statement: Statement): Row[]
  /** Rows of a statement, or undefined where it takes more than that share of the time that is left. */
  allWithin<Row>(share: number, statement: Statement): Row[] | undefined
  close(): void
}

const tooLong = (budget: number) =>
  new Failure('invalid', `The search took longer than ${budget} ms: narrow it, or sort by something that it tests.`, {
    field: 'searchQuery',
  })

/**
 * Opens the index at `path` for searches. SQL has to call `tick()` for some of the rows that it visits: that is where a
 * statement stops when its time is over, or `isStopped` says so.
 */
export function openSearchConnection(
  path: string,
  functions: SearchFunctions,
  isStopped: () => boolean,
): SearchConnection {
  const database = new SQLite(path, { readonly: true })
  database.pragma('cache_size = -32768')
  let budget = 0
  let end = 0
  let sooner = Number.POSITIVE_INFINITY
  let late = tooLong(budget)

  function tick(): number {
    if (performance.now() > Math.min(end, sooner) || isStopped()) throw late
    return 1
  }

  function all<Row>({ text, parameters }: Statement): Row[] {
    tick()
    return database.prepare<Parameter[], Row>(text).all(...parameters)
  }

  // Not deterministic, so that SQLite asks for each row anew.
  database.function('tick', { deterministic: false }, tick)
  for (const [name, run] of Object.entries(functions)) database.function(name, { deterministic: true }, run)

  return {
    reader: database,
    begin(milliseconds) {
      budget = milliseconds
      end = performance.now() + budget
      late = tooLong(budget)
    },
    all,
    allWithin(share, statement) {
      const now = performance.now()
      sooner = now + (end - now) * share
      try {
        return all(statement)
      } catch (error) {
        if (error !== late || performance.now() > end || isStopped()) throw error
        return undefined
      } finally {
        sooner = Number.POSITIVE_INFINITY
      }
    },
    close: () => database.close(),
  }
}
