import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultSettings } from '#shared/duplicates.ts'
import { widestDistance } from '#shared/hamming.ts'
import type { Graph } from '../../../electron/engine/duplicates/graph.ts'
import { formStars, type Star } from '../../../electron/engine/duplicates/stars.ts'
import { inverseOf, orientations } from '../../../electron/engine/scan/orientations.ts'
import { copyOf, decisionsIn, graphOf, inOrder, type Shape, shapes, sorted } from '../../helpers/duplicates-graph.ts'

const distances = fc.integer({ min: 0, max: widestDistance })

const starsOf = (shape: Shape, distance: number, graph: Graph = graphOf(shape)): Star[] =>
  formStars(inOrder(shape.copies, defaultSettings), graph, { distance, decisionsOf: decisionsIn(shape.decisions) })

const membersOf = ({ keeper, rays }: Star) => [keeper, ...rays.map(({ image }) => image)]

/** How far two images are apart by their best edge; infinite where there is none. */
function nearest({ founders, edges }: Shape, one: number, other: number): number {
  const [a = 0, b = 0] = [founders[one - 1] ?? 0, founders[other - 1] ?? 0].sort((x, y) => x - y)
  if (a === b) return 0
  const between = edges.filter((edge) => edge.a === a && edge.b === b)
  between.sort((x, y) => x.detailDistance - y.detailDistance || x.distance - y.distance)
  return between[0]?.distance ?? Number.POSITIVE_INFINITY
}

const shuffled = <T>(values: T[]) => fc.shuffledSubarray(values, { minLength: values.length })

describe('clusters', () => {
  test('are the same in whatever order pictures, likenesses and decisions came', () => {
    const cases = shapes.chain((shape) =>
      fc.tuple(fc.constant(shape), shuffled(shape.copies), shuffled(shape.edges), shuffled(shape.decisions), distances),
    )
    const property = fc.property(cases, ([shape, copies, edges, decisions, distance]) => {
      const other = { ...shape, copies, edges, decisions }
      expect(sorted(starsOf(other, distance))).toEqual(sorted(starsOf(shape, distance)))
    })
    fc.assert(property, { numRuns: 500 })
  })

  test('hold only what is within the radius of their keeper, and each picture once', () => {
    const property = fc.property(shapes, distances, (shape, distance) => {
      const stars = starsOf(shape, distance)
      const members = stars.flatMap(membersOf)
      expect(new Set(members).size).toBe(members.length)
      for (const { keeper, rays } of stars) {
        expect(rays.length).toBeGreaterThan(0)
        for (const ray of rays) {
          expect(ray.distance).toBeLessThanOrEqual(distance)
          expect(ray.distance).toBe(nearest(shape, keeper, ray.image))
        }
      }
    })
    fc.assert(property, { numRuns: 300 })
  })

  test('never hold two pictures that somebody has decided on together', () => {
    const property = fc.property(shapes, distances, (shape, distance) => {
      for (const star of starsOf(shape, distance)) {
        const decided = membersOf(star).flatMap(decisionsIn(shape.decisions))
        expect(new Set(decided).size).toBe(decided.length)
      }
    })
    fc.assert(property, { numRuns: 300 })
  })

  test('leave no picture alone that a better keeper could take', () => {
    const property = fc.property(shapes, distances, (shape, distance) => {
      const stars = starsOf({ ...shape, decisions: [] }, distance)
      const taken = new Set(stars.flatMap(({ rays }) => rays.map(({ image }) => image)))
      const keepers = shape.copies.map(({ image }) => image).filter((image) => !taken.has(image))
      for (const one of keepers)
        for (const other of keepers) if (one !== other) expect(nearest(shape, one, other)).toBeGreaterThan(distance)
    })
    fc.assert(property, { numRuns: 300 })
  })

  test('are not chained: what is like a copy but not like the keeper stays out', () => {
    const likeness = { detailDistance: 30, orientation: 0 }
    const shape: Shape = {
      copies: [copyOf(1, { pixels: 3000 }), copyOf(2, { pixels: 2000 }), copyOf(3, { pixels: 1000 })],
      founders: [1, 2, 3],
      edges: [
        { a: 1, b: 2, distance: 6, ...likeness },
        { a: 2, b: 3, distance: 6, ...likeness },
      ],
      decisions: [],
    }
    expect(starsOf(shape, 10).map(membersOf)).toEqual([[1, 2]])
  })

  test('tell how each picture is turned against the keeper, whichever of the two came first', () => {
    for (const [at, orientation] of orientations.entries()) {
      const edge = { a: 1, b: 2, distance: 2, detailDistance: 20, orientation: at }
      const turnOf = (keeper: number) => {
        const copies = [1, 2].map((image) => copyOf(image, { pixels: image === keeper ? 2 : 1 }))
        const [star] = starsOf({ copies, founders: [1, 2], edges: [edge], decisions: [] }, 10)
        return orientations[star?.rays[0]?.orientation ?? -1]
      }
      expect([turnOf(1), turnOf(2)]).toEqual([orientation, inverseOf(orientation)])
    }
  })
})
