import fc from 'fast-check'
import { Orientation } from '#shared/schema.ts'
import type { Fingerprint } from '../../electron/engine/scan/fingerprint.ts'
import { turnedHash } from './hamming-reference.ts'

/** A hash of so many hex digits. */
export const hashOf = (digits: number) =>
  fc.bigInt({ min: 0n, max: 16n ** BigInt(digits) - 1n }).map((value) => value.toString(16).padStart(digits, '0'))

/** The hash with some of its bits turned round. */
export function flipBits(hash: string, bits: readonly number[]): string {
  const value = bits.reduce((all, bit) => all ^ (1n << BigInt(bit)), BigInt(`0x${hash}`))
  return value.toString(16).padStart(hash.length, '0')
}

/** A copy of one of a few originals: turned somehow, and some bits off. */
const copy = fc.record({
  original: fc.nat({ max: 3 }),
  orientation: fc.constantFrom(...Orientation.options),
  perceptualBits: fc.array(fc.nat({ max: 63 }), { maxLength: 7 }),
  detailBits: fc.array(fc.nat({ max: 255 }), { maxLength: 60 }),
})

/** Fingerprints that crowd around a few originals, so that many lie just within or without the radii. */
export const crowdedFingerprints: fc.Arbitrary<Fingerprint[]> = fc
  .tuple(
    fc.array(fc.tuple(hashOf(16), hashOf(64)), { minLength: 4, maxLength: 4 }),
    fc.array(copy, { minLength: 1, maxLength: 24 }),
  )
  .map(([originals, copies]) =>
    copies.map(({ original, orientation, perceptualBits, detailBits }) => {
      const [perceptual = '', detail = ''] = originals[original] ?? []
      return {
        perceptualHash: flipBits(turnedHash(perceptual, orientation), perceptualBits),
        detailHash: flipBits(turnedHash(detail, orientation), detailBits),
      }
    }),
  )

/** Hashes of equal length, packed as the library stores them. */
export const packed = (hashes: readonly string[]) => new Uint8Array(Buffer.from(hashes.join(''), 'hex'))
