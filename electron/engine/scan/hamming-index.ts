import { instantiateScan } from './module.ts'

const segmentHashes = 1 << 18

function createSegment() {
  const hitsAt = segmentHashes * 8
  const { exports, buffer } = instantiateScan(hitsAt + segmentHashes * 4 + 8)
  return {
    hashes: new BigUint64Array(buffer, 0, segmentHashes),
    images: new Int32Array(segmentHashes),
    /** Positions within `distance` bits; valid until the next call. */
    find: (hash: bigint, count: number, distance: number) =>
      new Uint32Array(buffer, hitsAt, exports.findNear(hash, 0, count, distance, hitsAt)),
  }
}

function bitDistance(a: bigint, b: bigint): number {
  let difference = a ^ b
  let distance = 0
  for (; difference !== 0n; difference &= difference - 1n) distance++
  return distance
}

/** Every image's 64-bit perceptual hash in memory; a radius search looks at each of them. */
export class HammingIndex {
  #segments: ReturnType<typeof createSegment>[] = []
  #count = 0

  /** Adds an image's hash (16 hex digits); an image has one. */
  add(image: number, hash: string): void {
    const position = this.#count++
    if (position % segmentHashes === 0) this.#segments.push(createSegment())
    const segment = this.#segments.at(-1) as ReturnType<typeof createSegment>
    segment.hashes[position % segmentHashes] = BigInt(`0x${hash}`)
    segment.images[position % segmentHashes] = image
  }

  /** Images within `distance` bits of the hash and their distances, in no order; `keep` says which count. */
  search(hash: string, distance: number, keep: (image: number) => boolean): { image: number; distance: number }[] {
    const wanted = BigInt(`0x${hash}`)
    return this.#segments.flatMap((segment, s) => {
      const found: { image: number; distance: number }[] = []
      for (const at of segment.find(wanted, Math.min(segmentHashes, this.#count - s * segmentHashes), distance)) {
        const image = segment.images[at] ?? 0
        if (keep(image)) found.push({ image, distance: bitDistance(segment.hashes[at] ?? 0n, wanted) })
      }
      return found
    })
  }
}
