import { HammingIndex } from '../../../electron/engine/scan/hamming-index.ts'
import { startJoin } from '../../../electron/engine/scan/join.ts'
import { MatchIndex } from '../../../electron/engine/scan/match-index.ts'
import { answerWith } from '../lib/scripts.ts'
import type { Joined, JoinWork } from '../similar/joins.ts'
import { hashAt, type Mixture, makeMixture, packWords } from '../similar/mixture.ts'

const slice = 300
let mixture: Mixture | undefined

/** Seconds that comparing each with each would take, from what so many queries took. */
function bruteForce(made: Mixture, distance: number): number {
  const hashes = new HammingIndex()
  hashes.addAll(made.images, packWords(made.perceptual))
  const startedAt = process.cpuUsage()
  for (let at = 0; at < slice; at++) hashes.search(hashAt(made, at), distance, () => false)
  return ((process.cpuUsage(startedAt).user / 1e6) * made.images.length) / slice / 2
}

function nodesOf(made: Mixture) {
  const index = new MatchIndex()
  index.addAll(made.images, packWords(made.perceptual), packWords(made.detail))
  return index.snapshot()
}

answerWith(async ({ count, distance, turned }: JoinWork): Promise<Joined> => {
  mixture ??= makeMixture(count)
  const nodes = nodesOf(mixture)
  const size = nodes.images.length
  let edges = 0
  const [cpu, startedAt] = [process.cpuUsage(), performance.now()]
  const join = startJoin(nodes, {
    distance,
    turned,
    onEdges: ({ a }) => {
      edges += a.length
    },
    onProgress: () => {},
  })
  await join.finished
  const { user, system } = process.cpuUsage(cpu)
  const seconds = (performance.now() - startedAt) / 1000
  return { nodes: size, edges, seconds, cpu: (user + system) / 1e6, brute: bruteForce(mixture, distance) }
})
