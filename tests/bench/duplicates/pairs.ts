import { detailLimit, patternOf } from '../../../electron/engine/duplicates/pattern.ts'
import type { Fingerprint } from '../../../electron/engine/media/fingerprint.ts'
import { HammingIndex } from '../../../electron/engine/scan/hamming-index.ts'
import { orientations, turnDetail, turnPerceptual } from '../../../electron/engine/scan/orientations.ts'

/** Two pictures by their numbers, and how far apart they are when the first is turned by `orientation` (its place in the list). */
export interface Candidate {
  a: number
  b: number
  distance: number
  detailDistance: number
  orientation: number
}

/** The widest radius of the 64-bit hash that is looked at. */
const candidateRadius = 12

const bigints = ({ perceptualHash, detailHash }: Fingerprint) => ({
  perceptual: BigInt(`0x${perceptualHash}`),
  detail: BigInt(`0x${detailHash}`),
})

function bits(a: bigint, b: bigint): number {
  let count = 0
  for (let rest = a ^ b; rest > 0n; rest >>= 32n) {
    let word = Number(rest & 0xffffffffn)
    for (; word !== 0; word &= word - 1) count++
  }
  return count
}

/** The 64-bit and the 256-bit distance in each of the eight orientations. */
export function turnsOf(first: Fingerprint, second: Fingerprint): Pick<Candidate, 'distance' | 'detailDistance'>[] {
  const [one, other] = [bigints(first), bigints(second)]
  return orientations.map((orientation) => ({
    distance: bits(turnPerceptual(one.perceptual, orientation), other.perceptual),
    detailDistance: bits(turnDetail(one.detail, orientation), other.detail),
  }))
}

/** The orientation in which two pictures are nearest by the 256-bit hash. */
export const nearestTurn = (first: Fingerprint, second: Fingerprint): Pick<Candidate, 'distance' | 'detailDistance'> =>
  turnsOf(first, second).reduce((a, b) => (b.detailDistance < a.detailDistance ? b : a))

/**
 * All pairs within the candidate radius, by the engine's own scan of the 64-bit hashes: one entry for each orientation
 * in which they are, those of a pair one after another.
 */
export function findCandidates(
  fingerprints: readonly Fingerprint[],
  show: (done: number) => void = () => {},
): Candidate[] {
  const index = new HammingIndex()
  for (const [number, { perceptualHash }] of fingerprints.entries()) index.add(number, perceptualHash)
  const details = fingerprints.map(({ detailHash }) => BigInt(`0x${detailHash}`))
  const all: Candidate[] = []
  for (const [a, fingerprint] of fingerprints.entries()) {
    const { perceptual, detail } = bigints(fingerprint)
    const found = orientations.flatMap((orientation, turn) => {
      const wanted = turnPerceptual(perceptual, orientation).toString(16)
      const hits = index.search(wanted, candidateRadius, (b) => b > a)
      const turned = hits.length > 0 ? turnDetail(detail, orientation) : 0n
      return hits.map(({ image: b, distance }) => {
        return { a, b, distance, detailDistance: bits(turned, details[b] ?? 0n), orientation: turn }
      })
    })
    all.push(...found.sort((one, other) => one.b - other.b || one.detailDistance - other.detailDistance))
    show(a + 1)
  }
  return all
}

/** Bits of the 256-bit hash that a pair may differ in, its patterns taken into account as the engine does. */
export function limitsByPattern(fingerprints: readonly Fingerprint[]): (pair: Candidate) => number {
  const patterns = fingerprints.map(({ detailHash }) =>
    patternOf(Uint16Array.from(detailHash.match(/.{4}/g) ?? [], (row) => Number.parseInt(row, 16))),
  )
  return ({ a, b }) => detailLimit(patterns[a] ?? 0, patterns[b] ?? 0)
}

/** The best entry of each pair that is within the radius and the pair’s limit of the 256-bit hash. */
export function within(
  candidates: readonly Candidate[],
  distance: number,
  limitOf: (pair: Candidate) => number,
): Candidate[] {
  const chosen: Candidate[] = []
  for (const candidate of candidates) {
    if (candidate.distance > distance || candidate.detailDistance > limitOf(candidate)) continue
    const last = chosen.at(-1)
    // The entries of a pair lie together, the best first.
    if (last?.a !== candidate.a || last.b !== candidate.b) chosen.push(candidate)
  }
  return chosen
}
