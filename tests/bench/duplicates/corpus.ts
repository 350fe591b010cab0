import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { createProgress } from '../library/progress.ts'
import { createRandom } from '../library/random.ts'
import { type Hashed, hashBytes, mapSome } from './hashing.ts'
import type { SourcePicture } from './sources.ts'
import { transforms } from './transforms.ts'

/** Raised when what was hashed before would not be the same any more. */
const recipe = 2
/** A picture is cut into tiles of about this size; of so many tiles one is an original, the others are cut up further. */
const tileSize = { width: 768, height: 512 }
const originalEvery = 4
const atOnce = availableParallelism() + 1
const originalQuality = 92

/** A rectangle of a source picture, in pixels. */
export interface Region {
  left: number
  top: number
  width: number
  height: number
}

export interface Distractor {
  path: string
  region: Region
  hashed: Hashed
}

/** An original with its copies, one by each transform, in their order. */
export interface Family extends Distractor {
  copies: Hashed[]
}

/** What was cut from one picture; no two regions overlap. */
export interface Cuttings {
  families: Family[]
  distractors: Distractor[]
}

/** The region in so many columns and rows of equal cells. */
function grid({ left, top, width, height }: Region, columns: number, rows: number): Region[] {
  const size = { width: Math.floor(width / columns), height: Math.floor(height / rows) }
  return Array.from({ length: columns * rows }, (_, cell) => ({
    left: left + (cell % columns) * size.width,
    top: top + Math.floor(cell / columns) * size.height,
    ...size,
  }))
}

/** The regions of a picture: those of originals, and smaller ones of two sizes from all other tiles. */
function cut({ width, height }: SourcePicture): { originals: Region[]; distractors: Region[] } {
  const columns = Math.max(1, Math.round(width / tileSize.width))
  const tiles = grid({ left: 0, top: 0, width, height }, columns, Math.max(1, Math.round(height / tileSize.height)))
  const random = createRandom(width * height)
  const split = (tile: Region) => (random.chance(75) ? grid(tile, 4, 4) : grid(tile, 2, 2))
  return {
    originals: tiles.filter((_, at) => at % originalEvery === 0),
    distractors: tiles.filter((_, at) => at % originalEvery !== 0).flatMap(split),
  }
}

/** The picture decoded once, in sRGB over white, and any region of it as a Sharp to be encoded. */
export async function openPicture(path: string): Promise<(region: Region) => Sharp> {
  const image = sharp(path, { limitInputPixels: false }).flatten({ background: '#ffffff' }).toColourspace('srgb')
  const { data, info } = await image.removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const { width, height } = info
  return (region) => sharp(data, { raw: { width, height, channels: 3 }, limitInputPixels: false }).extract(region)
}

/** The original as a file. */
export const encodeOriginal = (crop: Sharp): Promise<Buffer> => crop.jpeg({ quality: originalQuality }).toBuffer()

async function hashAll(picture: SourcePicture): Promise<Cuttings> {
  const { path } = picture
  const crop = await openPicture(path)
  const { originals, distractors } = cut(picture)
  return {
    families: await mapSome(originals, atOnce, async (region) => {
      const original = await encodeOriginal(crop(region))
      const copies = []
      for (const { make } of transforms) copies.push(await hashBytes(await make(original, region).toBuffer()))
      return { path, region, hashed: await hashBytes(original), copies }
    }),
    distractors: await mapSome(distractors, atOnce, async (region) => {
      const bytes = await crop(region).png({ compressionLevel: 0 }).toBuffer()
      return { path, region, hashed: await hashBytes(bytes) }
    }),
  }
}

/** Where the hashes of a picture's cuttings are kept for the next run. */
function cacheOf({ path }: SourcePicture): string {
  const { size, mtimeMs } = statSync(path)
  const names = transforms.map(({ name }) => name)
  const key = JSON.stringify([recipe, names, path, size, mtimeMs])
  const folder = join(tmpdir(), 'magpie-bench-cuttings')
  mkdirSync(folder, { recursive: true })
  return join(folder, `${createHash('sha256').update(key).digest('hex')}.json`)
}

async function readOrMake(picture: SourcePicture): Promise<Cuttings> {
  const cache = cacheOf(picture)
  if (existsSync(cache)) return JSON.parse(readFileSync(cache, 'utf8')) as Cuttings
  const made = await hashAll(picture)
  writeFileSync(cache, JSON.stringify(made))
  return made
}

/** Cuts and hashes all pictures, or finds what was hashed before. */
export async function makeCorpus(pictures: readonly SourcePicture[]): Promise<Cuttings> {
  sharp.concurrency(1)
  sharp.cache(false)
  const show = createProgress('pictures', pictures.length)
  const all: Cuttings = { families: [], distractors: [] }
  for (const [at, picture] of pictures.entries()) {
    const { families, distractors } = await readOrMake(picture)
    all.families.push(...families)
    all.distractors.push(...distractors)
    show(at + 1)
  }
  return all
}
