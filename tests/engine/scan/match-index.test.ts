import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Fingerprint } from '../../../electron/engine/scan/fingerprint.ts'
import { MatchIndex, mostMatches, type NodeMatch } from '../../../electron/engine/scan/match-index.ts'
import { mostUnfiled } from '../../../electron/engine/scan/node-segment.ts'
import { inverseOf, orientations } from '../../../electron/engine/scan/orientations.ts'
import { createRandom } from '../../bench/library/random.ts'
import { crowdedFingerprints, flipBits, packed } from '../../helpers/fingerprints.ts'
import { nearestTurn, turnedHash } from '../../helpers/hamming-reference.ts'

const byNearness = (a: NodeMatch, b: NodeMatch) =>
  a.detailDistance - b.detailDistance || a.distance - b.distance || a.image - b.image

/** Every match of a fingerprint among these, by comparing it with each of them. */
function bruteForce(wanted: Fingerprint, all: ReadonlyMap<number, Fingerprint>): NodeMatch[] {
  const matches = [...all].flatMap(([image, other]) => {
    const likeness = nearestTurn(wanted, other)
    return likeness ? [{ image, ...likeness }] : []
  })
  return matches.sort(byNearness)
}

const keyOf = ({ perceptualHash, detailHash }: Fingerprint) => perceptualHash + detailHash

/** What the index knows, by image, kept as plainly as can be. */
function createReference() {
  const all = new Map<number, Fingerprint>()
  const founderOf = (wanted: Fingerprint) => [...all].find(([, one]) => keyOf(one) === keyOf(wanted))?.[0]
  return {
    all,
    add(image: number, fingerprint: Fingerprint) {
      const founder = founderOf(fingerprint)
      if (founder !== undefined) return { founder, matches: [] }
      const matches = bruteForce(fingerprint, all)
      all.set(image, fingerprint)
      return { founder: image, matches }
    },
  }
}

function makeFingerprints(seed: number, count: number): { perceptual: Uint8Array; detail: Uint8Array } {
  const random = createRandom(seed)
  return { perceptual: random.bytes(count * 8), detail: random.bytes(count * 32) }
}

function fingerprintAt({ perceptual, detail }: ReturnType<typeof makeFingerprints>, at: number): Fingerprint {
  const hex = (bytes: Uint8Array, size: number) =>
    Buffer.from(bytes.subarray(at * size, (at + 1) * size)).toString('hex')
  return { perceptualHash: hex(perceptual, 8), detailHash: hex(detail, 32) }
}

