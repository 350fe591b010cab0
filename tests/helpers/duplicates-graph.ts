import fc from 'fast-check'
import { type DuplicateSettings, KeepRule } from '#shared/duplicates.ts'
import { widestDetailDistance, widestDistance } from '#shared/hamming.ts'
import { type Copy, createOrder } from '../../electron/engine/duplicates/best.ts'
import { Graph } from '../../electron/engine/duplicates/graph.ts'
import type { Star } from '../../electron/engine/duplicates/stars.ts'
import type { EdgeRow } from '../../electron/engine/index/edges.ts'

/** A made-up library: copies by row id from 1, the founder of each, edges between founders, and decisions. */
export interface Shape {
  copies: Copy[]
  founders: number[]
  edges: EdgeRow[]
  /** Row ids of the members of each decision. */
  decisions: number[][]
}

/** A copy like all others, but for what is given. */
export const copyOf = (image: number, facts: Partial<Copy> = {}): Copy => ({
  image,
  hash: String(image).padStart(64, '0'),
  name: 'holiday.jpg',
  byteSize: 1000,
  pixels: 1000,
  quality: null,
  lossless: null,
  hasExif: false,
  takenAt: null,
  tags: 0,
  notes: 0,
  urls: 1,
  createdAt: 1000,
  clients: ['scraper'],
  domains: ['example.org'],
  isProtected: false,
  ...facts,
})

const few = fc.nat({ max: 2 })
const facts = fc.record({
  name: fc.constantFrom('holiday.jpg', 'image(1).jpg', '0123456789abcdef.jpg'),
  byteSize: few,
  pixels: few,
  quality: fc.constantFrom(null, 40, 90),
  lossless: fc.constantFrom(null, true, false),
  hasExif: fc.boolean(),
  takenAt: fc.constantFrom(null, '2020-01-01'),
  tags: few,
  notes: few,
  urls: few,
  createdAt: few,
  isProtected: fc.boolean(),
})

/** Copies with row ids from 1 that tie in many things, each with a hash of its own. */
export const copiesOf = (count: number): fc.Arbitrary<Copy[]> =>
  fc
    .tuple(fc.array(facts, { minLength: count, maxLength: count }), fc.constant(count).chain(shuffled))
    .map(([all, order]) => all.map((one, at) => copyOf(at + 1, { ...one, hash: String(order[at]).padStart(64, '0') })))

/** The numbers from 1 in some order. */
const shuffled = (count: number) =>
  fc.shuffledSubarray(
    Array.from({ length: count }, (_, at) => at + 1),
    { minLength: count },
  )

const edge = (founders: number[]): fc.Arbitrary<EdgeRow[]> =>
  fc
    .record({
      ends: fc.shuffledSubarray(founders, { minLength: 2, maxLength: 2 }),
      // Few values, so that neighbours are often equally near.
      distance: fc.constantFrom(0, 4, widestDistance),
      detailDistance: fc.constantFrom(10, widestDetailDistance),
      orientation: fc.constantFrom(0, 5),
    })
    .map(({ ends, ...likeness }) => {
      const [a = 0, b = 0] = ends.toSorted((one, other) => one - other)
      return [{ a, b, ...likeness }]
    })

/** Crowded libraries of a dozen images. */
export const shapes: fc.Arbitrary<Shape> = fc.integer({ min: 2, max: 12 }).chain((count) =>
  fc.tuple(copiesOf(count), fc.array(fc.nat(), { minLength: count, maxLength: count })).chain(([copies, picks]) => {
    const founders = foundersOf(picks)
    const distinct = [...new Set(founders)]
    const images = copies.map(({ image }) => image)
    return fc.record({
      copies: fc.constant(copies),
      founders: fc.constant(founders),
      edges:
        distinct.length < 2 ? fc.constant([]) : fc.array(edge(distinct), { maxLength: 24 }).map((all) => all.flat()),
      decisions: fc.array(fc.subarray(images, { minLength: 2 }), { maxLength: 3 }),
    })
  }),
)

/** Every fourth image or so has the hashes of an earlier one. */
function foundersOf(picks: readonly number[]): number[] {
  const founders: number[] = []
  for (const [at, pick] of picks.entries())
    founders.push(pick % 4 === 0 && at > 0 ? (founders[pick % at] ?? 1) : at + 1)
  return founders
}

export const settingsArbitrary: fc.Arbitrary<DuplicateSettings> = fc
  .shuffledSubarray(KeepRule.options)
  .map((rules) => ({ rules, protectedSources: [] }))

/** The graph of a library; images and edges are added as they are ordered there. */
export function graphOf({ copies, founders, edges }: Pick<Shape, 'copies' | 'founders' | 'edges'>): Graph {
  const graph = new Graph()
  for (const { image } of copies) graph.addImage(image, founders[image - 1] ?? image)
  for (const one of edges) graph.addEdge(one)
  return graph
}

/** Row ids, the best first. */
export function inOrder(copies: readonly Copy[], settings: DuplicateSettings): number[] {
  return copies.toSorted(createOrder(settings).compare).map(({ image }) => image)
}

/** The numbers of the decisions that an image is a member of. */
export const decisionsIn =
  (decisions: readonly number[][]) =>
  (image: number): number[] =>
    decisions.flatMap((members, at) => (members.includes(image) ? [at + 1] : []))

/** Stars by their keepers with their rays by image, so that they can be compared. */
export const sorted = (stars: Iterable<Star>): Star[] =>
  [...stars]
    .map(({ keeper, rays }) => ({ keeper, rays: rays.toSorted((a, b) => a.image - b.image) }))
    .sort((a, b) => a.keeper - b.keeper)
