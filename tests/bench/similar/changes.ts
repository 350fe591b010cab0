import type { Report } from '../lib/report.ts'
import { startScript } from '../lib/scripts.ts'
import { median, percentile } from '../lib/statistics.ts'

export interface ChangesWork {
  count: number
}

export interface Loaded {
  milliseconds: number
  megabytes: number
}

/** What one process measured. */
export interface Changes {
  hashes: Loaded
  matches: Loaded
  /** The first search, which files what was loaded. */
  filing: Loaded
  /** Milliseconds. */
  snapshot: number
  /** Microseconds of each. */
  hashRemovals: number[]
  adds: number[]
  removals: number[]
}

/** What a 2 MP photograph costs to store, in microseconds of one core. */
const photograph = 12_000

function rowOf(size: number, { hashes, matches, filing, snapshot, hashRemovals, adds, removals }: Changes) {
  return [
    size,
    hashes.milliseconds,
    hashes.megabytes,
    matches.milliseconds,
    filing.milliseconds,
    matches.megabytes + filing.megabytes,
    snapshot,
    median(adds),
    percentile(adds, 95),
    `${((median(adds) / photograph) * 100).toFixed(1)} %`,
    median(removals),
    median(hashRemovals),
  ]
}

/** Loading the two indexes, and adding and removing single pictures. */
export async function reportChanges(sizes: number[]): Promise<Report> {
  const rows = []
  for (const count of sizes) {
    const script = startScript<ChangesWork, Changes>('similar-changes')
    rows.push(rowOf(count, await script.ask({ count })))
    await script.end()
  }
  const header = [
    'hashes',
    'load radius index, ms',
    'MB',
    'load match index, ms',
    'file it, ms',
    'MB',
    'snapshot, ms',
    'add p50, µs',
    'add p95, µs',
    'of a 2 MP photo',
    'remove, µs',
    'remove from radius index, µs',
  ]
  const notes = [
    'The radius index answers `similar`; the match index finds what a stored picture is near to, in all eight ' +
      'orientations by both hashes, and takes it in: that is `add`, on the engine’s thread, beside some 12 ms of ' +
      'processor time for a photograph of 2 MP. Up to 262,144 that came after the last filing are looked at one by one ' +
      'and add up to 0.3 ms; with more, the next search files them all.',
  ]
  return { header, rows, notes }
}
