import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import sharp from 'sharp'
import type { Fingerprint } from '../../../electron/engine/media/fingerprint.ts'
import { NoPhotographs, photographFolders } from '../lib/photographs.ts'
import { hashFile } from './hashing.ts'
import { nearestTurn } from './pairs.ts'

/** A picture that crops are cut from. */
export interface SourcePicture {
  path: string
  width: number
  height: number
}

/** Debian's packages of wallpapers, and where they lie once installed. */
const packages: Record<string, string> = {
  'plasma-workspace-wallpapers': '/usr/share/wallpapers',
  'gnome-backgrounds': '/usr/share/backgrounds/gnome',
  'mate-backgrounds': '/usr/share/backgrounds/mate',
}
const leastPixels = 300_000

/** What is there of the folders in MAGPIE_PHOTOS and (unless only those are wanted) of the packages, and what is missing. */
export function findFolders(onlyOwn: boolean): { folders: string[]; missing: string[] } {
  if (onlyOwn) return { folders: photographFolders(), missing: [] }
  const installed = Object.values(packages).filter(existsSync)
  const missing = Object.keys(packages).filter((name) => !existsSync(packages[name] ?? ''))
  return { folders: [...photographFolders(), ...installed], missing }
}

/** The name that versions of a picture share: those in several sizes, and those for day and for night. */
function nameOf(path: string): string {
  const [, wallpaper] = /([^/]+)\/contents\/images[^/]*\/[^/]+$/.exec(path) ?? []
  const name = basename(path).replace(/\.\w+$/, '')
  return wallpaper ?? join(dirname(path), name.replace(/[-_](\d+x\d+|d|l|dark|light)$/i, ''))
}

async function read(path: string): Promise<SourcePicture[]> {
  const { width, height } = await sharp(path).metadata()
  return width * height >= leastPixels ? [{ path, width, height }] : []
}

/** The largest picture of each name, in the order of the names. */
function oneOfEachName(pictures: SourcePicture[]): SourcePicture[] {
  const byName = Map.groupBy(pictures, ({ path }) => nameOf(path))
  const largest = (versions: SourcePicture[]) =>
    versions.reduce((a, b) => (b.width * b.height > a.width * a.height ? b : a))
  return [...byName.values()].map(largest)
}

/** Leaves out pictures that are like one before, as recoloured ones are. */
async function withoutLikeness(pictures: SourcePicture[]): Promise<SourcePicture[]> {
  const kept: { picture: SourcePicture; fingerprint: Fingerprint }[] = []
  for (const picture of pictures) {
    const { fingerprint } = await hashFile(picture.path)
    const isLike = (other: Fingerprint) => {
      const { distance, detailDistance } = nearestTurn(fingerprint, other)
      return distance <= 12 && detailDistance <= 100
    }
    if (!kept.some((one) => isLike(one.fingerprint))) kept.push({ picture, fingerprint })
  }
  return kept.map(({ picture }) => picture)
}

/** Every picture once; `files` is how many there are with all versions. Throws where there are none. */
export async function findSources(folders: readonly string[]): Promise<{ pictures: SourcePicture[]; files: number }> {
  const paths = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(jpe?g|png|webp)$/i.test(name))
      .map((name) => join(folder, name)),
  )
  const found = (await Promise.all([...new Set(paths)].sort().map(read))).flat()
  if (found.length === 0) throw new NoPhotographs('There is no picture to cut crops from.')
  return { pictures: await withoutLikeness(oneOfEachName(found)), files: found.length }
}
