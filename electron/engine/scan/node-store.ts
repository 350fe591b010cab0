import { fingerprintHalves } from './fingerprint.ts'
import { createNodeSegment, type NodeSegment, segmentNodes } from './node-segment.ts'

/** Mixes a fingerprint’s halves to 32 bits. */
function hashOf(half: (at: number) => number): number {
  let hash = 0
  for (let at = 0; at < fingerprintHalves; at++) {
    hash = Math.imul(hash ^ half(at), 0x9e3779b1)
    hash ^= hash >>> 15
  }
  return hash >>> 0
}

/**
 * Distinct fingerprints, numbered from 1 in the order in which they came, and found again by open addressing. None is
 * ever taken out.
 */
export class NodeStore {
  readonly segments: NodeSegment[] = []
  #count = 0
  #table = new Int32Array(1024)

  /** How many there are, which is also the last one’s number. */
  get count(): number {
    return this.#count
  }

  /** How many a segment holds by now. */
  countIn(segment: number): number {
    return Math.min(segmentNodes, this.#count - segment * segmentNodes)
  }

  /** The segment that holds a node, and the node’s place there. */
  locate(node: number): { segment: NodeSegment; place: number } {
    const segment = this.segments[Math.floor((node - 1) / segmentNodes)]
    if (!segment) throw new RangeError(`There is no node ${node}.`)
    return { segment, place: (node - 1) % segmentNodes }
  }

  /** The node with these halves; 0 when there is none. */
  find(halves: Uint32Array): number {
    return this.#table[this.#slotOf(halves)] ?? 0
  }

  /** The node with these halves, made when there is none. */
  findOrMake(halves: Uint32Array): number {
    const slot = this.#slotOf(halves)
    const known = this.#table[slot] ?? 0
    if (known > 0) return known
    const node = this.#append(halves)
    this.#table[slot] = node
    if (node * 2 > this.#table.length) this.#rehash()
    return node
  }

  #append(halves: Uint32Array): number {
    const place = this.#count % segmentNodes
    if (place === 0) this.segments.push(createNodeSegment())
    const node = ++this.#count
    this.locate(node).segment.write(place, halves)
    return node
  }

  #slotOf(halves: Uint32Array): number {
    const last = this.#table.length - 1
    let slot = hashOf((at) => halves[at] ?? 0) & last
    for (let node = this.#table[slot] ?? 0; node > 0; node = this.#table[slot] ?? 0) {
      const { segment, place } = this.locate(node)
      if (segment.holds(place, halves)) return slot
      slot = (slot + 1) & last
    }
    return slot
  }

  #rehash(): void {
    const larger = new Int32Array(this.#table.length * 2)
    const last = larger.length - 1
    for (let node = 1; node <= this.#count; node++) {
      const { segment, place } = this.locate(node)
      let slot = hashOf((at) => segment.half(place, at)) & last
      while (larger[slot]) slot = (slot + 1) & last
      larger[slot] = node
    }
    this.#table = larger
  }
}
