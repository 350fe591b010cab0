import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compileScan, type ScanTimes } from '../lib/native.ts'
import type { Report } from '../lib/report.ts'
import { compareScans } from '../lib/scan.ts'
import { type Script, startScript } from '../lib/scripts.ts'
import { median, medianRatio } from '../lib/statistics.ts'
import { hashAt, makeMixture } from './mixture.ts'

/** One radius search, so many times over. */
export interface QueryWork {
  count: number
  /** Where the process leaves what the C program reads. */
  folder: string
  hash: string
  distance: number
  turns: number
}

const distances = [4, 8, 10]
/** The function of SQL is asked over so many at most: its time grows with their number alone. */
const mostForSQLite = 1_000_000
/** The same picture in every size: one that has near ones. */
const wanted = 596

async function askSQLite(sqlite: Script<QueryWork, ScanTimes>, work: QueryWork): Promise<number> {
  const count = Math.min(work.count, mostForSQLite)
  const { milliseconds } = await sqlite.ask({ ...work, count, turns: 1 })
  return (median(milliseconds) * work.count) / count
}

async function measure(count: number, rounds: number, folder: string): Promise<(string | number)[][]> {
  const native = compileScan('hamming', folder)
  const ours = startScript<QueryWork, ScanTimes>('similar-query')
  const sqlite = startScript<QueryWork, ScanTimes>('similar-sqlite')
  const hash = hashAt(makeMixture(wanted + 1), wanted)
  const rows: (string | number)[][] = []
  for (const distance of distances) {
    const work = { count, folder, hash, distance, turns: 5 }
    await ours.ask(work)
    const times = await compareScans(rounds, {
      ours: (turns) => ours.ask({ ...work, turns }),
      native: native && ((turns) => native(join(folder, 'hashes'), hash, distance, turns)),
    })
    const slow = await askSQLite(sqlite, work)
    const scan = median(times.ours)
    rows.push([
      count,
      distance,
      times.hits,
      scan,
      median(times.native),
      medianRatio(times.ours, times.native),
      slow,
      slow / scan,
    ])
  }
  await Promise.all([ours.end(), sqlite.end()])
  return rows
}

/** One query of the library’s index, beside a loop in C over the same hashes and beside a function of SQLite. */
export async function reportQueries(sizes: number[], rounds: number): Promise<Report> {
  const rows = []
  for (const size of sizes) {
    const folder = mkdtempSync(join(tmpdir(), 'magpie-bench-similar-'))
    try {
      rows.push(...(await measure(size, rounds, folder)))
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
  const header = ['hashes', 'distance', 'hits', 'ours, ms', 'C, ms', 'ours / C', 'SQLite, ms', 'SQLite / ours']
  const notes = [
    'Ours is the engine’s radius search with every image live, C the same loop by gcc -O3; both by turns, medians. ' +
      'SQLite calls a JavaScript function for each row of a table in memory; above 1,000,000 rows it is ' +
      'measured on 1,000,000 and scaled.',
  ]
  return { header, rows, notes }
}
