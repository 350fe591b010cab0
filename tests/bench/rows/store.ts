import { type Timed, timeImport } from '../lib/import.ts'
import { expectStatus, type Load, type LoadResult, scraped, startLoad } from '../lib/load.ts'
import type { Script } from '../lib/scripts.ts'
import { type Server, withFreshServer } from '../lib/server.ts'
import { interleave, median, medianRatio, percentile } from '../lib/statistics.ts'
import { preparePhotographs } from './import.ts'
import type { BenchOptions, BenchRow } from './row.ts'

type Photographs = Awaited<ReturnType<typeof preparePhotographs>>
type Stored = Timed & { latencies: number[] }

/** Posts the files as a scraper does; each must be new to the library. */
async function post(load: Script<Load, LoadResult>, files: string[], { port }: Server, connections: number) {
  const requests = files.map(scraped)
  const result = await load.ask({ port, connections, requests })
  expectStatus(result, 201)
  return result
}

async function store(connections: number, { paths, warmUp }: Photographs): Promise<Stored> {
  const load = startLoad()
  const stored = await withFreshServer(async (server) => {
    await post(load, warmUp, server, 1)
    const cpuBefore = server.cpuSeconds()
    const { seconds, latencies } = await post(load, paths, server, connections)
    return { seconds, latencies, cpu: server.cpuSeconds() - cpuBefore }
  })
  await load.end()
  return stored
}

async function measure(megapixels: number, { pictures, rounds }: BenchOptions) {
  const photographs = await preparePhotographs(megapixels, pictures)
  const { warmUp, paths: files } = photographs
  const results = await interleave<Stored, 'imported' | 'one' | 'eight'>(rounds, {
    imported: async () => ({ ...(await timeImport({ warmUp, files })), latencies: [] }),
    one: () => store(1, photographs),
    eight: () => store(8, photographs),
  })
  return { megapixels, pictures, results }
}

type Measured = Awaited<ReturnType<typeof measure>>

function rowOf({ megapixels, pictures, results }: Measured, clients: 'one' | 'eight'): (string | number)[] {
  const cpu = (all: Stored[]) => all.map((one) => (one.cpu * 1000) / pictures)
  const latencies = results[clients].flatMap((one) => one.latencies)
  const [p50, p99] = [percentile(latencies, 50), percentile(latencies, 99)]
  return [
    `${megapixels} MP`,
    clients === 'one' ? 1 : 8,
    pictures / median(results[clients].map(({ seconds }) => seconds)),
    median(cpu(results.imported)),
    median(cpu(results[clients])),
    medianRatio(cpu(results[clients]), cpu(results.imported)),
    p50,
    p99,
    p99 / p50,
  ]
}

export const storeRow: BenchRow = {
  name: 'store',
  title: 'Store over the port',
  aim: 'at most 1.25 of the import’s processor time for a picture; p99 at 8 clients at most 4 times the median',
  async run(options) {
    const measured: Measured[] = []
    for (const megapixels of [2, 6, 12]) measured.push(await measure(megapixels, options))
    const rows = measured.flatMap((one) => [rowOf(one, 'one'), rowOf(one, 'eight')])
    const header = ['photographs', 'clients', 'pictures/s', 'import, CPU ms', 'store, CPU ms', 'ratio']
    header.push('p50 ms', 'p99 ms', 'p99/p50')
    return {
      header,
      rows,
      notes: [`${options.pictures} pictures of each size, posted as forms. CPU: server and decode host.`],
    }
  },
}
