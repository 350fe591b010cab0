import { join } from 'node:path'
import { askEach } from '../lib/ask.ts'
import { compareScans, withScans } from '../lib/scan.ts'
import { withLargeServer } from '../lib/server.ts'
import { median } from '../lib/statistics.ts'
import { makeLibrary } from '../library/make.ts'
import { makeUrl } from '../library/urls.ts'
import type { BenchOptions, BenchRow } from './row.ts'

const asked = 20

/** From one character to a rare phrase, and one that no URL holds. */
function chooseNeedles(images: number): string[] {
  const rare = new URL(makeUrl(Math.ceil(images / 3), 0)).pathname.slice(1)
  const needles = ['j', 'im', 'example.', 'shop', 'products/gallery', 'site0123.', '-1920x', rare]
  return [...needles, 'nowhere-to-be-found']
}

const overHttp = (options: BenchOptions, needles: string[]) =>
  withLargeServer(options, ({ port }) => {
    const paths = needles.map((needle) => `/images/search?limit=100&url_contains=${encodeURIComponent(needle)}`)
    return askEach(port, paths, asked)
  })

const scanOnly = ({ library, rounds }: BenchOptions, needles: string[]) =>
  withScans('url-scan', 'substring', async ({ ours, native, folder }) => {
    const index = join(library, 'index.db')
    const files = [join(folder, 'text'), join(folder, 'offsets')]
    await ours.ask({ index, folder, query: 'warm', turns: 3 })
    const measured = []
    for (const query of needles) {
      const contenders = {
        ours: (turns: number) => ours.ask({ index, folder, query, turns }),
        native: native && ((turns: number) => native(...files, query.toLowerCase(), turns)),
      }
      measured.push(await compareScans(rounds, contenders))
    }
    return measured
  })

export const searchRow: BenchRow = {
  name: 'search',
  title: 'URL substring',
  aim: 'p50 at most 25 ms over HTTP with total and 100 rows; the scan itself at most 1.2 times the same loop in C',
  async run(options) {
    const needles = chooseNeedles(options.images)
    await makeLibrary(options.images, options.library)
    const scans = await scanOnly(options, needles)
    const latencies = await overHttp(options, needles)
    const rows = needles.map((needle, at) => {
      const { hits = 0, ours = [], native = [] } = scans[at] ?? {}
      const [scan, c] = [median(ours), median(native)]
      return [needle, hits, latencies[at] ?? Number.NaN, scan, c, scan / c]
    })
    return { header: ['needle', 'hits', 'HTTP p50, ms', 'scan, ms', 'C, ms', 'scan / C'], rows }
  },
}
