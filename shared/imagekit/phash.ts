import { imageKitError } from './errors.ts'

/** A perceptual hash in hex. A number beside a text stands for its digits, as in the SDKs. */
export type PerceptualHash = string | number | null | undefined

const bitsPerDigit = 4
const setBits = [0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4]

function digitsOf(first: PerceptualHash, second: PerceptualHash): readonly [string, string] {
  if (!first || !second)
    throw imageKitError('MISSING_PHASH_VALUE', first ? 'second' : 'first', 'Missing pHash value: pass two hashes.')
  const isText = typeof first === 'string' || typeof second === 'string'
  const hashes = [String(first), String(second)] as const
  const isHex = hashes.map((hash) => isText && /^[\da-f]+$/i.test(hash))
  if (isHex.includes(false))
    throw imageKitError('INVALID_PHASH_VALUE', isHex[0] ? 'second' : 'first', 'Invalid pHash value: pass hex digits.')
  if (hashes[0].length !== hashes[1].length)
    throw imageKitError('UNEQUAL_STRING_LENGTH', 'second', 'Unequal pHash string length: pass hashes of one length.')
  return hashes
}

/** Bits in which two hashes differ. Errors: MISSING_PHASH_VALUE, INVALID_PHASH_VALUE, UNEQUAL_STRING_LENGTH. */
export function phashDistance(first: PerceptualHash, second: PerceptualHash): number {
  const [a, b] = digitsOf(first, second)
  const bitsAt = (i: number) => setBits[Number.parseInt(a.charAt(i), 16) ^ Number.parseInt(b.charAt(i), 16)] ?? 0
  return Array.from(a, (_, i) => bitsAt(i)).reduce((sum, bits) => sum + bits)
}

/** How alike two hashes are: 1 for equal ones, 0 for opposites. Errors as those of the distance. */
export const phashSimilarity = (first: PerceptualHash, second: PerceptualHash): number =>
  1 - phashDistance(first, second) / (bitsPerDigit * String(first).length)
