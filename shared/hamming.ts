/** The widest radius of the 64-bit hash within which pictures are proposed as duplicates, in bits. */
export const widestDistance = 11
/** Bits of the 256-bit hash that may differ in a proposal. */
export const widestDetailDistance = 80

/** Set bits of a 32-bit integer. */
export function popcount(value: number): number {
  let v = value - ((value >>> 1) & 0x55555555)
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333)
  return (((v + (v >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}

/** Hamming distance of two hashes of 16 hex digits: 0 to 64 bits. */
export function hammingDistance(a: string, b: string): number {
  const half = (start: number) =>
    popcount(Number.parseInt(a.slice(start, start + 8), 16) ^ Number.parseInt(b.slice(start, start + 8), 16))
  return half(0) + half(8)
}
