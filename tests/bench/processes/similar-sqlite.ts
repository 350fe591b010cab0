import SQLite from 'better-sqlite3'
import { hammingDistance } from '#shared/hamming.ts'
import type { ScanTimes } from '../lib/native.ts'
import { answerWith } from '../lib/scripts.ts'
import { hashAt, makeMixture } from '../similar/mixture.ts'
import type { QueryWork } from '../similar/queries.ts'

let query: SQLite.Statement<[string, number], { image: number }> | undefined

/** A table in memory, and the distance as a function of SQL. */
function load(count: number) {
  const database = new SQLite(':memory:')
  database.exec('CREATE TABLE images (image INTEGER PRIMARY KEY, hash TEXT NOT NULL) STRICT')
  const insert = database.prepare<[number, string]>('INSERT INTO images VALUES (?, ?)')
  const mixture = makeMixture(count)
  database.transaction(() => {
    for (const [at, image] of mixture.images.entries()) insert.run(image, hashAt(mixture, at))
  })()
  database.function('hamming', { deterministic: true }, (a, b) => hammingDistance(String(a), String(b)))
  return database.prepare<[string, number], { image: number }>('SELECT image FROM images WHERE hamming(hash, ?) <= ?')
}

answerWith(async ({ count, hash, distance, turns }: QueryWork): Promise<ScanTimes> => {
  query ??= load(count)
  const times: ScanTimes = { hits: 0, milliseconds: [] }
  for (let turn = 0; turn < turns; turn++) {
    const startedAt = performance.now()
    times.hits = query.all(hash, distance).length
    times.milliseconds.push(performance.now() - startedAt)
  }
  return times
})
