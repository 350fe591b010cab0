import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hammingDistance } from '#shared/hamming.ts'
import { HammingIndex } from '../../../electron/engine/scan/hamming-index.ts'

const hash = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })
const hex = (value: bigint) => value.toString(16).padStart(16, '0')

/** Bits that differ, counted one by one. */
function bitsApart(a: string, b: string): number {
  const difference = BigInt(`0x${a}`) ^ BigInt(`0x${b}`)
  return [...difference.toString(2)].filter((bit) => bit === '1').length
}

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

describe('the Hamming distance', () => {
  test('of two hashes is the number of bits that differ', () => {
    const property = fc.property(hash, hash, (a, b) => {
      expect(hammingDistance(hex(a), hex(b))).toBe(bitsApart(hex(a), hex(b)))
    })
    fc.assert(property)
  })
})
