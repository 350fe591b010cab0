import { type Script, startScript } from './scripts.ts'

/** One request of a load: GET a path, or POST a file to it in a form with fields before it. */
export interface LoadRequest {
  path: string
  headers?: Record<string, string>
  post?: { file: string; fields: Record<string, string> }
}

/** Posts a file as a scraper does, to `/images`. */
export const scraped = (file: string): LoadRequest => ({
  path: '/images',
  post: { file, fields: { url: `https://example.org${file}`, client_name: 'bench' } },
})

export interface Load {
  port: number
  connections: number
  requests: LoadRequest[]
}

/** What a load took: the wall time, each answer’s latency in ms (in the order of the requests), and the answers. */
export interface LoadResult {
  seconds: number
  latencies: number[]
  /** How many answers had each status. */
  statuses: Record<number, number>
  bytes: number
}

/** A load generator in a process of its own. */
export const startLoad = (): Script<Load, LoadResult> => startScript('load')

/** Fails unless every answer of the load had that status. */
export function expectStatus({ statuses }: LoadResult, status: number): void {
  const others = Object.keys(statuses).filter((one) => Number(one) !== status)
  if (others.length > 0) throw new Error(`The server answered ${others.join(', ')} where ${status} was due.`)
}
