import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { widestDistance } from '#shared/hamming.ts'
import type { Orientation } from '#shared/schema.ts'
import { type JoinWishes, joinNodes } from '../../../electron/engine/scan/block-join.ts'
import type { Fingerprint } from '../../../electron/engine/scan/fingerprint.ts'
import { startJoin } from '../../../electron/engine/scan/join.ts'
import { type EdgeBatch, mostEdges } from '../../../electron/engine/scan/join-memory.ts'
import { MatchIndex, type NodeSet } from '../../../electron/engine/scan/match-index.ts'
import { orientations } from '../../../electron/engine/scan/orientations.ts'
import { createRandom } from '../../bench/library/random.ts'
import { crowdedFingerprints, packed } from '../../helpers/fingerprints.ts'
import { nearestTurn } from '../../helpers/hamming-reference.ts'

interface Edge {
  a: number
  b: number
  distance: number
  detailDistance: number
  orientation: Orientation
}

const inOrder = (edges: Edge[]) => edges.toSorted((x, y) => x.a - y.a || x.b - y.b)

const listed = ({ a, b, distance, detailDistance, orientation }: EdgeBatch): Edge[] =>
  Array.from(a, (first, at) => ({
    a: first,
    b: b[at] ?? 0,
    distance: distance[at] ?? 0,
    detailDistance: detailDistance[at] ?? 0,
    orientation: orientations[orientation[at] ?? 0] ?? 'upright',
  }))

function nodesOf(fingerprints: Fingerprint[]): NodeSet {
  const index = new MatchIndex()
  const images = Int32Array.from(fingerprints, (_, at) => at + 1)
  const perceptual = packed(fingerprints.map(({ perceptualHash }) => perceptualHash))
  index.addAll(images, perceptual, packed(fingerprints.map(({ detailHash }) => detailHash)))
  return index.snapshot()
}

function joined(nodes: NodeSet, wishes: JoinWishes): Edge[] {
  const edges: Edge[] = []
  joinNodes(nodes, wishes, { onEdges: (batch) => edges.push(...listed(batch)), onProgress: () => {} })
  return inOrder(edges)
}

/** Every pair of different fingerprints, compared as plainly as can be. */
function bruteForce(fingerprints: Fingerprint[], { distance, turned }: JoinWishes): Edge[] {
  const keys = fingerprints.map(({ perceptualHash, detailHash }) => perceptualHash + detailHash)
  const nodes = [...fingerprints.entries()].filter(([at]) => keys.indexOf(keys[at] ?? '') === at)
  const limits = { radius: distance, ...(!turned && { orientations: ['upright' as const] }) }
  const edges = nodes.flatMap(([a, one], at) =>
    nodes.slice(at + 1).flatMap(([b, other]) => {
      const likeness = nearestTurn(one, other, limits)
      return likeness ? [{ a: a + 1, b: b + 1, ...likeness }] : []
    }),
  )
  return inOrder(edges)
}

describe('the join of all pictures', () => {
  test('gives the pairs that comparing each with each gives, at every distance', () => {
    const property = fc.property(crowdedFingerprints, fc.boolean(), (fingerprints, turned) => {
      for (let distance = 0; distance <= widestDistance; distance++)
        expect(joined(nodesOf(fingerprints), { distance, turned })).toEqual(
          bruteForce(fingerprints, { distance, turned }),
        )
    })
    fc.assert(property, { numRuns: 15 })
  })

  test('gives what adding the pictures one by one gives', () => {
    const property = fc.property(crowdedFingerprints, (fingerprints) => {
      const index = new MatchIndex()
      const edges = fingerprints.flatMap((fingerprint, at) =>
        index.add(at + 1, fingerprint).matches.map(({ image }) => `${image} ${at + 1}`),
      )
      const found = joined(index.snapshot(), { distance: widestDistance, turned: true }).map(({ a, b }) => `${a} ${b}`)
      expect(found.toSorted()).toEqual(edges.toSorted())
    })
    fc.assert(property, { numRuns: 30 })
  })

  test('of none and of one picture gives nothing', () => {
    const one = { perceptualHash: '0123456789abcdef', detailHash: '5'.repeat(64) }
    expect(joined(nodesOf([]), { distance: widestDistance, turned: true })).toEqual([])
    expect(joined(nodesOf([one, one]), { distance: widestDistance, turned: true })).toEqual([])
  })
})

/** Nodes of one 64-bit hash whose detail hashes are random or, with few bits, all near each other. */
function crowdOf(count: number, bits: number): NodeSet {
  const random = createRandom(count)
  const detail = random.bytes(count * 32).map((byte, at) => (at % 32 < bits / 8 ? byte : 0))
  return {
    images: Int32Array.from({ length: count }, (_, at) => at + 1),
    perceptual: new BigUint64Array(count).fill(0x6996_a55a_c33c_0ff0n),
    detail: new BigUint64Array(detail.buffer),
  }
}

describe('a crowd of one perceptual hash', () => {
  test('of 50,000 unlike pictures has hardly a pair', () => {
    // Among a milliard of pairs of random bits, one or two are within the radius by chance.
    expect(joined(crowdOf(50_000, 256), { distance: widestDistance, turned: false }).length).toBeLessThan(10)
  })

  test('of 3,000 like pictures gives each of them enough partners, not all', () => {
    const edges = joined(crowdOf(3000, 64), { distance: widestDistance, turned: false })
    const partners = new Uint32Array(3001)
    for (const { a, b } of edges) for (const image of [a, b]) partners[image] = (partners[image] ?? 0) + 1
    expect(partners.subarray(1).every((count) => count >= mostEdges)).toBe(true)
    expect(edges.length).toBeLessThanOrEqual(3000 * mostEdges)
  })
})

describe('the join in its thread', () => {
  test('tells all edges, in batches, and how far it is', async () => {
    const nodes = () => crowdOf(3000, 64)
    const edges: Edge[] = []
    const shares: number[] = []
    let batches = 0
    const onEdges = (batch: EdgeBatch) => {
      batches++
      edges.push(...listed(batch))
    }
    const join = startJoin(nodes(), { turned: false, onEdges, onProgress: (share) => shares.push(share) })
    expect(await join.finished).toBe('done')
    expect(inOrder(edges)).toEqual(joined(nodes(), { distance: widestDistance, turned: false }))
    expect(batches).toBeGreaterThan(4)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares.at(-1)).toBe(1)
  })

  test('is cancelled at once, however much is left', async () => {
    let told = 0
    const join = startJoin(crowdOf(50_000, 64), {
      onEdges: () => {
        told++
        join.cancel()
      },
      onProgress: () => {},
    })
    expect(await join.finished).toBe('cancelled')
    expect(told).toBe(1)
  })

  test('fails when its edges cannot be dealt with', async () => {
    const onEdges = () => {
      throw new Error('The disk is full.')
    }
    const { finished } = startJoin(crowdOf(3000, 64), { onEdges, onProgress: () => {} })
    await expect(finished).rejects.toThrow('The disk is full.')
  })
})
