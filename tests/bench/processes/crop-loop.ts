import sharp from 'sharp'
import { encoded } from '../../../electron/engine/media/render/encode.ts'
import { cpuSeconds } from '../lib/cpu.ts'
import { answerWith } from '../lib/scripts.ts'
import { box, type Cropped, type CropWork, inFlight } from '../transform/crops.ts'

const plain = { progressive: false, lossless: false, keep: 'nothing' } as const

/** The shortest way from files to the crops that the library makes, at the same efforts: nothing is planned or sent. */
async function run({ files, format, quality }: CropWork): Promise<Cropped> {
  const queue = files.values()
  const latencies: number[] = []
  const cpuBefore = cpuSeconds(process.pid)
  const startedAt = performance.now()
  const work = async () => {
    for (const file of queue) {
      const begunAt = performance.now()
      const crop = sharp(file)
        .autoOrient()
        .resize({ ...box, fit: 'cover' })
      await encoded(crop, { format, quality, ...plain }, box).toBuffer()
      latencies.push(performance.now() - begunAt)
    }
  }
  await Promise.all(Array.from({ length: inFlight }, work))
  const seconds = (performance.now() - startedAt) / 1000
  return { seconds, cpu: cpuSeconds(process.pid) - cpuBefore, latencies }
}

sharp.cache(false)
sharp.concurrency(1)
answerWith(run)
