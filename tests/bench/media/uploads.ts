import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { FileTarget } from '../../../electron/engine/entry.ts'
import { expectStatus, type LoadRequest, startLoad } from '../lib/load.ts'
import type { Report } from '../lib/report.ts'
import { interleave, median, medianRatio, percentile } from '../lib/statistics.ts'
import { preparePhotographs } from '../rows/import.ts'
import { type MediaLibrary, withNewLibrary } from './library.ts'

const folder = '/uploads'
const chunk = 65_536

interface Stored {
  seconds: number
  latencies: number[]
}
type Store = (opened: MediaLibrary, files: string[], atOnce: number) => Promise<Stored>

async function* chunksOf(bytes: Buffer) {
  for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk)
}

async function storeOne({ library }: MediaLibrary, path: string, bytes: Buffer): Promise<number> {
  const name = basename(path)
  const target: FileTarget = { folder, name, unique: true, overwrite: true, attributes: {}, clears: [] }
  const startedAt = performance.now()
  await library.store(chunksOf(bytes), { url: `file:///${name}`, clientName: 'bench', filename: name }, { target })
  return performance.now() - startedAt
}

/** Stores by the call that the route makes, from memory. */
const byCall: Store = async (opened, files, atOnce) => {
  const queue = files.map((path) => [path, readFileSync(path)] as const).values()
  const latencies: number[] = []
  const startedAt = performance.now()
  const work = async () => {
    for (const [path, bytes] of queue) latencies.push(await storeOne(opened, path, bytes))
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return { seconds: (performance.now() - startedAt) / 1000, latencies }
}

/** Stores as ImageKit’s SDKs do. */
const overHttp: Store = async ({ port, headers }, files, atOnce) => {
  const load = startLoad()
  const requests = files.map(
    (path): LoadRequest => ({
      path: '/api/v1/files/upload',
      headers,
      post: { file: path, fields: { fileName: basename(path), folder } },
    }),
  )
  const result = await load.ask({ port, connections: atOnce, requests })
  await load.end()
  expectStatus(result, 200)
  return result
}

/** Photographs of 2 megapixels into an empty library, one and eight at a time. */
export async function reportUploads({ pictures, rounds }: { pictures: number; rounds: number }): Promise<Report> {
  const { paths, warmUp } = await preparePhotographs(2, pictures)
  const timed = (store: Store, atOnce: number) =>
    withNewLibrary(async (opened) => {
      await store(opened, warmUp, 1)
      return store(opened, paths, atOnce)
    })
  const rows = []
  for (const atOnce of [1, 8]) {
    const { http, call } = await interleave<Stored, 'http' | 'call'>(rounds, {
      http: () => timed(overHttp, atOnce),
      call: () => timed(byCall, atOnce),
    })
    const seconds = (all: Stored[]) => all.map((one) => one.seconds)
    const middle = (all: Stored[]) =>
      percentile(
        all.flatMap((one) => one.latencies),
        50,
      )
    const rates = [http, call].map((all) => pictures / median(seconds(all)))
    rows.push([atOnce, ...rates, middle(http), middle(call), medianRatio(seconds(http), seconds(call))])
  }
  const header = ['at once', 'HTTP, pictures/s', 'call, pictures/s', 'HTTP, p50 ms', 'call, p50 ms', 'HTTP ÷ call']
  return {
    header,
    rows,
    notes: [`${pictures} photographs of 2 MP, rounds by turns: ${rounds}; the bytes from memory.`],
  }
}
