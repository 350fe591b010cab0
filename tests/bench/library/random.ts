/** Numbers that look random and are the same in every run. */
export interface Random {
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number
  /** True so many times in a hundred. */
  chance(percent: number): boolean
  pick<T>(list: readonly T[]): T
  bytes(length: number): Uint8Array<ArrayBuffer>
}

/** A generator (mulberry32) for the seed; equal seeds give equal numbers. */
export function createRandom(seed: number): Random {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 0
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const below = (limit: number) => Math.floor((next() / 2 ** 32) * limit)
  return {
    below,
    chance: (percent) => below(100) < percent,
    pick: (list) => list[below(list.length)] as never,
    bytes: (length) => Uint8Array.from({ length }, () => next() >>> 24),
  }
}
