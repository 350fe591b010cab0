import { previewPath } from '#shared/urls.ts'
import { expectStatus, startLoad } from '../lib/load.ts'
import type { Report } from '../lib/report.ts'
import { withFreshServer } from '../lib/server.ts'
import { percentile } from '../lib/statistics.ts'
import { preparePhotographs } from '../rows/import.ts'
import { storeAll } from './contenders.ts'

/** What a person changes in the panel, and the steps after the change of that number. */
const changes: Record<string, (at: number) => string> = {
  'width and height': (at) => `w-${400 + at},h-${300 + at}`,
  quality: (at) => `w-800,q-${20 + (at % 80)},f-jpg,bl-${1 + Math.floor(at / 80)}`,
  blur: (at) => `w-800:bl-${1 + (at % 100)}`,
  sharpening: (at) => `w-800,e-sharpen-${1 + (at % 99)}`,
  'corner radius': (at) => `w-800,h-600,r-${1 + at}`,
  text: (at) => `w-800,l-text,i-Magpie,fs-${20 + at},co-FFFFFF,l-end`,
  'no size, contrast': (at) => `e-contrast,q-${20 + (at % 80)}`,
}

/** The panel’s preview of a photograph of 12 megapixels, after each change of a parameter. */
export async function reportPreview({ changes: times }: { changes: number }): Promise<Report> {
  const { paths } = await preparePhotographs(12, 1)
  const load = startLoad()
  const rows = await withFreshServer(async (server) => {
    await storeAll(load, server.port, paths)
    const hash = (await server.client.images.list({ limit: 1 })).items[0]?.hash ?? ''
    const ask = async (stepsAt: (at: number) => string) => {
      const requests = Array.from({ length: times + 1 }, (_, at) => ({ path: previewPath(hash, stepsAt(at)) }))
      const result = await load.ask({ port: server.port, connections: 1, requests })
      expectStatus(result, 200)
      return result.latencies
    }
    const measured = []
    for (const [name, stepsAt] of Object.entries(changes)) {
      const [first = Number.NaN, ...after] = await ask(stepsAt)
      measured.push([name, first, percentile(after, 50), percentile(after, 99)])
    }
    return measured
  })
  await load.end()
  const note = `One photograph of 12 MP, ${times} changes of each kind over one connection. The very first request opens the picture.`
  return { header: ['changed', 'first, ms', 'p50 ms', 'p99 ms'], rows, notes: [note] }
}
