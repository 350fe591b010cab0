import { type Condition, conditionsOf, type Expression, parseQuery, type Value } from './grammar.ts'

/** Row ids of images whose perceptual hash (16 hex digits) is that near. */
export type FindSimilar = (hash: string, distance: number) => Promise<readonly number[]>

/** Bits by which a hash may differ that `:` asks for. */
const nearDistance = 4

/** What a value of a condition asks of perceptual hashes. */
export const nearKey = ({ operator }: Pick<Condition, 'operator'>, { text }: Pick<Value, 'text'>): string =>
  `${operator} ${text.toLowerCase()}`

function expressionsOf(searchQuery: string): Expression[] {
  try {
    return [parseQuery(searchQuery)]
  } catch {
    // What is wrong with it is told by the search itself.
    return []
  }
}

/** The images near the perceptual hashes that a searchQuery names, which memory knows better than the index. */
export async function findNear(searchQuery: string, similar: FindSimilar): Promise<Map<string, readonly number[]>> {
  const asked = searchQuery.includes('pHash') ? expressionsOf(searchQuery).flatMap(conditionsOf) : []
  const hashes = asked
    .filter(({ field }) => field === 'pHash')
    .flatMap((condition) => condition.values.map((value) => ({ condition, value })))
    .filter(({ value }) => /^[0-9a-f]{16}$/i.test(value.text))
  const found = hashes.map(async ({ condition, value }) => {
    const images = await similar(value.text.toLowerCase(), condition.operator === ':' ? nearDistance : 0)
    return [nearKey(condition, value), images] as const
  })
  return new Map(await Promise.all(found))
}
