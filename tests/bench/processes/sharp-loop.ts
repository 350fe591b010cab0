import sharp from 'sharp'
import { cpuSeconds } from '../lib/cpu.ts'
import type { Timed } from '../lib/import.ts'
import { answerWith } from '../lib/scripts.ts'

/** The shortest way from files to the thumbnails that the library makes: nothing is hashed, kept or written. */
async function run({ files, inFlight }: { files: string[]; inFlight: number }): Promise<Timed> {
  const queue = files.values()
  const cpuBefore = cpuSeconds(process.pid)
  const startedAt = performance.now()
  const work = async () => {
    for (const file of queue) {
      const image = sharp(file)
        .autoOrient()
        .resize({ width: 384, height: 384, fit: 'inside', withoutEnlargement: true })
      await image.jpeg({ quality: 80, optimiseCoding: false }).toBuffer()
    }
  }
  await Promise.all(Array.from({ length: inFlight }, work))
  const seconds = (performance.now() - startedAt) / 1000
  return { seconds, cpu: cpuSeconds(process.pid) - cpuBefore }
}

sharp.cache(false)
sharp.concurrency(1)
answerWith(run)
