/** A keeper and one of its near-duplicates (row ids); `orientation` is the place in the contract's list. */
export interface Pair {
  keeper: number
  image: number
  orientation: number
}

const keyOf = ({ keeper, image }: Pair) => `${keeper} ${image}`

/** Pairs in a row, each once, taken from the end that is given. */
function createRow(take: (pairs: Pair[]) => Pair | undefined) {
  const pairs: Pair[] = []
  const keys = new Set<string>()
  return {
    add(pair: Pair): void {
      if (keys.has(keyOf(pair))) return
      keys.add(keyOf(pair))
      pairs.push(pair)
    },
    take(): Pair | undefined {
      const pair = take(pairs)
      if (pair) keys.delete(keyOf(pair))
      return pair
    },
    get size() {
      return pairs.length
    },
  }
}

/** Pairs that wait to be compared: the urgent ones before the others, the latest of them first. */
export function createPairQueue() {
  const urgent = createRow((pairs) => pairs.pop())
  const ordinary = createRow((pairs) => pairs.shift())
  return {
    add: (pair: Pair, isUrgent: boolean): void => (isUrgent ? urgent : ordinary).add(pair),
    take: (): Pair | undefined => urgent.take() ?? ordinary.take(),
    get size() {
      return urgent.size + ordinary.size
    },
  }
}
