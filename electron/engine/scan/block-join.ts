import { bitsOf, type Choice, planBlocks } from './blocks.ts'
import { detailRadius } from './fingerprint.ts'
import { type EdgeBatch, openJoinMemory } from './join-memory.ts'
import type { NodeSet } from './match-index.ts'

/** So many edges a node may have before it gets more only with nodes that have fewer: what bounds a crowd. */
export const mostEdges = 128

export interface JoinWishes {
  /** Bits of the 64-bit hash: 0 to 10. */
  distance: number
  /** Whether mirrored and rotated pictures are met, too. */
  turned: boolean
}

export interface JoinListeners {
  onEdges(edges: EdgeBatch): void
  /** How much is done, from 0 to 1. */
  onProgress(share: number): void
}

const upright = 0
const transposes = 4
/** Rotating by 90 degrees (5) finds what rotating by 270 does, from the other side. */
const turnedPasses = [1, 2, 3, 4, 5, 7]

/**
 * Finds all pairs of nodes within the radii, each once and in its best orientation, upright ones first; in a crowd
 * (`mostEdges`) some are left out. Blocks for as long as it takes.
 */
export function joinNodes(nodes: NodeSet, { distance, turned }: JoinWishes, listeners: JoinListeners): void {
  const plan = planBlocks(distance, nodes.images.length)
  const passes = turned ? [upright, ...turnedPasses] : [upright]
  const { exports, key, left, right, ...memory } = openJoinMemory(nodes, plan, listeners.onEdges)

  function join(orientation: number, { parts, blocks }: Choice): void {
    const other = orientation & transposes ? right : left
    memory.sortUpright(left, parts)
    if (other === right) memory.sortTransposed(right, parts)
    exports.joinSorted(
      other.hashes,
      other.items,
      other.bounds,
      left.hashes,
      left.items,
      left.bounds,
      bitsOf(parts),
      key,
      orientation,
      blocks,
    )
  }

  exports.limitJoin(distance, detailRadius, mostEdges, turned)
  for (let item = 0; item < memory.items; item++) exports.joinWithin(item)
  let done = 0
  for (const orientation of passes) {
    for (const choice of plan.choices) {
      join(orientation, choice)
      listeners.onProgress(++done / (passes.length * plan.choices.length))
    }
  }
  exports.closeJoin()
}
