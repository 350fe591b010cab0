import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import sharp from 'sharp'
import { createRandom, type Random } from '../library/random.ts'

/** Thrown where there are no photographs to measure with. */
export class NoPhotographs extends Error {}

const wayOut = `Set MAGPIE_PHOTOS to a folder (or several, parted as in PATH) of large photographs (JPEG, 6 megapixels and more;
some of 12).
Debian's wallpaper packages hold such: apt-get install gnome-backgrounds mate-backgrounds, then
MAGPIE_PHOTOS=/usr/share/backgrounds npm run bench`

interface Photograph {
  path: string
  width: number
  height: number
}

async function readPhotograph(path: string): Promise<Photograph[]> {
  const { width, height } = await sharp(path).metadata()
  return width * height > 2e6 ? [{ path, width, height }] : []
}

/** The folders in MAGPIE_PHOTOS, parted as those in PATH are. */
export const photographFolders = (): string[] => (process.env.MAGPIE_PHOTOS ?? '').split(delimiter).filter(Boolean)

const jpegsIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.jpe?g$/i.test(name))
    .sort()
    .map((name) => join(folder, name))

async function findPhotographs(): Promise<Photograph[]> {
  const folders = photographFolders()
  if (folders.length === 0) throw new NoPhotographs(wayOut)
  const found = (await Promise.all(folders.flatMap(jpegsIn).map(readPhotograph))).flat()
  if (found.length === 0) throw new NoPhotographs(`${folders.join(' and ')} hold no large JPEG.\n${wayOut}`)
  return found
}

/** Even of a photograph that has just the wanted pixels, each crop is another one. */
const largestLeast = 0.9

/** A stretch of the photograph with about the wanted pixels or more, where it has as many. */
function chooseCrop({ width, height }: Photograph, pixels: number, random: Random) {
  const least = Math.min(largestLeast, Math.sqrt(pixels / (width * height)))
  const share = least + ((1 - least) * random.below(1000)) / 1000
  const size = { width: Math.floor(width * share), height: Math.floor(height * share) }
  return { ...size, left: random.below(width - size.width + 1), top: random.below(height - size.height + 1) }
}

async function writeCrop(photograph: Photograph, pixels: number, seed: number, path: string): Promise<void> {
  const random = createRandom(seed)
  const crop = chooseCrop(photograph, pixels, random)
  const width = Math.round(Math.sqrt((pixels * crop.width) / crop.height))
  const height = Math.round(pixels / width)
  const image = sharp(photograph.path).extract(crop).resize({ width, height, fit: 'fill' })
  await image.jpeg({ quality: 76 + random.below(16) }).toFile(`${path}.part`)
  renameSync(`${path}.part`, path)
}

async function makeAll(folder: string, pixels: number, count: number): Promise<void> {
  const all = await findPhotographs()
  const large = all.filter(({ width, height }) => width * height >= pixels * 0.95)
  const photographs = large.length > 0 ? large : all
  for (let at = 0; at < count; at++) {
    const path = join(folder, `photograph-${String(at).padStart(4, '0')}.jpg`)
    const photograph = photographs[at % photographs.length]
    if (photograph && !existsSync(path)) await writeCrop(photograph, pixels, at, path)
    if (at % 50 === 49) console.log(`${at + 1} photographs of ${pixels / 1e6} megapixels`)
  }
}

/** Photographs from other folders must not be mixed up with those made before. */
function renewWhenForeign(folder: string): void {
  const mark = join(folder, 'source.txt')
  const source = process.env.MAGPIE_PHOTOS ?? ''
  if (existsSync(mark) && readFileSync(mark, 'utf8') === source) return
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  writeFileSync(mark, source)
}

/** Paths of so many different JPEGs of that size, cut from the photographs in MAGPIE_PHOTOS and kept for the next run. */
export async function photographs(megapixels: number, count: number): Promise<string[]> {
  const folder = join(tmpdir(), `magpie-bench-photographs-${megapixels}`)
  if (!process.env.MAGPIE_PHOTOS) throw new NoPhotographs(wayOut)
  renewWhenForeign(folder)
  await makeAll(folder, megapixels * 1e6, count)
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.jpg'))
    .sort()
  return names.slice(0, count).map((name) => join(folder, name))
}
