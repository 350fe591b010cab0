import { setImmediate as breathe } from 'node:timers/promises'
import type { EdgeRow, Edges } from '../index/edges.ts'
import type { Hashes, HashPage } from '../index/hashes.ts'
import type { Fingerprint } from '../scan/fingerprint.ts'
import { MatchIndex, type NodeMatch, type NodeSet } from '../scan/match-index.ts'
import { inverseOf, orientations } from '../scan/orientations.ts'
import { Graph } from './graph.ts'
import { detailLimit, patternOf } from './pattern.ts'

export interface MatchingParts {
  hashes: Hashes
  edges: Edges
  log: (message: string, cause?: unknown) => void
}

/** Packed hashes that are read, and new ones that are matched, before others get their turn. */
const packedSlice = 20_000
const matchSlice = 20
/** Edges wait so many milliseconds to be written together; what never was written is found again at the next start. */
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
  let patterns = new Map<number, number>()
  /** Edges stay here until they are written: the mark moves with all of them, so that none is left behind it. */
  const pending = new Set<EdgeRow>()
  let timer: NodeJS.Timeout | undefined
  let last = 0
  /** Whether nothing up to `last` is missing, so that the mark may move. */
  let isComplete = false
  let isLoaded = false
  let isLoading = true
  /** New pictures wait here while the others are being read. */
  const waiting = new Map<number, Fingerprint>()

  async function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const rows = [...pending]
    if (rows.length === 0 && !isComplete) return
    try {
      await edges.put(rows, isComplete ? last : undefined)
      for (const row of rows) pending.delete(row)
    } catch (error) {
      log('Edges could not be kept', error)
    }
  }

  function patternAt(founder: number): number {
    const pattern = patterns.get(founder) ?? patternOf(nodes.detailOf(founder))
    patterns.set(founder, pattern)
    return pattern
  }

  /** Whether the pictures are as near as their patterns ask: hashes of little but stripes or gradients meet by chance. */
  const isAlike = ({ a, b, detailDistance }: EdgeRow) => detailDistance <= detailLimit(patternAt(a), patternAt(b))

  /** Keeps those of the edges that tell of likeness. */
  function note(found: readonly EdgeRow[]): void {
    for (const edge of found.filter(isAlike)) {
      graph.addEdge(edge)
      pending.add(edge)
    }
    timer ??= setTimeout(() => void flush(), patience)
  }

  async function* pages(after: number): AsyncGenerator<HashPage> {
    for (let page = await hashes.page(after, packedSlice); page; page = await hashes.page(after, packedSlice)) {
      after = page.images.at(-1) ?? after
      yield searchable(page)
      await breathe()
    }
  }

  async function readNodes(): Promise<{ nodes: MatchIndex; graph: Graph; last: number }> {
    const read = { nodes: new MatchIndex(), graph: new Graph(), last: 0 }
    for await (const { images, perceptual, detail } of pages(0)) {
      const founders = read.nodes.addAll(images, perceptual, detail)
      for (const [at, image] of images.entries()) read.graph.addImage(image, founders[at] ?? image)
      read.last = images.at(-1) ?? read.last
    }
    return read
  }

  async function readEdges(into: Graph): Promise<void> {
    for await (const some of edges.all(packedSlice)) {
      for (const edge of some) into.addEdge(edge)
      await breathe()
    }
  }

  /** What a node is near to by what is known already, the nearest first. */
  const neighboursOf = (founder: number): NodeMatch[] =>
    graph
      .neighbours(founder)
      .map(({ founder: image, orientation, ...likeness }) => {
        const turn = orientations[orientation] ?? 'upright'
        return { image, ...likeness, orientation: inverseOf(turn) }
      })
      .sort((a, b) => a.detailDistance - b.detailDistance || a.distance - b.distance || a.image - b.image)

  function learn(image: number, fingerprint: Fingerprint): NodeMatch[] {
    // What comes while the others are being read is learned again after them.
    if (isLoading) waiting.set(image, fingerprint)
    if (!isLoaded || graph.founderOf(image) !== 0) return []
    const { founder, matches } = nodes.add(image, fingerprint)
    graph.addImage(image, founder)
    last = Math.max(last, image)
    note(matches.map((match) => edgeOf(founder, match)))
    const near = neighboursOf(founder)
    if (founder === image) return near
    return [{ image: founder, distance: 0, detailDistance: 0, orientation: 'upright' }, ...near]
  }

  return {
    get graph() {
      return graph
    },
    /** Reads all nodes and edges anew; until they are there, the former ones answer. */
    async load(): Promise<void> {
      isComplete = false
      isLoading = true
      const read = await readNodes()
      await readEdges(read.graph)
      nodes = read.nodes
      graph = read.graph
      patterns = new Map()
      last = read.last
      isLoaded = true
      isLoading = false
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
    /** Writes what waits; what cannot be written is logged, and waits on. */
    flush,
  }
}

export type Matching = ReturnType<typeof createMatching>
