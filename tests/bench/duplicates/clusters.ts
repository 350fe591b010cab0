import { Graph } from '../../../electron/engine/duplicates/graph.ts'
import { formStars, type Star } from '../../../electron/engine/duplicates/stars.ts'
import type { Candidate } from './pairs.ts'
import type { Picture } from './stock.ts'

/** The engine's stars over the pictures (by their numbers), and the star of each. */
export interface Clustering {
  stars: Star[]
  clusterOf: Map<number, Star>
}

// The engine's row ids begin at 1.
const toImage = (number: number) => number + 1
const toNumber = (image: number) => image - 1

/** Which picture stands for all that have its two hashes: the first. */
function foundersOf(pictures: readonly Picture[]): number[] {
  const founders = new Map<string, number>()
  return pictures.map(({ hashed }, number) => {
    const { perceptualHash, detailHash } = hashed.fingerprint
    const key = perceptualHash + detailHash
    const founder = founders.get(key) ?? number
    founders.set(key, founder)
    return founder
  })
}

/** Best first: by pixels, then by bytes, then the earlier one. */
function inOrder(pictures: readonly Picture[]): number[] {
  const pixels = ({ hashed }: Picture) => hashed.width * hashed.height
  const at = (number: number) => pictures[number] as Picture
  return [...pictures.keys()].sort(
    (a, b) => pixels(at(b)) - pixels(at(a)) || at(b).hashed.byteSize - at(a).hashed.byteSize || a - b,
  )
}

/** Clusters the pictures as the engine does: stars over edges between nodes of equal hashes, in a total order. */
export function cluster(pictures: readonly Picture[], pairs: readonly Candidate[]): Clustering {
  const founders = foundersOf(pictures)
  const graph = new Graph()
  for (const [number, founder] of founders.entries()) graph.addImage(toImage(number), toImage(founder))
  for (const { a, b, ...likeness } of pairs)
    if (founders[a] === a && founders[b] === b) graph.addEdge({ ...likeness, a: toImage(a), b: toImage(b) })
  const ordered = inOrder(pictures).map(toImage)
  const stars = formStars(ordered, graph, { distance: 64, decisionsOf: () => [] })
  const named = stars.map(({ keeper, rays }) => ({
    keeper: toNumber(keeper),
    rays: rays.map((ray) => ({ ...ray, image: toNumber(ray.image) })),
  }))
  const members = named.flatMap((star) =>
    [star.keeper, ...star.rays.map(({ image }) => image)].map((image) => [image, star] as const),
  )
  return { stars: named, clusterOf: new Map(members) }
}
