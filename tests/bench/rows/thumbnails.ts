import { compareWithPlain } from '../lib/compare.ts'
import { type Server, withLargeServer } from '../lib/server.ts'
import { median, medianRatio } from '../lib/statistics.ts'
import type { BenchOptions, BenchRow } from './row.ts'

const newest = 1000
const connections = 8
const turns = 20

async function fetchAll({ address, client }: Server): Promise<Map<string, Uint8Array>> {
  const { items } = await client.images.list({ limit: newest })
  const bodies = new Map<string, Uint8Array>()
  for (const { hash } of items) {
    const path = `/v1/thumbnails/${hash}`
    bodies.set(path, new Uint8Array(await (await fetch(`${address}${path}`)).arrayBuffer()))
  }
  return bodies
}

const measure = ({ images, library, rounds }: BenchOptions) =>
  withLargeServer({ images, library }, async (server) => {
    const bodies = await fetchAll(server)
    const paths = Array.from({ length: turns }, () => [...bodies.keys()]).flat()
    const answers = { contentType: 'image/jpeg', bodies }
    const results = await compareWithPlain({ rounds, connections, paths, port: server.port, answers })
    return { results, requests: paths.length }
  })

export const thumbnailsRow: BenchRow = {
  name: 'thumbnails',
  title: 'Thumbnails',
  aim: 'at least 0.4 of the requests/s of a bare node:http server that sends the same bytes from memory',
  async run(options) {
    const { results, requests } = await measure(options)
    const rates = (all: typeof results.ours) => all.map(({ seconds }) => requests / seconds)
    const [bare, ours] = [rates(results.bare), rates(results.ours)]
    const size = (results.bare[0]?.bytes ?? 0) / requests
    const header = ['connections', 'bytes each', 'bare node:http, requests/s', 'Magpie, requests/s', 'ratio']
    return { header, rows: [[connections, Math.round(size), median(bare), median(ours), medianRatio(ours, bare)]] }
  },
}
