import { startScript } from '../lib/scripts.ts'

/** What a process that opens the library is to do. */
export interface OpenWork {
  library: string
  /** Calls of each kind. */
  calls: number
  /** Whether to search the whole library again at the end. */
  search: boolean
}

/** What one opening took; times in ms, memory in bytes. */
export interface OpenTimes {
  opened: number
  scansLoaded: number
  duplicatesReady: number
  /** The longest that the engine's thread did nothing else meanwhile. */
  longestPause: number
  clusters: number
  images: number
  edges: number
  firstList: number
  lists: number[]
  sorted: number
  /** At radius 4, never asked for before. */
  otherRadius: number
  gets: number[]
  keeps: number[]
  undos: number[]
  /** Until the cluster is gone from the list, and until it is there again. */
  keptListed: number[]
  memory: { before: number; after: number }
  search: { milliseconds: number; longestPause: number; progress: number } | undefined
}

/** Opens a library in a process of its own, and asks for clusters and decides on some. */
export async function openLibrary(work: OpenWork): Promise<OpenTimes> {
  const script = startScript<OpenWork, OpenTimes>('duplicates-open')
  const times = await script.ask(work)
  await script.end()
  return times
}
