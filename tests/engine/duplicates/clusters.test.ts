import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DuplicateSettings, defaultSettings } from '#shared/duplicates.ts'
import { widestDistance } from '#shared/hamming.ts'
import { createClusters } from '../../../electron/engine/duplicates/clusters.ts'
import { Graph } from '../../../electron/engine/duplicates/graph.ts'
import {
  copyOf,
  decisionsIn,
  graphOf,
  type Shape,
  settingsArbitrary,
  shapes,
  sorted,
} from '../../helpers/duplicates-graph.ts'

/** Row ids, so many that they are read in more than one stretch. */
const crowd = Array.from({ length: 2500 }, (_, at) => at + 1)

/** What is known of a library at some moment. */
interface Moment {
  graph: Graph
  live: Set<number>
  decisions: number[][]
}

const clustersOf = ({ copies }: Pick<Shape, 'copies'>, moment: Moment) =>
  createClusters({
    graph: () => moment.graph,
    isLive: (image) => moment.live.has(image),
    readCopies: async (images) => images.map((image) => copies[image - 1] as (typeof copies)[number]),
    decisionsOf: (image) => decisionsIn(moment.decisions)(image),
    isClosed: () => false,
  })
type Clusters = ReturnType<typeof clustersOf>

async function starsAt(clusters: Clusters, distance: number) {
  const { all, byImage } = await clusters.view(distance)
  for (const cluster of all)
    for (const image of [cluster.keeper, ...cluster.rays.map((ray) => ray.image)])
      expect(byImage.get(image)).toBe(cluster)
  return sorted(all)
}

const sizesOf = async (clusters: Clusters) =>
  (await starsAt(clusters, widestDistance)).map(({ rays }) => rays.length + 1)

/** The clusters as they are when all is looked at anew. */
async function starsFromScratch(shape: Shape, moment: Moment, settings: DuplicateSettings, distance: number) {
  const fresh = clustersOf(shape, moment)
  fresh.configure(settings)
  await fresh.refresh(shape.copies.map(({ image }) => image))
  return starsAt(fresh, distance)
}

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('insert' as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('flip' as const), pick: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('decide' as const, 'forget' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('configure' as const), settings: settingsArbitrary }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('look' as const), distance: fc.nat({ max: widestDistance }) }),
  },
)
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

/** Adds the next image with its likenesses to those before it. */
function insert({ founders, edges }: Shape, { graph, live }: Moment, image: number): void {
  graph.addImage(image, founders[image - 1] ?? image)
  for (const edge of edges) if (Math.max(edge.a, edge.b) === image) graph.addEdge(edge)
  live.add(image)
}

/** A library that changes step by step; each answers with the images that must be looked at again. */
function createHistory(shape: Shape, moment: Moment) {
  let inserted = 0
  const steps = {
    insert(): number[] {
      if (inserted === shape.copies.length) return []
      insert(shape, moment, ++inserted)
      return [inserted]
    },
    flip(pick: number): number[] {
      if (inserted === 0) return []
      const image = (pick % inserted) + 1
      if (!moment.live.delete(image)) moment.live.add(image)
      return [image]
    },
    decide(): number[] {
      const next = shape.decisions[moment.decisions.length]
      if (next) moment.decisions.push(next)
      return next ?? []
    },
    forget: (): number[] => moment.decisions.pop() ?? [],
    all: () => Array.from({ length: inserted }, (_, at) => at + 1),
  }
  return steps
}

async function perform(step: Step, history: ReturnType<typeof createHistory>, clusters: Clusters): Promise<void> {
  if (step.kind === 'configure') {
    clusters.configure(step.settings)
    await clusters.refresh(history.all())
  } else if (step.kind === 'look') await clusters.view(step.distance)
  else if (step.kind === 'flip') await clusters.refresh(history.flip(step.pick))
  else await clusters.refresh(history[step.kind]())
}

