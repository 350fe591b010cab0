import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hammingDistance } from '#shared/hamming.ts'
import { HammingIndex } from '../../../electron/engine/scan/hamming-index.ts'
import { createRandom } from '../../bench/library/random.ts'
import { packed } from '../../helpers/fingerprints.ts'
import { bitsApart } from '../../helpers/hamming-reference.ts'

const hash = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })
const hex = (value: bigint) => value.toString(16).padStart(16, '0')

describe('the perceptual hashes in memory', () => {
  test('give exactly the images within each distance from 0 to 64', () => {
    // Neighbours of a few hashes, so that small distances have answers, too.
    const near = fc.tuple(hash, fc.array(fc.integer({ min: 0, max: 63 }), { maxLength: 8 }))
    const property = fc.property(fc.array(near, { minLength: 1, maxLength: 40 }), hash, (all, other) => {
      const [[base] = [0n]] = all
      const hashes = all.flatMap(([value, bits]) => [
        hex(value),
        hex(bits.reduce((one, bit) => one ^ (1n << BigInt(bit)), base)),
      ])
      const index = new HammingIndex()
      for (const [image, value] of hashes.entries()) index.add(image + 1, value)
      for (const wanted of [hex(base), hex(other)]) {
        for (let distance = 0; distance <= 64; distance++) {
          const plain = hashes.map((value, i) => ({ image: i + 1, distance: bitsApart(value, wanted) }))
          const found = index.search(wanted, distance, () => true).sort((a, b) => a.image - b.image)
          expect(found).toEqual(plain.filter((one) => one.distance <= distance))
        }
      }
    })
    fc.assert(property, { numRuns: 20 })
  })

  test('leave out those that do not count', () => {
    const index = new HammingIndex()
    for (let image = 1; image <= 10; image++) index.add(image, hex(BigInt(image)))
    expect(index.search(hex(0n), 64, (image) => image % 2 === 0).map(({ image }) => image)).toEqual([2, 4, 6, 8, 10])
  })

  test('hold more than one segment', () => {
    const index = new HammingIndex()
    const count = 262_144 + 5000
    for (let image = 1; image <= count; image++)
      index.add(image, hex((BigInt(image) * 0x9e3779b97f4a7c15n) & (2n ** 64n - 1n)))
    const last = hex((BigInt(count) * 0x9e3779b97f4a7c15n) & (2n ** 64n - 1n))
    expect(index.search(last, 0, () => true)).toEqual([{ image: count, distance: 0 }])
    expect(index.search(last, 64, () => true).length).toBe(count)
  })
})

type Step = { add: bigint } | { addAll: bigint[] } | { remove: number }

describe('the perceptual hashes in memory, as images come and go', () => {
  const segment = 262_144
  const small = fc.bigInt({ min: 0n, max: 255n })
  const step: fc.Arbitrary<Step> = fc.oneof(
    fc.record({ add: small }),
    fc.record({ addAll: fc.array(small, { maxLength: 5 }) }),
    fc.record({ remove: fc.nat({ max: 40 }) }),
  )
  const steps = fc.array(step, { maxLength: 40 })
  const numbered = (count: number, from: number) => Int32Array.from({ length: count }, (_, at) => from + at)

  /** Takes the steps after so many images were there already, far from all that comes. */
  function walk(index: HammingIndex, before: number, taken: Step[]) {
    const all = new Map<number, string>()
    let last = before
    for (const step of taken) {
      if ('remove' in step) {
        index.remove(before + step.remove)
        all.delete(before + step.remove)
        continue
      }
      const hashes = ('add' in step ? [step.add] : step.addAll).map(hex)
      if ('add' in step) index.add(last + 1, hashes[0] ?? '')
      else index.addAll(numbered(hashes.length, last + 1), packed(hashes))
      for (const one of hashes) all.set(++last, one)
    }
    return all
  }

  function compare(index: HammingIndex, all: Map<number, string>) {
    for (const distance of [0, 1, 3, 8]) {
      const plain = [...all].map(([image, value]) => ({ image, distance: bitsApart(value, hex(0n)) }))
      const found = index.search(hex(0n), distance, () => true).sort((a, b) => a.image - b.image)
      expect(found).toEqual(plain.filter((one) => one.distance <= distance))
    }
  }

  test('are those that were added and not removed', () => {
    const property = fc.property(steps, (taken) => {
      const index = new HammingIndex()
      compare(index, walk(index, 0, taken))
    })
    fc.assert(property, { numRuns: 100 })
  })

  test('are so over the border of a segment, too', () => {
    const random = createRandom(4)
    const before = segment - 10
    const far = random.bytes(before * 8).map((byte, at) => (at % 8 < 2 ? 0xff : byte))
    const property = fc.property(steps, (taken) => {
      const index = new HammingIndex()
      index.addAll(numbered(before, 1), far)
      const all = walk(index, before, taken)
      compare(index, all)
      for (const image of all.keys()) index.remove(image)
      compare(index, new Map())
    })
    fc.assert(property, { numRuns: 10 })
  })
})

describe('the Hamming distance', () => {
  test('of two hashes is the number of bits that differ', () => {
    const property = fc.property(hash, hash, (a, b) => {
      expect(hammingDistance(hex(a), hex(b))).toBe(bitsApart(hex(a), hex(b)))
    })
    fc.assert(property)
  })
})
