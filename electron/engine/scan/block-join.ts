import { planBlocks } from './blocks.ts'
import { type EdgeBatch, openJoinMemory } from './join-memory.ts'
import type { NodeSet } from './match-index.ts'

export interface JoinWishes {
  /** Bits of the 64-bit hash: 0 to 11. */
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
/** Rotating by 90 degrees (5) finds what rotating by 270 does, from the other side. */
const turnedPasses = [1, 2, 3, 4, 5, 7]

/**
 * Finds all pairs of nodes within the radii, each once and in its best orientation, upright ones first; in a crowd
 * (`mostEdges`) some are left out. Blocks for as long as it takes.
 */
export function joinNodes(
  nodes: NodeSet,
  { distance, turned }: JoinWishes,
  { onEdges, onProgress }: JoinListeners,
): void {
  const plan = planBlocks(distance, nodes.images.length)
  const memory = openJoinMemory({ nodes, plan, distance, turned, onEdges })
  const passes = turned ? [upright, ...turnedPasses] : [upright]
  memory.joinEqual()
  let done = 0
  for (const orientation of passes) {
    for (const choice of plan.choices) {
      memory.joinChosen(orientation, choice)
      onProgress(++done / (passes.length * plan.choices.length))
    }
  }
  memory.close()
}