describe('clusters in memory', () => {
  test('are after every change as if they had been made anew', async () => {
    const property = fc.asyncProperty(shapes, fc.array(step, { minLength: 4, maxLength: 30 }), async (shape, steps) => {
      const moment: Moment = { graph: new Graph(), live: new Set(), decisions: [] }
      const clusters = clustersOf(shape, moment)
      const history = createHistory(shape, moment)
      await clusters.view(4)
      for (const one of steps) {
        await perform(one, history, clusters)
        for (const distance of [0, 4, widestDistance]) {
          const expected = await starsFromScratch(shape, moment, clusters.settings, distance)
          expect(await starsAt(clusters, distance)).toEqual(expected)
        }
      }
    })
    await fc.assert(property, { numRuns: 60 })
  })

  test('tell their bytes, distances and sources of all members', async () => {
    const property = fc.asyncProperty(shapes, async (shape) => {
      const live = new Set(shape.copies.map(({ image }) => image))
      const clusters = clustersOf(shape, { graph: graphOf(shape), live, decisions: [] })
      clusters.configure(defaultSettings)
      await clusters.refresh(live)
      for (const { rays, keeper, ...told } of (await clusters.view(widestDistance)).all) {
        const distances = rays.map(({ distance }) => distance)
        const bytes = rays.map(({ image }) => shape.copies[image - 1]?.byteSize ?? 0)
        expect(told).toMatchObject({
          reclaimable: bytes.reduce((sum, size) => sum + size, 0),
          nearest: Math.min(...distances),
          farthest: Math.max(...distances),
          newest: Math.max(keeper, ...rays.map(({ image }) => image)),
          sameDomain: true,
          acrossClients: false,
        })
      }
    })
    await fc.assert(property)
  })

  test('are gone when the graph is built anew without their edges', async () => {
    const likeness = { distance: 2, detailDistance: 20, orientation: 0 }
    const property = fc.asyncProperty(shapes, async (shape) => {
      const live = new Set(shape.copies.map(({ image }) => image))
      const alone = { ...shape, founders: shape.copies.map(({ image }) => image) }
      const moment = { graph: graphOf({ ...alone, edges: [{ a: 1, b: 2, ...likeness }] }), live, decisions: [] }
      const clusters = clustersOf(shape, moment)
      await clusters.refresh(live)
      expect((await starsAt(clusters, widestDistance)).length).toBe(1)
      moment.graph = graphOf({ ...alone, edges: [] })
      clusters.clear()
      await clusters.refresh(live)
      expect(await starsAt(clusters, widestDistance)).toEqual([])
    })
    await fc.assert(property, { numRuns: 10 })
  })

  test('take in an image that is restored while copies are read', async () => {
    const moment = { graph: new Graph(), live: new Set(crowd.slice(1)), decisions: [] }
    for (const image of crowd) moment.graph.addImage(image, 1)
    const clusters = clustersOf({ copies: crowd.map((image) => copyOf(image)) }, moment)
    const refreshed = clusters.refresh(crowd)
    moment.live.add(1)
    await refreshed
    expect(await sizesOf(clusters)).toEqual([crowd.length - 1])
    await clusters.refresh([1])
    expect(await sizesOf(clusters)).toEqual([crowd.length])
  })

  test('can be looked at as they are until they are made by new rules', async () => {
    const property = fc.asyncProperty(shapes, settingsArbitrary, async (shape, settings) => {
      const live = new Set(shape.copies.map(({ image }) => image))
      const clusters = clustersOf(shape, { graph: graphOf(shape), live, decisions: [] })
      await clusters.refresh(live)
      clusters.configure(settings)
      for (const { keeper, rays } of (await clusters.view(widestDistance)).all)
        for (const { image } of rays) {
          expect(clusters.copyOf(image)).toEqual(shape.copies[image - 1])
          expect(clusters.reasonFor(keeper, image)).toEqual(expect.any(String))
        }
    })
    await fc.assert(property, { numRuns: 30 })
  })
})
