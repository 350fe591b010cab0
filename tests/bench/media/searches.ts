import { FileSearch } from '#shared/file-search.ts'
import { expectStatus, type Load, type LoadResult, startLoad } from '../lib/load.ts'
import type { Report } from '../lib/report.ts'
import type { Script } from '../lib/scripts.ts'
import { interleave, median, medianRatio } from '../lib/statistics.ts'
import { type MediaLibrary, withFiledLibrary } from './library.ts'

export interface SearchOptions {
  images: number
  library?: string | undefined
  rounds: number
}

/** How often each is asked in a round. */
const times = 10

/** A list of 1,000, and searches for 100, each by another field. */
const wishes = [
  { limit: 1000 },
  { limit: 1000, folder: '/photos/3' },
  ...[
    'name = "none.jpg"',
    'name : "2s"',
    'name HAS "hero"',
    'tags IN ["tag 5", "tag 10"]',
    'path : "/photos"',
    '"customMetadata.amount" >= 900',
    'createdAt < "2023-06-01" AND format = "png"',
    'size > "1mb" AND width > 2000',
    'tags IN ["tag 20"] OR name HAS "banner"',
  ].map((searchQuery) => ({ searchQuery, limit: 100 })),
].map((wish) => FileSearch.parse(wish))

const titleOf = ({ searchQuery, folder, limit }: FileSearch) =>
  searchQuery ? `\`${searchQuery}\`` : `list of ${limit.toLocaleString('en')}${folder ? ` in ${folder}` : ''}`

function pathOf({ searchQuery, folder, limit }: FileSearch): string {
  const query = new URLSearchParams({
    limit: String(limit),
    ...(searchQuery && { searchQuery }),
    ...(folder && { path: folder }),
  })
  return `/v1/files?${query}`
}

async function callEach({ library }: MediaLibrary, wish: FileSearch): Promise<number> {
  const latencies = []
  for (let at = 0; at < times; at++) {
    const startedAt = performance.now()
    await library.call('files.search', wish, 'bench')
    latencies.push(performance.now() - startedAt)
  }
  return median(latencies)
}

async function askEach(load: Script<Load, LoadResult>, { port, headers }: MediaLibrary, wish: FileSearch) {
  const requests = Array.from({ length: times }, () => ({ path: pathOf(wish), headers }))
  const result = await load.ask({ port, connections: 1, requests })
  expectStatus(result, 200)
  return median(result.latencies)
}

/** Lists and searches over HTTP, beside the call that answers them. */
export async function reportSearches({ rounds, ...options }: SearchOptions): Promise<Report> {
  const load = startLoad()
  const rows = await withFiledLibrary(options, async (opened) => {
    const measured = []
    for (const wish of wishes) {
      const { items } = await opened.library.call('files.search', wish, 'bench')
      const { http, call } = await interleave<number, 'http' | 'call'>(rounds, {
        http: () => askEach(load, opened, wish),
        call: () => callEach(opened, wish),
      })
      measured.push([titleOf(wish), items.length, median(http), median(call), medianRatio(http, call)])
    }
    return measured
  })
  await load.end()
  const header = ['asked for', 'found', 'HTTP, ms', 'call, ms', 'HTTP ÷ call']
  const note = `${options.images.toLocaleString('en')} files; medians of ${times} in each round, rounds by turns: ${rounds}; over one connection.`
  return { header, rows, notes: [note] }
}
