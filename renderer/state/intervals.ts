/** Whole numbers from the first to the last, both included. */
export type Interval = readonly [first: number, last: number]
/** A set of whole numbers as sorted intervals that neither touch nor overlap. */
export type Intervals = readonly Interval[]

/** How many numbers the set holds. */
export const sizeOf = (set: Intervals): number => set.reduce((sum, [first, last]) => sum + last - first + 1, 0)

/** Whether the set holds the number; by halving. */
export function contains(set: Intervals, value: number): boolean {
  let low = 0
  let high = set.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((set[middle]?.[1] ?? 0) < value) low = middle + 1
    else high = middle
  }
  const found = set[low]
  return found !== undefined && found[0] <= value
}

/** The set without an interval. */
export function without(set: Intervals, [first, last]: Interval): Intervals {
  return set.flatMap(([a, b]): Interval[] => {
    if (b < first || a > last) return [[a, b]]
    const left: Interval[] = a < first ? [[a, first - 1]] : []
    return b > last ? [...left, [last + 1, b]] : left
  })
}

/** The set with an interval. */
export function withInterval(set: Intervals, [first, last]: Interval): Intervals {
  const apart = set.filter(([a, b]) => b < first - 1 || a > last + 1)
  const touched = set.filter(([a, b]) => b >= first - 1 && a <= last + 1)
  const joined: Interval = [Math.min(first, ...touched.map(([a]) => a)), Math.max(last, ...touched.map(([, b]) => b))]
  return [...apart, joined].sort((x, y) => x[0] - y[0])
}

/** The interval between two numbers, in whichever order they come. */
export const between = (a: number, b: number): Interval => [Math.min(a, b), Math.max(a, b)]

/** The numbers of the set, in order. */
export function* membersOf(set: Intervals): Generator<number> {
  for (const [first, last] of set) for (let value = first; value <= last; value += 1) yield value
}
