import { setTimeout as pause } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { HammingIndex } from '../../../electron/engine/scan/hamming-index.ts'
import { MatchIndex } from '../../../electron/engine/scan/match-index.ts'
import { answerWith } from '../lib/scripts.ts'
import type { Changes, ChangesWork, Loaded } from '../similar/changes.ts'
import { fingerprintAt, type Mixture, makeMixture, packWords } from '../similar/mixture.ts'

/** Further pictures of the same mixture, for the inserts. */
const more = 1000

function timed(work: () => void): number {
  const startedAt = performance.now()
  work()
  return performance.now() - startedAt
}

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** Resident memory in MB without garbage; large buffers are given back a moment after they were collected. */
async function residentMegabytes(): Promise<number> {
  collectGarbage()
  await pause(200)
  collectGarbage()
  return process.memoryUsage().rss / 1024 ** 2
}

/** Time in ms and memory in MB that loading takes. */
async function load(work: () => void): Promise<Loaded> {
  const before = await residentMegabytes()
  const milliseconds = timed(work)
  return { milliseconds, megabytes: (await residentMegabytes()) - before }
}

/** The microseconds of each of `more` calls. */
const each = (work: (at: number) => void) => Array.from({ length: more }, (_, at) => 1000 * timed(() => work(at)))

function changeMatches(matches: MatchIndex, mixture: Mixture, count: number) {
  const fingerprints = Array.from({ length: more }, (_, at) => fingerprintAt(mixture, count + at))
  const adds = each((at) => matches.add(count + at + 1, fingerprints[at] ?? fingerprintAt(mixture, count)))
  return { adds, removals: each((at) => matches.remove(count - at)) }
}

answerWith(async ({ count }: ChangesWork): Promise<Changes> => {
  const mixture = makeMixture(count + more)
  const images = mixture.images.subarray(0, count)
  const perceptual = packWords(mixture.perceptual.slice(0, count))
  const detail = packWords(mixture.detail.slice(0, count * 4))
  const hashes = new HammingIndex()
  const matches = new MatchIndex()
  return {
    hashes: await load(() => hashes.addAll(images, perceptual)),
    matches: await load(() => matches.addAll(images, perceptual, detail)),
    filing: await load(() => matches.find(fingerprintAt(mixture, 0))),
    snapshot: timed(() => matches.snapshot()),
    hashRemovals: each((at) => hashes.remove(count - at * 2)),
    ...changeMatches(matches, mixture, count),
  }
})
