import { join } from 'node:path'
import { askEach } from '../lib/ask.ts'
import { compareScans, withScans } from '../lib/scan.ts'
import { withLargeServer } from '../lib/server.ts'
import { median } from '../lib/statistics.ts'
import { makeImage } from '../library/images.ts'
import { makeLibrary } from '../library/make.ts'
import type { BenchOptions, BenchRow } from './row.ts'

const asked = 100
const distances = [4, 8, 12]

/** The hash of a picture that has a near-duplicate. */
const hashOf = (images: number) => makeImage(20 * Math.ceil(images / 60)).perceptualHash.toString('hex')

const overHttp = (options: BenchOptions, hash: string) =>
  withLargeServer(options, ({ port }) => {
    const path = `/images/similar?perceptual_hash=${hash}&max_hamming_distance=`
    return askEach(
      port,
      distances.map((distance) => `${path}${distance}`),
      asked,
    )
  })

const scanOnly = ({ library, rounds }: BenchOptions, hash: string) =>
  withScans('hash-scan', 'hamming', async ({ ours, native, folder }) => {
    const index = join(library, 'index.db')
    await ours.ask({ index, folder, query: `${hash} 4`, turns: 50 })
    const measured = []
    for (const distance of distances) {
      const contenders = {
        ours: (turns: number) => ours.ask({ index, folder, query: `${hash} ${distance}`, turns }),
        native: native && ((turns: number) => native(join(folder, 'hashes'), hash, distance, turns)),
      }
      measured.push(await compareScans(rounds, contenders))
    }
    return measured
  })

export const similarRow: BenchRow = {
  name: 'similar',
  title: 'Similar images',
  aim: 'at most 3 ms over HTTP; the scan at most 1.2 times the same loop in C',
  async run(options) {
    const hash = hashOf(options.images)
    await makeLibrary(options.images, options.library)
    const scans = await scanOnly(options, hash)
    const latencies = await overHttp(options, hash)
    const rows = distances.map((distance, at) => {
      const { hits = 0, ours = [], native = [] } = scans[at] ?? {}
      const [scan, c] = [median(ours), median(native)]
      return [`up to ${distance} bits`, hits, latencies[at] ?? Number.NaN, scan, c, scan / c]
    })
    return { header: ['distance', 'hits', 'HTTP p50, ms', 'scan, ms', 'C, ms', 'scan / C'], rows }
  },
}
