import { GrowingInt32 } from './growing.ts'
import { instantiateScan } from './module.ts'

const segmentHashes = 1 << 18

function createSegment() {
  const hitsAt = segmentHashes * 8
  const { exports, buffer } = instantiateScan(hitsAt + segmentHashes * 4 + 8)
  const bytes = new Uint8Array(buffer, 0, hitsAt)
  return {
    hashes: new BigUint64Array(buffer, 0, segmentHashes),
    images: new Int32Array(segmentHashes),
    /** Writes packed big-endian hashes from a place on. */
    write(packed: Uint8Array, place: number): void {
      bytes.set(packed, place * 8)
      exports.swapBytes(place * 8, packed.length / 8)
    },
    /** Positions within `distance` bits; valid until the next call. */
    find: (hash: bigint, count: number, distance: number) =>
      new Uint32Array(buffer, hitsAt, exports.findNear(hash, 0, count, distance, hitsAt)),
  }
}

type Segment = ReturnType<typeof createSegment>

function bitDistance(a: bigint, b: bigint): number {
  let difference = a ^ b
  let distance = 0
  for (; difference !== 0n; difference &= difference - 1n) distance++
  return distance
}

/** Every image's 64-bit perceptual hash in memory; a radius search looks at each of them. */
export class HammingIndex {
  #segments: Segment[] = []
  #count = 0
  /** Position and one by image; 0 for none. */
  #entryOf = new GrowingInt32()

  /** Adds an image's hash (16 hex digits); an image has one. */
  add(image: number, hash: string): void {
    const place = this.#count % segmentHashes
    const segment = this.#segmentAt(this.#count)
    segment.hashes[place] = BigInt(`0x${hash}`)
    segment.images[place] = image
    this.#entryOf.set(image, ++this.#count)
  }

  /** Adds many: their hashes packed, 8 bytes each, big-endian. */
  addAll(images: Int32Array, hashes: Uint8Array): void {
    for (let from = 0; from < images.length; ) {
      const place = this.#count % segmentHashes
      const some = images.subarray(from, from + segmentHashes - place)
      const segment = this.#segmentAt(this.#count)
      segment.write(hashes.subarray(from * 8, (from + some.length) * 8), place)
      segment.images.set(some, place)
      for (const image of some) this.#entryOf.set(image, ++this.#count)
      from += some.length
    }
  }

  /** Takes an image out, the last one moves to its place; one that is not there is ignored. */
  remove(image: number): void {
    const entry = this.#entryOf.get(image)
    if (entry === 0) return
    const [hole, last] = [entry - 1, --this.#count]
    const from = this.#segmentAt(last)
    const to = this.#segmentAt(hole)
    const moved = from.images[last % segmentHashes] ?? 0
    to.hashes[hole % segmentHashes] = from.hashes[last % segmentHashes] ?? 0n
    to.images[hole % segmentHashes] = moved
    this.#entryOf.set(moved, entry)
    this.#entryOf.set(image, 0)
  }

  /** Images within `distance` bits of the hash and their distances, in no order; `keep` says which count. */
  search(hash: string, distance: number, keep: (image: number) => boolean): { image: number; distance: number }[] {
    const wanted = BigInt(`0x${hash}`)
    return this.#segments.flatMap((segment, s) => {
      const found: { image: number; distance: number }[] = []
      const count = Math.max(0, Math.min(segmentHashes, this.#count - s * segmentHashes))
      for (const at of segment.find(wanted, count, distance)) {
        const image = segment.images[at] ?? 0
        if (keep(image)) found.push({ image, distance: bitDistance(segment.hashes[at] ?? 0n, wanted) })
      }
      return found
    })
  }

  #segmentAt(position: number): Segment {
    const at = Math.floor(position / segmentHashes)
    this.#segments[at] ??= createSegment()
    return this.#segments[at]
  }
}