describe('what a stored picture is near to', () => {
  test('is what comparing it with every other, all eight ways round, says', () => {
    const removals = fc.array(fc.nat({ max: 30 }), { maxLength: 6 })
    const property = fc.property(crowdedFingerprints, removals, (fingerprints, removed) => {
      const index = new MatchIndex()
      const reference = createReference()
      // Each is added twice, so that some meet an equal one and some come back after a removal.
      for (const [at, fingerprint] of [...fingerprints, ...fingerprints].entries()) {
        expect(index.add(at + 1, fingerprint)).toEqual(reference.add(at + 1, fingerprint))
        if (!removed.includes(at)) continue
        index.remove(at)
        reference.all.delete(at)
      }
      expect(index.size).toBe(reference.all.size)
    })
    fc.assert(property, { numRuns: 60 })
  })

  test('does not depend on whether the others came one by one or all at once', () => {
    const property = fc.property(crowdedFingerprints, (fingerprints) => {
      const [one, many] = [new MatchIndex(), new MatchIndex()]
      const founders = fingerprints.map((fingerprint, at) => one.add(at + 1, fingerprint).founder)
      const images = Int32Array.from(fingerprints, (_, at) => at + 1)
      const perceptual = packed(fingerprints.map(({ perceptualHash }) => perceptualHash))
      const detail = packed(fingerprints.map(({ detailHash }) => detailHash))
      expect([...many.addAll(images, perceptual, detail)]).toEqual(founders)
      for (const fingerprint of fingerprints) expect(many.find(fingerprint)).toEqual(one.find(fingerprint))
      expect(many.snapshot()).toEqual(one.snapshot())
    })
    fc.assert(property, { numRuns: 30 })
  })

  test('is found among hundreds of thousands, too', () => {
    const count = mostUnfiled + 3000
    const made = makeFingerprints(1, count)
    const index = new MatchIndex()
    const images = Int32Array.from({ length: count }, (_, at) => at + 1)
    index.addAll(images, made.perceptual, made.detail)
    const place = fc.nat({ max: count - 1 })
    const bits = fc.uniqueArray(fc.nat({ max: 63 }), { maxLength: 12 })
    const turn = fc.constantFrom(...orientations)
    const property = fc.property(place, bits, turn, (at, flipped, orientation) => {
      const near = fingerprintAt(made, at)
      const perceptualHash = turnedHash(flipBits(near.perceptualHash, flipped), orientation)
      const found = index.find({ perceptualHash, detailHash: turnedHash(near.detailHash, orientation) })
      const match = { image: at + 1, distance: flipped.length, detailDistance: 0, orientation: inverseOf(orientation) }
      expect(found).toEqual(flipped.length <= 10 ? [match] : [])
    })
    fc.assert(property, { numRuns: 300 })
  })

  test('is the same beside hundreds of thousands that are not near', () => {
    const others = makeFingerprints(5, mostUnfiled)
    const images = Int32Array.from({ length: mostUnfiled }, (_, at) => at + 1_000_000)
    const fingerprints = fc.sample(crowdedFingerprints, { numRuns: 60, seed: 6 }).flat()
    const [few, many] = [new MatchIndex(), new MatchIndex()]
    for (const [at, fingerprint] of fingerprints.entries()) few.add(at + 1, fingerprint)
    // Half of them come before the others are filed, and half after.
    const half = Math.floor(fingerprints.length / 2)
    for (const [at, fingerprint] of fingerprints.slice(0, half).entries()) many.add(at + 1, fingerprint)
    many.addAll(images, others.perceptual, others.detail)
    for (const [at, fingerprint] of fingerprints.slice(half).entries()) many.add(half + at + 1, fingerprint)
    for (const fingerprint of fingerprints) expect(many.find(fingerprint)).toEqual(few.find(fingerprint))
  })

  test('is no more than the nearest 128, however many there are', () => {
    const random = createRandom(2)
    const index = new MatchIndex()
    const all = new Map<number, Fingerprint>()
    const [perceptualHash, detailHash] = ['0123456789abcdef', '0'.repeat(64)]
    for (let image = 1; image <= 400; image++) {
      const bits = Array.from({ length: random.below(90) }, () => random.below(256))
      const one = { perceptualHash, detailHash: flipBits(detailHash, bits) }
      if (index.add(image, one).founder === image) all.set(image, one)
    }
    const wanted = { perceptualHash, detailHash }
    expect(index.find(wanted)).toEqual(bruteForce(wanted, all).slice(0, mostMatches))
  })

  test('does not tell of what was removed, and tells of it again when it comes back', () => {
    const fingerprint = { perceptualHash: '0123456789abcdef', detailHash: '5'.repeat(64) }
    const index = new MatchIndex()
    index.add(1, fingerprint)
    index.remove(1)
    index.remove(1)
    expect([index.size, index.founderOf(fingerprint), index.find(fingerprint)]).toEqual([0, 0, []])
    expect(index.snapshot().images.length).toBe(0)
    expect(index.add(7, fingerprint)).toEqual({ founder: 7, matches: [] })
    expect(index.add(8, fingerprint)).toEqual({ founder: 7, matches: [] })
    expect(index.snapshot()).toEqual({
      images: Int32Array.of(7),
      perceptual: BigUint64Array.of(0x0123456789abcdefn),
      detail: new BigUint64Array(4).fill(0x5555555555555555n),
    })
  })
})

describe('fifty thousand pictures', () => {
  const count = 50_000
  const images = Int32Array.from({ length: count }, (_, at) => at + 1)
  const perceptual = new Uint8Array(count * 8).fill(0x96)

  test('of one fingerprint are one node', () => {
    const index = new MatchIndex()
    const founders = index.addAll(images, perceptual, new Uint8Array(count * 32).fill(0x5a))
    expect(founders.every((founder) => founder === 1)).toBe(true)
    expect(index.size).toBe(1)
  })

  test('of one perceptual hash can be told apart', () => {
    const index = new MatchIndex()
    const { detail } = makeFingerprints(3, count)
    index.addAll(images, perceptual, detail)
    expect(index.size).toBe(count)
    const wanted = fingerprintAt({ perceptual, detail }, 4999)
    expect(index.find(wanted)).toEqual([{ image: 5000, distance: 0, detailDistance: 0, orientation: 'upright' }])
  })
})
