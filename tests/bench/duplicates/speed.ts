import type { Report } from '../lib/report.ts'
import { median, percentile } from '../lib/statistics.ts'
import { type OpenTimes, openLibrary } from './opening.ts'
import { makeSearchedLibrary } from './searched.ts'

export interface SpeedOptions {
  /** Images of the synthetic library, and its folder. */
  images: number
  library: string
  rounds: number
}

const callsOfEach = 20
const seconds = (milliseconds: number) => milliseconds / 1000
const megabytes = (bytes: number) => Math.round(bytes / 1e6)

function rowsOf(times: OpenTimes[]): [string, number, number][] {
  const each = (name: string, value: (one: OpenTimes) => number): [string, number, number] => {
    const values = times.map(value)
    return [name, median(values), Math.max(...values)]
  }
  const calls = (name: string, values: (one: OpenTimes) => number[]): [string, number, number] => {
    const all = times.flatMap(values)
    return [name, median(all), percentile(all, 95)]
  }
  return [
    each('opened, s', ({ opened }) => seconds(opened)),
    each('URLs and hashes loaded, s', ({ scansLoaded }) => seconds(scansLoaded)),
    each('clusters ready, s', ({ duplicatesReady }) => seconds(duplicatesReady)),
    each('longest pause of the engine’s thread meanwhile, ms', ({ longestPause }) => longestPause),
    each('first list of 100 clusters, ms', ({ firstList }) => firstList),
    calls('a list again (p95), ms', ({ lists }) => lists),
    each('a list in another order, ms', ({ sorted }) => sorted),
    each('first list at another radius, ms', ({ otherRadius }) => otherRadius),
    calls('one cluster (p95), ms', ({ gets }) => gets),
    calls('keep the best (p95), ms', ({ keeps }) => keeps),
    calls('… until the list is without it (p95), ms', ({ keptListed }) => keptListed),
    calls('undo (p95), ms', ({ undos }) => undos),
    each('memory before, MB', ({ memory }) => megabytes(memory.before)),
    each('memory with clusters, MB', ({ memory }) => megabytes(memory.after)),
  ]
}

function notesOf({ clusters, images, edges, search }: OpenTimes, total: number): string[] {
  const count = (value: number) => value.toLocaleString('en')
  return [
    `${count(total)} images; ${count(clusters)} clusters of ${count(images)} images, ${count(edges)} edges.`,
    search
      ? `The search of the whole library: ${seconds(search.milliseconds).toFixed(1)} s in a thread of its own, told ${search.progress} times how far it is; the engine’s thread paused for at most ${search.longestPause.toFixed(0)} ms.`
      : 'The whole library was not searched in this run.',
  ]
}

/** Opens the library so many times, each in a process of its own, and asks for clusters and decides on some. */
export async function reportSpeed({ images, library, rounds }: SpeedOptions): Promise<Report> {
  await makeSearchedLibrary(images, library)
  const times: OpenTimes[] = []
  for (let round = 0; round < rounds; round++)
    times.push(await openLibrary({ library, calls: callsOfEach, search: round === 0 }))
  return {
    header: ['', 'median', 'most, or 95th percentile'],
    rows: rowsOf(times),
    notes: times.slice(0, 1).flatMap((first) => notesOf(first, images)),
  }
}
