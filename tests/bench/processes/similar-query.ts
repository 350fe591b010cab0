import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { HammingIndex } from '../../../electron/engine/scan/hamming-index.ts'
import { ImageStates } from '../../../electron/engine/scan/image-states.ts'
import type { ScanTimes } from '../lib/native.ts'
import { answerWith } from '../lib/scripts.ts'
import { makeMixture, packWords } from '../similar/mixture.ts'
import type { QueryWork } from '../similar/queries.ts'

let scan: ((hash: string, distance: number) => number) | undefined

/** The hashes in the library’s own index, all of them live, and in a file for the C program. */
function load({ count, folder }: QueryWork) {
  const { images, perceptual } = makeMixture(count)
  const hashes = new HammingIndex()
  const states = new ImageStates()
  hashes.addAll(images, packWords(perceptual))
  for (const image of images) states.set(image, true)
  writeFileSync(join(folder, 'hashes'), perceptual)
  return (hash: string, distance: number) => hashes.search(hash, distance, (image) => states.isLive(image)).length
}

answerWith(async (work: QueryWork): Promise<ScanTimes> => {
  scan ??= load(work)
  const times: ScanTimes = { hits: 0, milliseconds: [] }
  for (let turn = 0; turn < work.turns; turn++) {
    const startedAt = performance.now()
    times.hits = scan(work.hash, work.distance)
    times.milliseconds.push(performance.now() - startedAt)
  }
  return times
})
