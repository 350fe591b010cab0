import { compareWithPlain } from '../lib/compare.ts'
import { withLargeServer } from '../lib/server.ts'
import { median, medianRatio, percentile } from '../lib/statistics.ts'
import { makeImage } from '../library/images.ts'
import { createRandom } from '../library/random.ts'
import { makeUrl } from '../library/urls.ts'
import type { BenchOptions, BenchRow } from './row.ts'

const lookups = 5000

/** Paths that look up URLs from all over the library. */
function choosePaths(images: number): string[] {
  const random = createRandom(images)
  const chosen = Array.from({ length: lookups }, () => 1 + random.below(images))
  const live = chosen.filter((image) => !makeImage(image).isTrashed)
  return live.map((image) => `/images/lookup?url=${encodeURIComponent(makeUrl(image, 0))}`)
}

async function measure({ images, library, rounds }: BenchOptions) {
  const paths = choosePaths(images)
  return withLargeServer({ images, library }, async ({ address, port }) => {
    const body = new Uint8Array(await (await fetch(`${address}${paths[0]}`)).arrayBuffer())
    const answers = { contentType: 'application/json', bodies: new Map(paths.map((path) => [path, body])) }
    return compareWithPlain({ rounds, connections: 1, paths, port, answers })
  })
}

export const lookupRow: BenchRow = {
  name: 'lookup',
  title: 'Lookup by URL',
  aim: 'p50 at most 0.5 ms, and at most 2 times a bare node:http answer of the same size',
  async run(options) {
    const { bare, ours } = await measure(options)
    const latencies = (percent: number) => ({
      bare: bare.map((result) => percentile(result.latencies, percent)),
      ours: ours.map((result) => percentile(result.latencies, percent)),
    })
    const rows = [50, 99].map((percent) => {
      const all = latencies(percent)
      return [`p${percent}`, median(all.bare), median(all.ours), medianRatio(all.ours, all.bare)]
    })
    const header = ['latency', 'bare node:http, ms', 'Magpie, ms', 'ratio']
    const notes = [`${lookups} URLs out of ${options.images.toLocaleString('en')} images, one connection.`]
    return { header, rows, notes }
  },
}
