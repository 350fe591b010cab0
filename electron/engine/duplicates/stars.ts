import type { Graph } from './graph.ts'

/** An image of a star and how it lies to the keeper; `orientation` is what is done to the keeper to get it. */
interface Ray {
  image: number
  distance: number
  detailDistance: number
  orientation: number
}

/** A keeper with its near-duplicates, each within the radius of it. */
export interface Star {
  keeper: number
  rays: Ray[]
}

export interface StarOptions {
  /** Bits of the 64-bit hash. */
  distance: number
  /** Decisions that an image is a member of: two with one in common never meet. */
  decisionsOf(image: number): readonly number[]
}

/** A star that grows: its place among all, and the decisions of its members. */
interface Growing {
  star: Star
  place: number
  decisions: Set<number>
}

interface Nearest extends Growing {
  ray: Ray
}

const itself = { distance: 0, detailDistance: 0, orientation: 0 }
/** Negative when the first is the nearer one; of equally near keepers, the better one. */
const compareNearness = (a: Nearest, b: Nearest) =>
  a.ray.detailDistance - b.ray.detailDistance || a.ray.distance - b.ray.distance || a.place - b.place

/**
 * Stars in a total order: each image joins the nearest keeper before it that is within the radius and with whose star
 * nothing forbids it to meet; where there is none, it becomes a keeper. Never by way of a third, so every distance
 * is one to the keeper, and the same images in the same order give the same stars however they came.
 */
export function formStars(ordered: readonly number[], graph: Graph, { distance, decisionsOf }: StarOptions): Star[] {
  const starsOfNode = new Map<number, Growing[]>()
  const stars: Star[] = []

  function nearestStar(image: number): Nearest | undefined {
    let best: Nearest | undefined
    const founder = graph.founderOf(image)
    const mine = decisionsOf(image)
    for (const { founder: node, ...likeness } of [{ founder, ...itself }, ...graph.neighbours(founder)]) {
      if (likeness.distance > distance) continue
      for (const one of starsOfNode.get(node) ?? []) {
        const found = { ...one, ray: { image, ...likeness } }
        if ((!best || compareNearness(found, best) < 0) && !mine.some((decision) => one.decisions.has(decision)))
          best = found
      }
    }
    return best
  }

  function begin(image: number): void {
    const founder = graph.founderOf(image)
    const star = { keeper: image, rays: [] }
    const begun = { star, place: stars.push(star), decisions: new Set(decisionsOf(image)) }
    starsOfNode.set(founder, [...(starsOfNode.get(founder) ?? []), begun])
  }

  for (const image of ordered) {
    const nearest = nearestStar(image)
    if (!nearest) {
      begin(image)
      continue
    }
    nearest.star.rays.push(nearest.ray)
    for (const decision of decisionsOf(image)) nearest.decisions.add(decision)
  }
  return stars.filter(({ rays }) => rays.length > 0)
}
