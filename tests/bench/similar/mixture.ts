import type { Fingerprint } from '../../../electron/engine/scan/fingerprint.ts'
import { orientations, turnDetail, turnPerceptual } from '../../../electron/engine/scan/orientations.ts'
import { createRandom, type Random } from '../library/random.ts'

/** Hashes of a library, in the order of their row ids, which count from 1. */
export interface Mixture {
  images: Int32Array<ArrayBuffer>
  perceptual: BigUint64Array<ArrayBuffer>
  /** Four words for each image, the most significant one first. */
  detail: BigUint64Array<ArrayBuffer>
}

/** What the figures depend on, for whoever reads the tables. */
export const mixtureNote =
  'The mixture: each bit of a 64-bit hash is 1 (or 0, by its place) in 5 of 8 pictures, so that unrelated pictures ' +
  'meet as often as photographs do (some 250,000 pairs up to 10 bits in a million); detail hashes of unrelated ' +
  'pictures are random. One picture in ten is a copy of one of the 1,000 before it: a fifth of the copies have equal ' +
  'hashes, the others are up to 6 bits (one in eight: up to 12) and up to 60 of 256 bits off, and one in eight is ' +
  'mirrored or rotated. One in a thousand is one and the same placeholder.'

const seed = 20_260
const copiedFrom = 1000
/** Which way each bit leans. */
const leaning = [0x5a3c_96e1, 0x0f87_d24b]
const placeholder = 0x5a3c_96e1_0f87_d24bn

function flipSome(hash: bigint, bits: number, most: number, random: Random): bigint {
  let flipped = hash
  for (let count = random.below(most + 1); count > 0; count--) flipped ^= 1n << BigInt(random.below(bits))
  return flipped
}

const wordsOf = (detail: bigint) => [192n, 128n, 64n, 0n].map((shift) => BigInt.asUintN(64, detail >> shift))

function makeCopy({ perceptual, detail }: Mixture, at: number, random: Random): void {
  const original = at - 1 - random.below(Math.min(at, copiedFrom))
  const words = [...detail.subarray(original * 4, original * 4 + 4)]
  let [short, long] = [perceptual[original] ?? 0n, words.reduce((all, word) => (all << 64n) | word, 0n)]
  if (!random.chance(20)) {
    short = flipSome(short, 64, random.below(8) === 0 ? 12 : 6, random)
    long = flipSome(long, 256, 60, random)
  }
  const orientation = random.below(8) === 0 ? random.pick(orientations) : 'upright'
  perceptual[at] = turnPerceptual(short, orientation)
  detail.set(wordsOf(turnDetail(long, orientation)), at * 4)
}

function makeOriginal(short: Uint32Array, long: Uint32Array, at: number, random: Random): void {
  const half = () => random.below(2 ** 32)
  for (let part = 0; part < 2; part++) short[at * 2 + part] = (leaning[part] ?? 0) ^ (half() | (half() & half()))
  for (let part = 0; part < 8; part++) long[at * 8 + part] = half()
}

/** The hashes of a library of so many pictures; the same ones in every run. */
export function makeMixture(count: number): Mixture {
  const random = createRandom(seed)
  const images = Int32Array.from({ length: count }, (_, at) => at + 1)
  const mixture = { images, perceptual: new BigUint64Array(count), detail: new BigUint64Array(count * 4) }
  const short = new Uint32Array(mixture.perceptual.buffer)
  const long = new Uint32Array(mixture.detail.buffer)
  for (let at = 0; at < count; at++) {
    const kind = at === 0 ? 1000 : random.below(1000)
    if (kind === 0) mixture.perceptual[at] = placeholder
    else if (kind <= 100) makeCopy(mixture, at, random)
    else makeOriginal(short, long, at, random)
  }
  return mixture
}

/** Words as the library stores them: packed, big-endian. */
export const packWords = (words: BigUint64Array<ArrayBuffer>): Uint8Array => Buffer.from(words.slice().buffer).swap64()

/** The 64-bit hash of an image, in hex. */
export const hashAt = ({ perceptual }: Mixture, at: number): string =>
  (perceptual[at] ?? 0n).toString(16).padStart(16, '0')

/** The fingerprint of an image. */
export function fingerprintAt(mixture: Mixture, at: number): Fingerprint {
  const words = [...mixture.detail.subarray(at * 4, at * 4 + 4)]
  return {
    perceptualHash: hashAt(mixture, at),
    detailHash: words.map((word) => word.toString(16).padStart(16, '0')).join(''),
  }
}
