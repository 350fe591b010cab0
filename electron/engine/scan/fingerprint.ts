import { orientations, turnDetail, turnPerceptual } from './orientations.ts'

/** What a picture is compared by: its 64-bit perceptual hash and its 256-bit detail hash, in hex. */
export interface Fingerprint {
  perceptualHash: string
  detailHash: string
}

/** 32-bit numbers of a fingerprint in memory: five 64-bit words, lower half first, the perceptual hash first. */
export const fingerprintHalves = 10

/** Bytes of a fingerprint’s eight turned forms: eight 64-bit hashes, then eight 256-bit ones. */
export const queryBytes = 8 * (8 + 32)

/** Writes hex digits, 16 for each 64-bit word, as halves. */
export function writeHex(hex: string, halves: Uint32Array, at: number): void {
  for (let digit = 0; digit < hex.length; digit += 8)
    halves[(at + digit / 8) ^ 1] = Number.parseInt(hex.slice(digit, digit + 8), 16)
}

/** Writes big-endian 64-bit words, `count` of them, as halves. */
export function writeBytes(bytes: DataView, from: number, count: number, halves: Uint32Array, at: number): void {
  for (let half = 0; half < count * 2; half++) halves[(at + half) ^ 1] = bytes.getUint32(from + half * 4)
}

/** All eight forms of a fingerprint, in the order of the orientations, as the kernels read them. */
export function makeQuery({ perceptualHash, detailHash }: Fingerprint): Uint8Array {
  const query = new BigUint64Array(queryBytes / 8)
  const [perceptual, detail] = [BigInt(`0x${perceptualHash}`), BigInt(`0x${detailHash}`)]
  for (const [at, orientation] of orientations.entries()) {
    query[at] = turnPerceptual(perceptual, orientation)
    const turned = turnDetail(detail, orientation)
    for (let word = 0; word < 4; word++)
      query[8 + at * 4 + word] = BigInt.asUintN(64, turned >> BigInt(192 - word * 64))
  }
  return new Uint8Array(query.buffer)
}
