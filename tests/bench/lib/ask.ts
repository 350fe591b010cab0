import { expectStatus, startLoad } from './load.ts'
import { percentile } from './statistics.ts'

/** Median latency in ms of each path over one connection, every path asked for so many times, by turns. */
export async function askEach(port: number, paths: string[], times: number): Promise<number[]> {
  const load = startLoad()
  const requests = Array.from({ length: times }, () => paths.map((path) => ({ path }))).flat()
  await load.ask({ port, connections: 1, requests: paths.map((path) => ({ path })) })
  const result = await load.ask({ port, connections: 1, requests })
  expectStatus(result, 200)
  await load.end()
  return paths.map((_, at) =>
    percentile(
      result.latencies.filter((_, turn) => turn % paths.length === at),
      50,
    ),
  )
}
