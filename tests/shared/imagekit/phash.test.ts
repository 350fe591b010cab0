import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type PerceptualHash, phashDistance, phashSimilarity } from '#shared/imagekit/phash.ts'

describe('the distance of perceptual hashes', () => {
  test.each([
    ['f06830ca9f1e3e90', 'f06830ca9f1e3e90', 0],
    ['F06830CA9F1E3E90', 'f06830ca9f1e3e90', 0],
    ['2d5ad3936d2e015b', '2d6ed293db36a4fb', 17],
    ['a4a65595ac94518b', '7838873e791f8400', 37],
    ['f06830ca9f1e3e90', 2222222222222222, 30],
    ['ff', '00', 8],
  ])('of %s and %s is %i', (first, second, distance) => {
    expect(phashDistance(first, second)).toBe(distance)
  })

  test('of any two of one length is their number of different bits', () => {
    const hash = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n })
    fc.assert(
      fc.property(hash, hash, (a, b) => {
        const bits = (a ^ b).toString(2).replaceAll('0', '').length
        const [first, second] = [a, b].map((value) => value.toString(16).padStart(64, '0'))
        expect(phashDistance(first, second)).toBe(bits)
        expect(phashSimilarity(first, second)).toBeCloseTo(1 - bits / 256)
      }),
    )
  })

  test.each<[PerceptualHash, PerceptualHash, string, string]>([
    [undefined, 'ff', 'MISSING_PHASH_VALUE', 'first'],
    ['ff', null, 'MISSING_PHASH_VALUE', 'second'],
    ['', 'nonsense', 'MISSING_PHASH_VALUE', 'first'],
    ['nonsense', 'ff', 'INVALID_PHASH_VALUE', 'first'],
    ['ff', 'f~', 'INVALID_PHASH_VALUE', 'second'],
    [1234, 111, 'INVALID_PHASH_VALUE', 'first'],
    ['ff', 1.5, 'INVALID_PHASH_VALUE', 'second'],
    ['ffff', 'ff', 'UNEQUAL_STRING_LENGTH', 'second'],
  ])('of %s and %s is the error %s', (first, second, code, field) => {
    const error = expect.objectContaining({ name: 'ImageKitError', code, field })
    expect(() => phashDistance(first, second)).toThrow(error)
    expect(() => phashSimilarity(first, second)).toThrow(error)
  })

  test('as a likeness goes from 0 to 1', () => {
    expect(phashSimilarity('f06830ca9f1e3e90', 'f06830ca9f1e3e90')).toBe(1)
    expect(phashSimilarity('63433b3ccf8e1ebe', '61433b3fcf8f9faf')).toBe(1 - 8 / 64)
    expect(phashSimilarity('ffff', '0000')).toBe(0)
  })
})
