const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b)

/** The value below which that many percent of the values lie. */
export function percentile(values: readonly number[], percent: number): number {
  return sorted(values)[Math.min(values.length - 1, Math.floor((values.length * percent) / 100))] ?? Number.NaN
}

/** The middle value; the mean of the two in the middle when they are even in number. */
export function median(values: readonly number[]): number {
  const order = sorted(values)
  const middle = order.length / 2
  return ((order[Math.floor(middle)] ?? Number.NaN) + (order[Math.ceil(middle) - 1] ?? Number.NaN)) / 2
}

/** The median of what two contenders gave in the same rounds, one divided by the other. */
export function medianRatio(above: readonly number[], below: readonly number[]): number {
  return median(above.map((value, round) => value / (below[round] ?? Number.NaN)))
}

type Contenders<Result> = Record<string, () => Promise<Result>>

/**
 * Lets the contenders run by turns, so that a machine that is slow for a while is slow for all of them. Who begins
 * changes with each round.
 */
export async function interleave<Result, Name extends string>(
  rounds: number,
  contenders: Contenders<Result> & Record<Name, unknown>,
): Promise<Record<Name, Result[]>> {
  const names = Object.keys(contenders)
  const results = Object.fromEntries(names.map((name) => [name, [] as Result[]]))
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(turn + round) % names.length] ?? ''
      const result = await contenders[name]?.()
      if (result !== undefined) results[name]?.push(result)
    }
  }
  return results as Record<Name, Result[]>
}
