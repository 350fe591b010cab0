import type { Report } from '../lib/report.ts'
import { interleave, median, medianRatio, percentile } from '../lib/statistics.ts'
import { preparePhotographs } from '../rows/import.ts'
import { type Contenders, type Cropper, withContenders } from './contenders.ts'
import { box, type CropFormat, type Cropped, formats, inFlight } from './crops.ts'

export interface TransformOptions {
  /** Photographs of each size. */
  pictures: number
  /** How often the contenders run by turns. */
  rounds: number
}

const sizes = [2, 6, 12]

/** Below every quality that the photographs have, so that the library lowers none of them any further. */
const highestQuality = 75
/** ipx takes a minute for as many AVIFs as it makes JPEGs in one second. */
const avifShare = 0.25

/** Turns after which a server that has just been started runs as it does later. */
const warmUps = 4

type Name = 'bare' | 'ours' | 'ipx'
type Measured = Record<Name, Cropped[]>

/** Asks for the crops at another quality each time, so that none is kept from before. */
function neverAgain(crop: Cropper, files: string[], format: CropFormat): () => Promise<Cropped> {
  let quality = highestQuality
  return () => crop({ files, format, quality: quality-- })
}

async function measureFormat(all: Contenders, files: string[], format: CropFormat, rounds: number): Promise<Measured> {
  const bare = neverAgain(all.bare, files, format)
  const ours = neverAgain(all.ours, files, format)
  const ipx = neverAgain(all.ipx, files, format)
  for (let turn = 0; turn < warmUps; turn++) for (const warmUp of [bare, ours]) await warmUp()
  await ipx()
  return interleave<Cropped, Name>(rounds, { bare, ours, ipx })
}

function rowOf(megapixels: number, format: CropFormat, count: number, { bare, ours, ipx }: Measured) {
  const rates = (all: Cropped[]) => all.map(({ seconds }) => count / seconds)
  const p99 = (all: Cropped[]) =>
    percentile(
      all.flatMap(({ latencies }) => latencies),
      99,
    )
  const cpu = (all: Cropped[]) => (median(all.map((one) => one.cpu)) * 1000) / count
  return [
    `${megapixels} MP`,
    format,
    ...[ours, bare, ipx].map((all) => median(rates(all))),
    medianRatio(rates(ours), rates(bare)),
    medianRatio(rates(ours), rates(ipx)),
    [ours, bare, ipx].map((all) => p99(all).toFixed(0)).join(' / '),
    [ours, bare, ipx].map((all) => cpu(all).toFixed(1)).join(' / '),
  ]
}

async function measureSize(megapixels: number, { pictures, rounds }: TransformOptions) {
  const { paths } = await preparePhotographs(megapixels, pictures)
  return withContenders(paths, async (all) => {
    const rows = []
    for (const format of formats) {
      const files = format === 'avif' ? paths.slice(0, Math.ceil(paths.length * avifShare)) : paths
      rows.push(rowOf(megapixels, format, files.length, await measureFormat(all, files, format, rounds)))
    }
    return rows
  })
}

/** Crops that nobody has asked for before: the library over HTTP, sharp in a bare loop, and ipx over HTTP. */
export async function reportUncached(options: TransformOptions): Promise<Report> {
  const rows = []
  for (const megapixels of sizes) rows.push(...(await measureSize(megapixels, options)))
  const header = ['photographs', 'format', 'Magpie, crops/s', 'bare sharp', 'ipx', '÷ bare sharp', '÷ ipx']
  const note = `Cover crops of ${box.width}x${box.height}, ${options.pictures} photographs of each size (a quarter of them as AVIF), ${inFlight} at once, ${options.rounds} rounds by turns, each round at a quality of its own (below ${highestQuality}) so that nothing is kept. Triples: Magpie / bare sharp / ipx. CPU: the server and all below it.`
  return { header: [...header, 'p99 ms', 'CPU ms a crop'], rows, notes: [note] }
}
