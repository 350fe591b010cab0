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
  /** From now on, statements may take so many milliseconds of computing, all together. */
  begin(budget: number): void
  /** Rows of a statement. Fails with `invalid` where time is over. */
  all<Row>(statement: Statement): Row[]
  /** Rows of a statement, or undefined where it takes more than that share of the time that is left. */
  allWithin<Row>(share: number, statement: Statement): Row[] | undefined
  close(): void
}

/** By the clock, how many times as long as it may compute: what a slow disk or a busy computer takes is not its own. */
const patience = 10

/** Milliseconds that this thread has computed. */
function computed(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

const tooLong = (budget: number) =>
  new Failure('invalid', `The search took longer than ${budget} ms: narrow it, or sort by something that it tests.`, {
    field: 'searchQuery',
  })

/**
 * Opens the index at `path` for searches. SQL has to call `tick()` or one of the functions for some of the rows that it
 * visits: that is where a statement stops when its time is over, or `isStopped` says so.
 */
export function openSearchConnection(
  path: string,
  functions: SearchFunctions,
  isStopped: () => boolean,
): SearchConnection {
  const database = new SQLite(path, { readonly: true })
  database.pragma('cache_size = -32768')
  let budget = 0
  let limit = 0
  let started = { clock: 0, computed: 0 }
  let late = tooLong(budget)
  const spent = () => computed() - started.computed

  /** What was computed takes a while to ask for, and is never more than what the clock tells. */
  function isOver(most: number): boolean {
    const clock = performance.now() - started.clock
    return clock > most && (clock > budget * patience || spent() > most)
  }

  function tick(): number {
    if (isOver(limit) || isStopped()) throw late
    return 1
  }

  /** The function, which stops as statements do. */
  function ticking(run: SearchFunctions[string]): SearchFunctions[string] {
    let calls = 0
    return (...values) => {
      calls += 1
      if (calls % 64 === 0) tick()
      return run(...values)
    }
  }

  function all<Row>({ text, parameters }: Statement): Row[] {
    tick()
    return database.prepare<Parameter[], Row>(text).all(...parameters)
  }

  // Not deterministic, so that SQLite asks for each row anew.
  database.function('tick', { deterministic: false }, tick)
  for (const [name, run] of Object.entries(functions))
    database.function(name, { deterministic: true, varargs: true }, ticking(run))

  return {
    reader: database,
    begin(milliseconds) {
      budget = milliseconds
      limit = budget
      started = { clock: performance.now(), computed: computed() }
      late = tooLong(budget)
    },
    all,
    allWithin(share, statement) {
      const before = spent()
      limit = before + (budget - before) * share
      try {
        return all(statement)
      } catch (error) {
        if (error !== late || isOver(budget) || isStopped()) throw error
        return undefined
      } finally {
        limit = budget
      }
    },
    close: () => database.close(),
  }
}
