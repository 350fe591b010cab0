import { expectStatus, type LoadResult } from '../lib/load.ts'
import { startPlainServer } from '../lib/plain-server.ts'
import type { Report } from '../lib/report.ts'
import { interleave, median, medianRatio, percentile } from '../lib/statistics.ts'
import { preparePhotographs } from '../rows/import.ts'
import { type Contenders, withContenders } from './contenders.ts'
import { ipxPath, ourPath } from './crops.ts'
import type { TransformOptions } from './uncached.ts'

const connections = 8
const requestsOfARound = 5000
/** Rounds after which a server that has just been started runs as it does later. */
const warmUpRounds = 4
const form = { format: 'jpeg', quality: 75 } as const

async function bodiesOf(port: number, paths: string[]): Promise<Map<string, Uint8Array>> {
  const bodies = new Map<string, Uint8Array>()
  for (const path of paths)
    bodies.set(path, new Uint8Array(await (await fetch(`http://127.0.0.1:${port}${path}`)).arrayBuffer()))
  return bodies
}

async function compare({ server, ipxPort, load }: Contenders, files: string[], rounds: number) {
  const paths = files.map((file) => ourPath(file, form))
  const bodies = await bodiesOf(server.port, paths)
  const plain = await startPlainServer({ contentType: 'image/jpeg', bodies })
  const turns = Math.ceil(requestsOfARound / paths.length)
  const repeated = Array.from({ length: turns }, () => paths.map((path) => ({ path }))).flat()
  const ask = async (port: number, requests: { path: string }[]) => {
    const result = await load.ask({ port, connections, requests })
    expectStatus(result, 200)
    return result
  }
  const contenders = {
    bare: () => ask(plain.port, repeated),
    ours: () => ask(server.port, repeated),
    ipx: () =>
      ask(
        ipxPort,
        files.map((file) => ({ path: ipxPath(file, form) })),
      ),
  }
  for (let turn = 0; turn < warmUpRounds; turn++)
    for (const warmUp of [contenders.bare, contenders.ours]) await warmUp()
  await contenders.ipx()
  const results = await interleave<LoadResult, 'bare' | 'ours' | 'ipx'>(rounds, contenders)
  await plain.close()
  return { results, size: [...bodies.values()].reduce((sum, { length }) => sum + length, 0) / bodies.size }
}

/** Crops that were asked for before, small ones. */
export async function reportCached({ pictures, rounds }: TransformOptions): Promise<Report> {
  const { paths } = await preparePhotographs(2, pictures)
  const { results, size } = await withContenders(paths, (all) => compare(all, paths, rounds))
  const rates = (all: LoadResult[]) => all.map(({ seconds, latencies }) => latencies.length / seconds)
  const [ours, bare, ipx] = [rates(results.ours), rates(results.bare), rates(results.ipx)]
  const p99 = percentile(
    results.ours.flatMap(({ latencies }) => latencies),
    99,
  )
  const row = [Math.round(size), ...[ours, bare, ipx].map(median), medianRatio(ours, bare), medianRatio(ours, ipx), p99]
  const header = ['bytes each', 'Magpie, requests/s', 'bare node:http', 'ipx', '÷ bare', '÷ ipx', 'p99 ms']
  const note = `${paths.length} JPEGs of 2 MP photographs by turns over ${connections} connections. Bare node:http sends the same bytes from memory; ipx keeps nothing and makes them anew.`
  return { header, rows: [row], notes: [note] }
}
