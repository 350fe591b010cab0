import type { ReadableDatabase, WritableDatabase } from './database.ts'
import type { Transactions } from './transactions.ts'

/**
 * Two near-duplicate nodes by their founders: the first images (row ids) that have their hashes.
 * `orientation` is the place in the contract's list: what is done to a to get b.
 */
export interface EdgeRow {
  a: number
  b: number
  distance: number
  detailDistance: number
  orientation: number
}

/** Bytes of one packed edge: two row ids, the 64-bit distance, the 256-bit one in two bytes, the orientation. */
const packed = 12

function unpack(hex: string): EdgeRow[] {
  const bytes = Buffer.from(hex, 'hex')
  return Array.from({ length: bytes.length / packed }, (_, i) => ({
    a: bytes.readInt32BE(i * packed),
    b: bytes.readInt32BE(i * packed + 4),
    distance: bytes.readUInt8(i * packed + 8),
    detailDistance: bytes.readUInt16BE(i * packed + 9),
    orientation: bytes.readUInt8(i * packed + 11),
  }))
}

/** The edges between near-duplicates, and up to which image they are known. */
export function createEdges(reader: ReadableDatabase, writer: WritableDatabase, transactions: Transactions) {
  const page = reader
    .prepare<[number, number, number], string | null>(
      `SELECT group_concat(printf('%08x%08x%02x%04x%02x', a, b, distance, detail_distance, orientation), '')
       FROM (SELECT * FROM edges WHERE (a, b) > (?, ?) ORDER BY a, b LIMIT ?)`,
    )
    .pluck()
  const put = writer.prepare(
    `INSERT INTO edges (a, b, distance, detail_distance, orientation) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET distance = excluded.distance, detail_distance = excluded.detail_distance,
       orientation = excluded.orientation
     WHERE (excluded.detail_distance, excluded.distance, excluded.orientation) < (detail_distance, edges.distance, edges.orientation)`,
  )
  const through = reader.prepare<[], number>('SELECT matched_through FROM library').pluck()
  const setThrough = writer.prepare('UPDATE library SET matched_through = ?')

  return {
    /** All edges, in stretches of at most `limit`. */
    async *all(limit: number): AsyncGenerator<EdgeRow[]> {
      let last = { a: 0, b: 0 }
      for (let hex = page.get(last.a, last.b, limit); hex; hex = page.get(last.a, last.b, limit)) {
        const edges = unpack(hex)
        yield edges
        last = edges.at(-1) ?? last
      }
    },
    /** Keeps edges, each pair's best; `matchedThrough` is the image up to which all are known now. */
    put: async (edges: readonly EdgeRow[], matchedThrough?: number): Promise<void> =>
      transactions.run(() => {
        for (const { a, b, distance, detailDistance, orientation } of edges)
          put.run(a, b, distance, detailDistance, orientation)
        if (matchedThrough !== undefined) setThrough.run(matchedThrough)
      }),
    matchedThrough: (): number => through.get() ?? 0,
  }
}

export type Edges = ReturnType<typeof createEdges>
