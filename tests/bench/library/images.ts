import { createHash } from 'node:crypto'
import { createRandom, type Random } from './random.ts'

/** One picture of the synthetic library: all of it follows from its number. */
export interface SyntheticImage {
  contentHash: Buffer
  perceptualHash: Buffer
  contentType: string
  byteSize: number
  width: number
  height: number
  color: number
  sources: number
  isTrashed: boolean
}

const duplicateEvery = 20
const salt = 7 * 2 ** 24

const largeHash = (image: number) => Buffer.from(createRandom(salt + image).bytes(8))

/** Every 20th picture is a near-duplicate of the one before it: up to six bits of its hash differ. */
function makePerceptualHash(image: number, random: Random): Buffer {
  if (image % duplicateEvery !== 0) return largeHash(image)
  const hash = largeHash(image - 1)
  for (let flips = random.below(7); flips > 0; flips--) {
    const at = random.below(8)
    hash[at] = (hash[at] ?? 0) ^ (1 << random.below(8))
  }
  return hash
}

/** The picture of that number, from 1; the same one in every run. */
export function makeImage(image: number): SyntheticImage {
  const random = createRandom(salt * 2 + image)
  const [width, height] = random.pick([
    [1200, 800],
    [800, 1200],
    [1920, 1080],
    [4000, 3000],
    [640, 640],
  ])
  return {
    contentHash: createHash('sha256').update(`picture ${image}`).digest(),
    perceptualHash: makePerceptualHash(image, random),
    contentType: random.pick(['image/jpeg', 'image/jpeg', 'image/jpeg', 'image/png', 'image/webp']),
    byteSize: 20_000 + random.below(2_000_000),
    width: (width ?? 1) - random.below(64),
    height: (height ?? 1) - random.below(64),
    color: random.below(0x1000000),
    sources: random.chance(87) ? 1 : 2 + random.below(2),
    isTrashed: random.below(200) === 0,
  }
}
