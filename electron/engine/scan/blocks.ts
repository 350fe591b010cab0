const hashBits = 64
/** A key of more bits would make more buckets than a processor has cache for. */
const mostKeyBits = 16

/** Bits of a hash. */
export interface Part {
  shift: number
  width: number
}

/** Blocks that a pair may have in common. */
export interface Choice {
  /** One bit for each block. */
  blocks: number
  /** What is sorted by: the bits of these blocks, or some of them. */
  parts: Part[]
}

/** How 64 bits are cut, so that hashes within a distance have some blocks in common. */
export interface BlockPlan {
  masks: bigint[]
  /** Bits of the longest key. */
  bits: number
  choices: Choice[]
}

/** Of so many more blocks than the distance, so many are equal for sure. */
function equalBlocks(distance: number): number {
  if (distance <= 4) return 1
  return distance <= 8 ? 2 : 3
}

function cut(count: number): Part[] {
  const bounds = Array.from({ length: count + 1 }, (_, at) => Math.floor((at * hashBits) / count))
  return bounds.slice(1).map((end, at) => ({ shift: bounds[at] ?? 0, width: end - (bounds[at] ?? 0) }))
}

function combinations(from: number, count: number, size: number): number[][] {
  if (size === 0) return [[]]
  const firsts = Array.from({ length: count - from - size + 1 }, (_, at) => from + at)
  return firsts.flatMap((first) => combinations(first + 1, count, size - 1).map((rest) => [first, ...rest]))
}

/** Bits of a key. */
export const bitsOf = (parts: Part[]): number => parts.reduce((sum, { width }) => sum + width, 0)

/** The plan for `count` hashes that are compared up to a distance of 0 to 11. */
export function planBlocks(distance: number, count: number): BlockPlan {
  const equal = equalBlocks(distance)
  const blocks = cut(distance + equal)
  const keyBits = Math.min(mostKeyBits, Math.ceil(Math.log2(count + 2)))
  const widest = Math.max(1, Math.floor(keyBits / equal))
  const choices = combinations(0, blocks.length, equal).map((chosen) => ({
    blocks: chosen.reduce((all, block) => all | (1 << block), 0),
    parts: chosen
      .map((block) => blocks[block] ?? { shift: 0, width: 0 })
      .map(({ shift, width }) => ({ shift, width: Math.min(width, widest) })),
  }))
  const masks = blocks.map(({ shift, width }) => ((1n << BigInt(width)) - 1n) << BigInt(shift))
  return { masks, bits: Math.max(...choices.map(({ parts }) => bitsOf(parts))), choices }
}
