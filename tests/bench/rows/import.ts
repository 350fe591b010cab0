import { readFileSync } from 'node:fs'
import { decodesInFlight } from '../../../electron/engine/media/pool.ts'
import { type Timed, timeImport } from '../lib/import.ts'
import { photographs } from '../lib/photographs.ts'
import { startScript } from '../lib/scripts.ts'
import { interleave, median, medianRatio } from '../lib/statistics.ts'
import type { BenchOptions, BenchRow } from './row.ts'

const warmUps = 16

/** The photographs of a size, those to warm up with, and all of them in the page cache. */
export async function preparePhotographs(megapixels: number, count: number) {
  const paths = await photographs(megapixels, count + warmUps)
  for (const path of paths) readFileSync(path)
  return { paths: paths.slice(0, count), warmUp: paths.slice(count) }
}

async function measure(megapixels: number, { pictures, rounds }: BenchOptions) {
  const { paths, warmUp } = await preparePhotographs(megapixels, pictures)
  const loop = startScript<{ files: string[]; inFlight: number }, Timed>('sharp-loop', {
    UV_THREADPOOL_SIZE: String(decodesInFlight + 1),
  })
  await loop.ask({ files: warmUp, inFlight: decodesInFlight })
  const timed = await interleave<Timed, 'bare' | 'ours'>(rounds, {
    bare: () => loop.ask({ files: paths, inFlight: decodesInFlight }),
    ours: () => timeImport({ warmUp, files: paths }),
  })
  await loop.end()
  const seconds = (all: Timed[]) => all.map((one) => one.seconds)
  const rate = (all: Timed[]) => pictures / median(seconds(all))
  const cpu = (all: Timed[]) => median(all.map((one) => (one.cpu * 1000) / pictures))
  const { bare, ours } = timed
  return [`${megapixels} MP`, rate(bare), rate(ours), medianRatio(seconds(bare), seconds(ours)), cpu(bare), cpu(ours)]
}

export const importRow: BenchRow = {
  name: 'import',
  title: 'Import from disk',
  aim: 'at least 0.75 of a bare sharp loop that makes the same thumbnails with as many in flight',
  async run(options) {
    const rows = []
    for (const megapixels of [2, 6, 12]) rows.push(await measure(megapixels, options))
    const header = [
      'photographs',
      'bare sharp loop, pictures/s',
      'Magpie, pictures/s',
      'ratio',
      'bare, CPU ms',
      'Magpie, CPU ms',
    ]
    return { header, rows, notes: [`${options.pictures} pictures of each size, ${decodesInFlight} in flight.`] }
  },
}
