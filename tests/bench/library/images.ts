import { createHash } from 'node:crypto'
import { turnDetail, turnPerceptual } from '../../../electron/engine/scan/orientations.ts'
import { createRandom, type Random } from './random.ts'

/** One picture of the synthetic library: all of it follows from its number. */
export interface SyntheticImage {
  contentHash: Buffer
  perceptualHash: Buffer
  detailHash: Buffer
  contentType: string
  byteSize: number
  width: number
  height: number
  color: number
  /** Of a JPEG. */
  quality: number | null
  sources: number
  isTrashed: boolean
}

interface Hashes {
  perceptualHash: Buffer
  detailHash: Buffer
}

const duplicateEvery = 20
const thirdEvery = 80
const mirroredEvery = 10
const salt = 7 * 2 ** 24
/** Which way each byte's bits lean, so that unrelated pictures meet about as often as photographs do. */
const leaning = Buffer.from('5a3c96e10f87d24b', 'hex')

/**
 * The picture that this one is a near-duplicate of, undefined for most: every 20th is one of the picture before it, and
 * now and then the next one, too.
 */
export function originalOf(image: number): number | undefined {
  if (image % duplicateEvery === 0) return image - 1
  return image % thirdEvery === 1 && image > 1 ? image - 2 : undefined
}

const randomDetail = (image: number) => Buffer.from(createRandom(salt * 3 + image).bytes(32))

function randomHashes(image: number): Hashes {
  const bytes = createRandom(salt + image).bytes(24)
  const lean = (byte: number, at: number) => byte ^ ((bytes[at] ?? 0) | ((bytes[at + 8] ?? 0) & (bytes[at + 16] ?? 0)))
  return { perceptualHash: Buffer.from(leaning.map(lean)), detailHash: randomDetail(image) }
}

function flip(hash: Buffer, count: number, random: Random): void {
  for (let flips = count; flips > 0; flips--) {
    const at = random.below(hash.length)
    hash[at] = (hash[at] ?? 0) ^ (1 << random.below(8))
  }
}

const bitsOf = (hash: Buffer) => BigInt(`0x${hash.toString('hex')}`)
const bufferOf = (bits: bigint, length: number) => Buffer.from(bits.toString(16).padStart(length * 2, '0'), 'hex')

function mirror({ perceptualHash, detailHash }: Hashes): Hashes {
  return {
    perceptualHash: bufferOf(turnPerceptual(bitsOf(perceptualHash), 'mirrored'), 8),
    detailHash: bufferOf(turnDetail(bitsOf(detailHash), 'mirrored'), 32),
  }
}

/** Up to six bits of a near-duplicate differ, and up to 60 of its detail hash; one in seven has equal hashes. */
function makeHashes(image: number, random: Random): Hashes {
  const original = originalOf(image)
  const hashes = randomHashes(original ?? image)
  if (original === undefined) return hashes
  const flips = random.below(7)
  flip(hashes.perceptualHash, flips, random)
  flip(hashes.detailHash, flips * 10, random)
  return random.below(mirroredEvery) === 0 ? mirror(hashes) : hashes
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
  const contentType = random.pick(['image/jpeg', 'image/jpeg', 'image/jpeg', 'image/png', 'image/webp'])
  return {
    contentHash: createHash('sha256').update(`picture ${image}`).digest(),
    ...makeHashes(image, random),
    contentType,
    quality: contentType === 'image/jpeg' ? 60 + random.below(40) : null,
    byteSize: 20_000 + random.below(2_000_000),
    width: (width ?? 1) - random.below(64),
    height: (height ?? 1) - random.below(64),
    color: random.below(0x1000000),
    sources: random.chance(87) ? 1 : 2 + random.below(2),
    isTrashed: random.below(200) === 0,
  }
}
