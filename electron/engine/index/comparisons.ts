import type { PairKind } from '#shared/schema.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import type { Transactions } from './transactions.ts'

/** What the pixels of two images (row ids) told; null when they could not be compared. */
export interface Comparison {
  a: number
  b: number
  kind: PairKind | null
  difference: number | null
}

/** What comparing the pixels of pairs told. */
export function createComparisons(reader: ReadableDatabase, writer: WritableDatabase, transactions: Transactions) {
  const all = reader.prepare<[number, number, number], Comparison>(
    'SELECT * FROM comparisons WHERE (a, b) > (?, ?) ORDER BY a, b LIMIT ?',
  )
  const put = writer.prepare('INSERT OR REPLACE INTO comparisons (a, b, kind, difference) VALUES (?, ?, ?, ?)')

  return {
    async *all(limit: number): AsyncGenerator<Comparison[]> {
      let last = { a: 0, b: 0 }
      for (let rows = all.all(last.a, last.b, limit); rows.length > 0; rows = all.all(last.a, last.b, limit)) {
        yield rows
        last = rows.at(-1) ?? last
      }
    },
    put: async (rows: readonly Comparison[]): Promise<void> =>
      transactions.run(() => {
        for (const { a, b, kind, difference } of rows) put.run(Math.min(a, b), Math.max(a, b), kind, difference)
      }),
  }
}

export type Comparisons = ReturnType<typeof createComparisons>
