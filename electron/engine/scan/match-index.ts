import { type Fingerprint, fingerprintHalves, makeQuery, writeBytes, writeHex } from './fingerprint.ts'
import { GrowingInt32 } from './growing.ts'
import { type NodeMatch, nearestMatches } from './nearest.ts'
import { NodeStore } from './node-store.ts'

export type { NodeMatch }

/** How many matches are answered at most, the nearest first. */
export const mostMatches = 128

/** All nodes of a library, one after another. */
export interface NodeSet {
  /** Their founders. */
  images: Int32Array<ArrayBuffer>
  perceptual: BigUint64Array<ArrayBuffer>
  /** Four words for each node, the most significant one first. */
  detail: BigUint64Array<ArrayBuffer>
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array) => new DataView(buffer, byteOffset, byteLength)

/**
 * Every distinct fingerprint of the library in memory, and the image that it was first met with: its founder. One that
 * is removed stays as a dead one (founder 0), and comes to life when it is added again.
 */
export class MatchIndex {
  #nodes = new NodeStore()
  #nodeOf = new GrowingInt32()
  #size = 0
  #halves = new Uint32Array(fingerprintHalves)

  /** How many fingerprints are alive. */
  get size(): number {
    return this.#size
  }

  /** Adds an image’s fingerprint and answers what it is near to; one that is there already has no matches of its own. */
  add(image: number, fingerprint: Fingerprint): { founder: number; matches: NodeMatch[] } {
    const known = this.founderOf(fingerprint)
    if (known > 0) return { founder: known, matches: [] }
    const matches = this.find(fingerprint)
    return { founder: this.#join(image), matches }
  }

  /** Adds many without a search: packed big-endian hashes of 8 and 32 bytes each. Answers the founder of each. */
  addAll(images: Int32Array, perceptual: Uint8Array, detail: Uint8Array): Int32Array {
    const [short, long] = [viewOf(perceptual), viewOf(detail)]
    return images.map((image, i) => {
      writeBytes(short, i * 8, 1, this.#halves, 0)
      writeBytes(long, i * 32, 4, this.#halves, 2)
      return this.#join(image)
    })
  }

  /** At most `mostMatches` within both radii, the nearest first; an equal fingerprint is among them. */
  find(fingerprint: Fingerprint): NodeMatch[] {
    const query = makeQuery(fingerprint)
    const found = this.#nodes.segments.map((segment, s) => ({
      images: segment.images,
      hits: segment.find(query, this.#nodes.countIn(s)),
    }))
    return nearestMatches(found, mostMatches)
  }

  /** The founder of this very fingerprint, 0 when there is none. */
  founderOf({ perceptualHash, detailHash }: Fingerprint): number {
    writeHex(perceptualHash, this.#halves, 0)
    writeHex(detailHash, this.#halves, 2)
    const node = this.#nodes.find(this.#halves)
    return node === 0 ? 0 : this.#founder(node)
  }

  /** The detail hash that this image founded, 16 rows of 16 bits; zeros when it founded none. */
  detailOf(founder: number): Uint16Array {
    const node = this.#nodeOf.get(founder)
    const rows = new Uint16Array(16)
    if (node === 0) return rows
    const { segment, place } = this.#nodes.locate(node)
    // Halves lie lower first, rows the most significant first.
    for (let at = 0; at < 8; at++) {
      const half = segment.half(place, (at ^ 1) + 2)
      rows[at * 2] = half >>> 16
      rows[at * 2 + 1] = half
    }
    return rows
  }

  /** Removes the fingerprint that this image founded; nothing happens when it founded none. */
  remove(founder: number): void {
    const node = this.#nodeOf.get(founder)
    if (node === 0) return
    this.#nodeOf.set(founder, 0)
    this.#name(node, 0)
    this.#size--
  }

  /** A copy of all that are alive. */
  snapshot(): NodeSet {
    const images = new Int32Array(this.#size)
    const perceptual = new BigUint64Array(this.#size)
    const detail = new BigUint64Array(this.#size * 4)
    const [short, long] = [new Uint32Array(perceptual.buffer), new Uint32Array(detail.buffer)]
    let count = 0
    for (let node = 1; node <= this.#nodes.count; node++) {
      const { segment, place } = this.#nodes.locate(node)
      if (segment.images[place] === 0) continue
      images[count] = segment.images[place] ?? 0
      segment.copy(place, short, long, count++)
    }
    return { images, perceptual, detail }
  }

  #founder(node: number): number {
    const { segment, place } = this.#nodes.locate(node)
    return segment.images[place] ?? 0
  }

  #name(node: number, image: number): void {
    const { segment, place } = this.#nodes.locate(node)
    segment.images[place] = image
  }

  /** Makes the image the founder of the halves that were written, unless they have one; answers who is. */
  #join(image: number): number {
    const node = this.#nodes.findOrMake(this.#halves)
    const known = this.#founder(node)
    if (known > 0) return known
    this.#name(node, image)
    this.#nodeOf.set(image, node)
    this.#size++
    return image
  }
}
