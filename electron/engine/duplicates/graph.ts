import type { EdgeRow } from '../index/edges.ts'
import { GrowingInt32 } from '../scan/growing.ts'
import { inverseOf, orientations } from '../scan/orientations.ts'

const inverses = orientations.map((orientation) => orientations.indexOf(inverseOf(orientation)))

/** How a neighbour lies to the node it is asked of; `orientation` is what is done to the neighbour to get that node. */
export interface Neighbour {
  founder: number
  distance: number
  detailDistance: number
  orientation: number
}

/**
 * Near-duplicates in memory: nodes of images with equal hashes, each known by its founder (the first such image), and
 * the edges between them as linked lists in typed arrays, 33 bytes an edge.
 */
export class Graph {
  #founders = new GrowingInt32()
  /** The images of nodes that have more than one. */
  #crowds = new Map<number, number[]>()
  #firstEdge = new GrowingInt32()
  /** Of edge e: its two ends at 2e and 2e + 1, and the next edge of each end there, plus one. */
  #ends = new GrowingInt32()
  #next = new GrowingInt32()
  /** Distance, detail distance and orientation in one number. */
  #facts = new GrowingInt32()
  #count = 0

  /** The founder of an image's node; 0 for images that are not searched for. */
  founderOf(image: number): number {
    return this.#founders.get(image)
  }

  imagesOf(founder: number): readonly number[] {
    return this.#crowds.get(founder) ?? [founder]
  }

  addImage(image: number, founder: number): void {
    this.#founders.set(image, founder)
    if (image === founder) return
    const crowd = this.#crowds.get(founder)
    if (crowd) crowd.push(image)
    else this.#crowds.set(founder, [founder, image])
  }

  /** Adds an edge, or puts it in the place of a worse one between the same nodes. */
  addEdge({ a, b, distance, detailDistance, orientation }: EdgeRow): void {
    const facts = (detailDistance << 10) | (distance << 3) | orientation
    const known = this.#find(a, b)
    if (known >= 0) this.#facts.set(known, Math.min(facts, this.#facts.get(known)))
    else this.#append(a, b, facts)
  }

  neighbours(founder: number): Neighbour[] {
    const found: Neighbour[] = []
    for (let slot = this.#firstEdge.get(founder); slot > 0; slot = this.#next.get(slot - 1)) {
      const facts = this.#facts.get((slot - 1) >> 1)
      const orientation = facts & 7
      found.push({
        founder: this.#ends.get((slot - 1) ^ 1),
        distance: (facts >> 3) & 127,
        detailDistance: facts >> 10,
        orientation: slot % 2 === 1 ? (inverses[orientation] ?? 0) : orientation,
      })
    }
    return found
  }

  /** Whether nothing is like this image. */
  isAlone(image: number): boolean {
    const founder = this.founderOf(image)
    return founder === 0 || (!this.#crowds.has(founder) && this.#firstEdge.get(founder) === 0)
  }

  /** Founders of all nodes that are connected with those of the images; images that nothing is like are left out. */
  *components(images: Iterable<number>): Generator<number[]> {
    const seen = new Set<number>()
    for (const image of images) {
      const founder = this.founderOf(image)
      if (this.isAlone(image) || seen.has(founder)) continue
      seen.add(founder)
      const component = [founder]
      for (const node of component)
        for (const { founder: other } of this.neighbours(node))
          if (!seen.has(other)) {
            seen.add(other)
            component.push(other)
          }
      yield component
    }
  }

  /** Founders of all nodes with more than one image or with an edge. */
  *connected(): Generator<number> {
    yield* this.#crowds.keys()
    for (let edge = 0; edge < this.#count * 2; edge++) yield this.#ends.get(edge)
  }

  /** The edge between two nodes, -1 when there is none. */
  #find(a: number, b: number): number {
    for (let slot = this.#firstEdge.get(a); slot > 0; slot = this.#next.get(slot - 1))
      if (this.#ends.get((slot - 1) ^ 1) === b) return (slot - 1) >> 1
    return -1
  }

  #append(a: number, b: number, facts: number): void {
    const edge = this.#count++
    this.#facts.set(edge, facts)
    this.#link(edge * 2, a)
    this.#link(edge * 2 + 1, b)
  }

  #link(slot: number, founder: number): void {
    this.#ends.set(slot, founder)
    this.#next.set(slot, this.#firstEdge.get(founder))
    this.#firstEdge.set(founder, slot + 1)
  }
}
