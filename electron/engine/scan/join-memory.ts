import { widestDetailDistance } from '#shared/hamming.ts'
import { type BlockPlan, bitsOf, type Choice, type Part } from './blocks.ts'
import { layOut } from './layout.ts'
import type { NodeSet } from './match-index.ts'
import { instantiateScan } from './module.ts'

/** Pairs of near nodes: founders, the smaller row id first, and what is done to its picture to get the other. */
export interface EdgeBatch {
  a: Int32Array<ArrayBuffer>
  b: Int32Array<ArrayBuffer>
  /** Bits of the 64-bit hash. */
  distance: Uint8Array<ArrayBuffer>
  /** Bits of the 256-bit hash. */
  detailDistance: Uint8Array<ArrayBuffer>
  /** Positions in `orientations`. */
  orientation: Uint8Array<ArrayBuffer>
}

/** Addresses of hashes (u64), of what goes with each (u32), and of where each key begins once they are sorted. */
interface List {
  hashes: number
  items: number
  bounds: number
}

export interface JoinMemoryParts {
  nodes: NodeSet
  plan: BlockPlan
  /** Bits of the 64-bit hash. */
  distance: number
  /** Whether an edge is told only in its best orientation. */
  turned: boolean
  onEdges(edges: EdgeBatch): void
}

/** So many edges a node may have before it gets more only with nodes that have fewer: what bounds a crowd. */
export const mostEdges = 128

/** Edges that are handed over at once. */
const batchEdges = 1 << 16
const edgeBytes = 11
const mostParts = 4
const transposes = 4
const wholeHash = [0, 16, 32, 48].map((shift) => [{ shift, width: 16 }])

function layOutJoin(count: number, { bits, masks }: BlockPlan) {
  const [words, halves] = [count * 8, (count + 1) * 4]
  const bounds = (2 ** Math.max(bits, 16) + 2) * 4
  return layOut({
    hashes: words,
    transposed: words,
    numbers: halves,
    starts: halves,
    left: words,
    leftItems: halves,
    leftBounds: bounds,
    right: words,
    rightItems: halves,
    rightBounds: bounds,
    details: count * 32,
    images: halves,
    degrees: halves,
    edges: batchEdges * edgeBytes,
    blocks: masks.length * 8,
    key: mostParts * 8,
    scratch: 32,
  })
}

/** The nodes in a memory of their own, those of equal 64-bit hash brought together as one item. */
export function openJoinMemory({ nodes, plan, distance, turned, onEdges }: JoinMemoryParts) {
  const count = nodes.images.length
  const { at, end } = layOutJoin(count, plan)
  const { exports, buffer } = instantiateScan(end, (edges) => onEdges(readEdges(edges)))
  const left: List = { hashes: at.left, items: at.leftItems, bounds: at.leftBounds }
  const right: List = { hashes: at.right, items: at.rightItems, bounds: at.rightBounds }

  function readEdges(edges: number): EdgeBatch {
    const images = (column: number) => new Int32Array(buffer, at.edges + batchEdges * column, edges).slice()
    const bytes = (column: number) => new Uint8Array(buffer, at.edges + batchEdges * column, edges).slice()
    return { a: images(0), b: images(4), distance: bytes(8), detailDistance: bytes(9), orientation: bytes(10) }
  }

  function sort(from: Omit<List, 'bounds'>, length: number, to: List, parts: Part[]): void {
    const key = new Uint32Array(buffer, at.key, mostParts * 2).fill(0)
    key.set(parts.flatMap(({ shift, width }) => [shift, width]))
    exports.sortByKey(from.hashes, from.items, length, at.key, bitsOf(parts), to.hashes, to.items, to.bounds)
  }

  /** The nodes’ numbers in the order of their hashes, which stay in `left`. */
  function order(): Uint32Array {
    new BigUint64Array(buffer, at.left, count).set(nodes.perceptual)
    new Uint32Array(buffer, at.leftItems, count).set(new Uint32Array(count).map((_, node) => node))
    for (const [pass, parts] of wholeHash.entries()) {
      const [from, to] = pass % 2 === 0 ? [left, right] : [right, left]
      sort(from, count, to, parts)
    }
    return new Uint32Array(buffer, at.leftItems, count)
  }

  function load(): number {
    const sorted = order()
    const [from, to] = [new Uint32Array(nodes.detail.buffer), new Uint32Array(buffer, at.details, count * 8)]
    const images = new Int32Array(buffer, at.images, count)
    for (const [place, node] of sorted.entries()) {
      images[place] = nodes.images[node] ?? 0
      for (let half = 0; half < 8; half++) to[place * 8 + half] = from[node * 8 + half] ?? 0
    }
    const items = exports.foldEqual(at.left, count, at.starts)
    new Uint8Array(buffer).copyWithin(at.hashes, at.left, at.left + items * 8)
    new Uint32Array(buffer, at.numbers, items).set(new Uint32Array(items).map((_, item) => item))
    exports.transposeAll(at.hashes, items, at.transposed)
    new BigUint64Array(buffer, at.blocks, plan.masks.length).set(plan.masks)
    return items
  }

  function join({ hashes, items, bounds }: List, orientation: number, { parts, blocks }: Choice): void {
    const to = [right.hashes, right.items, right.bounds] as const
    exports.joinSorted(hashes, items, bounds, ...to, bitsOf(parts), at.key, orientation, blocks)
  }

  function open(): void {
    const { hashes, starts, details, images, degrees, edges, blocks, scratch } = at
    exports.openJoin(hashes, starts, details, images, degrees, edges, batchEdges, blocks, plan.masks.length, scratch)
    exports.limitJoin(distance, widestDetailDistance, mostEdges, turned)
  }

  const items = load()
  open()
  return {
    /** Compares nodes of equal 64-bit hash. */
    joinEqual(): void {
      for (let item = 0; item < items; item++) exports.joinWithin(item)
    },
    /** Compares what has the chosen blocks in common once one of both is turned. */
    joinChosen(orientation: number, choice: Choice): void {
      const isTransposed = (orientation & transposes) !== 0
      sort({ hashes: at.hashes, items: at.numbers }, items, right, choice.parts)
      if (isTransposed) sort({ hashes: at.transposed, items: at.numbers }, items, left, choice.parts)
      join(isTransposed ? left : right, orientation, choice)
    },
    /** Hands over the last edges. */
    close: () => exports.closeJoin(),
  }
}
