import sharp from 'sharp'
import type { Report } from '../lib/report.ts'
import { preparePhotographs } from '../rows/import.ts'
import { withContenders } from './contenders.ts'
import { box, type CropFormat, formats, ipxPath, ourPath } from './crops.ts'
import { lumaOf, ssim } from './ssim.ts'

const megapixels = 6
const quality = 75

async function fetched(port: number, path: string): Promise<Uint8Array> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`)
  if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}.`)
  return new Uint8Array(await answer.arrayBuffer())
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** The crop before it is encoded. */
export const plainCrop = (file: string) =>
  sharp(file)
    .autoOrient()
    .resize({ ...box, fit: 'cover' })

async function look(files: string[], port: number, pathOf: (file: string) => string) {
  const seen = []
  for (const file of files) {
    const bytes = await fetched(port, pathOf(file))
    seen.push({ bytes: bytes.length, likeness: ssim(await lumaOf(plainCrop(file)), await lumaOf(bytes)) })
  }
  return { bytes: mean(seen.map(({ bytes }) => bytes)), likeness: mean(seen.map(({ likeness }) => likeness)) }
}

/** How large and how good the crops are that both servers send, against the same crop without loss. */
export async function reportQuality({ pictures }: { pictures: number }): Promise<Report> {
  const { paths } = await preparePhotographs(megapixels, pictures)
  const files = paths.slice(0, Math.ceil(pictures / 2))
  const compare = async (format: CropFormat, ourPort: number, ipxPort: number) => {
    const form = { format, quality }
    const ours = await look(files, ourPort, (file) => ourPath(file, form))
    const ipx = await look(files, ipxPort, (file) => ipxPath(file, form))
    const likenesses = [ours, ipx].map(({ likeness }) => likeness.toFixed(4))
    return [format, ours.bytes / 1000, ipx.bytes / 1000, ours.bytes / ipx.bytes, ...likenesses]
  }
  const rows = await withContenders(files, async ({ server, ipxPort }) => {
    const compared = []
    for (const format of formats) compared.push(await compare(format, server.port, ipxPort))
    return compared
  })
  const header = ['format', 'Magpie, kB', 'ipx, kB', 'ratio', 'Magpie, SSIM', 'ipx, SSIM']
  const note = `Means of ${files.length} photographs of ${megapixels} MP at quality ${quality}; SSIM of the luma against the same crop without loss.`
  return { header, rows, notes: [note] }
}
