import { setImmediate as breathe } from 'node:timers/promises'
import type { EdgeRow, Edges } from '../index/edges.ts'
import type { Hashes, HashPage } from '../index/hashes.ts'
import type { Fingerprint } from '../scan/fingerprint.ts'
import { MatchIndex, type NodeMatch, type NodeSet } from '../scan/match-index.ts'
import { inverseOf, orientations } from '../scan/orientations.ts'
import { Graph } from './graph.ts'

export interface MatchingParts {
  hashes: Hashes
  edges: Edges
  log: (message: string, cause?: unknown) => void
}

/** Packed hashes that are read, and new ones that are matched, before others get their turn. */
const packedSlice = 20_000
const matchSlice = 20
/** Edges wait so many milliseconds to be written together; what was not written is found again at the next start. */
const patience = 1000

const hexOf = (bytes: Uint8Array, at: number, size: number) =>
  Buffer.from(bytes.buffer, bytes.byteOffset + at * size, size).toString('hex')

/** Pictures with too little detail, or without a detail hash yet, are not searched for. */
function searchable({ images, perceptual, detail, flags }: HashPage): HashPage {
  if (!flags.some((flag) => flag !== 0)) return { images, perceptual, detail, flags }
  const places = [...images.keys()].filter((at) => flags[at] === 0)
  const pick = (from: Uint8Array, size: number) => {
    const packed = new Uint8Array(places.length * size)
    for (const [to, at] of places.entries()) packed.set(from.subarray(at * size, (at + 1) * size), to * size)
    return packed
  }
  const chosen = Int32Array.from(places, (at) => images[at] ?? 0)
  return { images: chosen, perceptual: pick(perceptual, 8), detail: pick(detail, 32), flags: pick(flags, 1) }
}

/** A match as an edge: from the smaller row id to the larger. */
function edgeOf(founder: number, { image: other, orientation, ...likeness }: NodeMatch): EdgeRow {
  const turn = founder < other ? orientation : inverseOf(orientation)
  const [a, b] = founder < other ? [founder, other] : [other, founder]
  return { a, b, ...likeness, orientation: orientations.indexOf(turn) }
}

/** Finds what pictures are like each other, in memory, and keeps it. */
export function createMatching({ hashes, edges, log }: MatchingParts) {
  let nodes = new MatchIndex()
  let graph = new Graph()
  const pending: EdgeRow[] = []
  let timer: NodeJS.Timeout | undefined
  let last = 0
  /** Whether nothing up to `last` is missing, so that the mark may move. */
  let isComplete = false
  let isLoaded = false
  /** New pictures wait here while the others are being read. */
  const waiting = new Map<number, Fingerprint>()

  async function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const rows = pending.splice(0)
    if (rows.length > 0 || isComplete) await edges.put(rows, isComplete ? last : undefined)
  }

  function note(found: readonly EdgeRow[]): void {
    for (const edge of found) graph.addEdge(edge)
    pending.push(...found)
    timer ??= setTimeout(() => void flush().catch((error) => log('Edges could not be kept', error)), patience)
  }

  async function* pages(after: number): AsyncGenerator<HashPage> {
    for (let page = await hashes.page(after, packedSlice); page; page = await hashes.page(after, packedSlice)) {
      after = page.images.at(-1) ?? after
      yield searchable(page)
      await breathe()
    }
  }

  /** Makes nodes of images that are not among them yet. */
  function join(page: HashPage): void {
    if (page.images.length === 0) return
    const founders = nodes.addAll(page.images, page.perceptual, page.detail)
    for (const [at, image] of page.images.entries()) graph.addImage(image, founders[at] ?? image)
    last = Math.max(last, page.images.at(-1) ?? 0)
  }

  async function loadEdges(): Promise<void> {
    for await (const some of edges.all(packedSlice)) {
      for (const edge of some) graph.addEdge(edge)
      await breathe()
    }
  }

  function learn(image: number, fingerprint: Fingerprint): NodeMatch[] {
    if (!isLoaded) waiting.set(image, fingerprint)
    if (!isLoaded || graph.founderOf(image) !== 0) return []
    const { founder, matches } = nodes.add(image, fingerprint)
    graph.addImage(image, founder)
    last = Math.max(last, image)
    note(matches.map((match) => edgeOf(founder, match)))
    return founder === image ? matches : [{ image: founder, distance: 0, detailDistance: 0, orientation: 'upright' }]
  }

  return {
    get graph() {
      return graph
    },
    /** Reads all nodes and edges anew. */
    async load(): Promise<void> {
      nodes = new MatchIndex()
      graph = new Graph()
      isComplete = false
      isLoaded = false
      last = 0
      for await (const page of pages(0)) join(page)
      await loadEdges()
      isLoaded = true
      for (const [image, fingerprint] of waiting) learn(image, fingerprint)
      waiting.clear()
    },
    /** Nodes whose edges are not known, because they came after the mark. */
    countUnmatched: async (): Promise<number> => {
      let count = 0
      for await (const { images } of pages(edges.matchedThrough())) count += images.length
      return count
    },
    /** Matches the nodes after the mark, one by one. */
    async matchRest(): Promise<void> {
      for await (const { images, perceptual, detail } of pages(edges.matchedThrough())) {
        for (const [at, image] of images.entries()) {
          if (at % matchSlice === 0) await breathe()
          if (graph.founderOf(image) !== image) continue
          const fingerprint = { perceptualHash: hexOf(perceptual, at, 8), detailHash: hexOf(detail, at, 32) }
          const matches = nodes.find(fingerprint).filter((match) => match.image !== image)
          note(matches.map((match) => edgeOf(image, match)))
        }
      }
    },
    /** Everything up to now is matched: what comes is matched as it comes. */
    complete(): void {
      isComplete = true
      note([])
    },
    snapshot: (): NodeSet => nodes.snapshot(),
    note,
    /** Adds a new picture, and answers what it is like, the nearest first. */
    learn,
    flush,
  }
}

export type Matching = ReturnType<typeof createMatching>
