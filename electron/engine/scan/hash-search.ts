import type { HashPage } from '../index/hashes.ts'
import { HammingIndex } from './hamming-index.ts'
import { orientations, turnPerceptual } from './orientations.ts'
import type { Near } from './scan.ts'

/** An image's 64-bit hash (16 hex digits), and whether it is one that says nothing of likeness. */
export interface SearchableHashes {
  perceptualHash: string
  lowDetail: boolean
}

export interface SearchOptions {
  /** Whether mirrored and rotated pictures count, too. */
  turned: boolean
  keep(image: number): boolean
}

const digits = (hash: bigint) => hash.toString(16).padStart(16, '0')

/** Radius search over the 64-bit hashes of all images; those with too little detail answer to their very hash alone. */
export function createHashSearch() {
  const detailed = new HammingIndex()
  const plain = new HammingIndex()

  const searchTurned = (hash: string, distance: number, { turned, keep }: SearchOptions): Near[] => {
    const bits = BigInt(`0x${hash}`)
    return orientations.slice(0, turned ? undefined : 1).flatMap((orientation) => {
      const found = detailed.search(digits(turnPerceptual(bits, orientation)), distance, keep)
      return found.map((near) => ({ ...near, orientation }))
    })
  }

  /** One for each image: the nearest, upright before turned. */
  function nearestOfEach(found: Near[]): Near[] {
    const best = new Map<number, Near>()
    for (const near of found) if (near.distance < (best.get(near.image)?.distance ?? 65)) best.set(near.image, near)
    return [...best.values()]
  }

  function add(image: number, { perceptualHash, lowDetail }: SearchableHashes): void {
    const index = lowDetail ? plain : detailed
    index.add(image, perceptualHash)
  }

  return {
    add,
    replace(image: number, known: SearchableHashes): void {
      detailed.remove(image)
      plain.remove(image)
      add(image, known)
    },
    /** Adds the images up to a row id. */
    addPage({ images, perceptual, flags }: HashPage, last: number): void {
      const chosen = (isPlain: number) =>
        [...images.keys()].filter((at) => ((flags[at] ?? 0) & 1) === isPlain && (images[at] ?? 0) <= last)
      for (const [isPlain, index] of [detailed, plain].entries()) {
        const places = chosen(isPlain)
        const packed = new Uint8Array(places.length * 8)
        for (const [to, at] of places.entries()) packed.set(perceptual.subarray(at * 8, at * 8 + 8), to * 8)
        index.addAll(
          Int32Array.from(places, (at) => images[at] ?? 0),
          packed,
        )
      }
    },
    /** Images within a distance in bits and how they are turned against the hash, in no order. */
    search(hash: string, distance: number, options: SearchOptions): Near[] {
      const exact = plain.search(hash, 0, options.keep).map((near) => ({ ...near, orientation: 'upright' as const }))
      return [...nearestOfEach(searchTurned(hash, distance, options)), ...exact]
    },
  }
}
