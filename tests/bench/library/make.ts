import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openIndex } from '../../../electron/engine/index/index.ts'
import { makeImage, type SyntheticImage } from './images.ts'
import { makePicture, type SmallPicture } from './pictures.ts'
import { createProgress } from './progress.ts'
import { openRows } from './rows.ts'
import { writeThumbnails } from './thumbnails.ts'

/** Raised when a library made before would not be the same any more. */
const recipe = 7
const smallPictures = 2000
const rowsAtOnce = 10_000

/** Where a library of that many images lies when nothing else is said. */
export const usualFolder = (images: number): string => join(tmpdir(), `magpie-bench-library-${images}`)

const markOf = (directory: string) => join(directory, 'synthetic.json')

function isMade(directory: string, images: number): boolean {
  const mark = markOf(directory)
  return existsSync(mark) && readFileSync(mark, 'utf8') === JSON.stringify({ images, recipe })
}

function refuseForeign(directory: string): void {
  if (!existsSync(join(directory, 'index.db')) || existsSync(markOf(directory))) return
  throw new Error(`${directory} holds a library that was not made by this command; name another folder.`)
}

async function makePictures(images: number): Promise<SmallPicture[]> {
  const count = Math.min(images, smallPictures)
  const show = createProgress('pictures', count)
  const pictures: SmallPicture[] = []
  for (let seed = 0; seed < count; seed++) {
    pictures.push(await makePicture(seed))
    show(pictures.length)
  }
  return pictures
}

function writeBlobs(directory: string, pictures: readonly SmallPicture[]): void {
  for (const { contentHash, jpeg } of pictures) {
    const hash = contentHash.toString('hex')
    const shard = join(directory, 'blobs', hash.slice(0, 2))
    mkdirSync(shard, { recursive: true })
    writeFileSync(join(shard, hash), jpeg)
  }
}

/** The newest images are real small pictures with blobs; all others are rows only. */
function imageOf(id: number, images: number, pictures: readonly SmallPicture[]): SyntheticImage {
  const synthetic = makeImage(id)
  const picture = id > images - pictures.length ? pictures[id % pictures.length] : undefined
  if (!picture) return synthetic
  const { jpeg, ...facts } = picture
  return { ...synthetic, ...facts, contentType: 'image/jpeg', byteSize: jpeg.length }
}

function writeRows(path: string, images: number, pictures: readonly SmallPicture[]): void {
  openIndex(path, Date.now).close({ clean: true })
  const rows = openRows(path)
  const show = createProgress('rows', images)
  for (let first = 1; first <= images; first += rowsAtOnce) {
    const length = Math.min(rowsAtOnce, images - first + 1)
    rows.addAll(Array.from({ length }, (_, at) => [first + at, imageOf(first + at, images, pictures)] as const))
    show(first + length - 1)
  }
  console.log('indexes …')
  rows.finish()
}

const megabytes = (path: string) => `${Math.round(statSync(path).size / 1e6)} MB`

/** Makes a synthetic library in the folder, or finds it there, made before with as many images. */
export async function makeLibrary(images: number, directory = usualFolder(images)): Promise<string> {
  if (isMade(directory, images)) return directory
  refuseForeign(directory)
  rmSync(directory, { recursive: true, force: true })
  mkdirSync(join(directory, 'blobs'), { recursive: true })
  writeFileSync(markOf(directory), 'unfinished')
  const pictures = await makePictures(images)
  writeBlobs(directory, pictures)
  const thumbnails = join(directory, 'thumbnails.db')
  await writeThumbnails(
    thumbnails,
    pictures.map(({ jpeg }) => jpeg),
    images,
  )
  const index = join(directory, 'index.db')
  writeRows(index, images, pictures)
  writeFileSync(markOf(directory), JSON.stringify({ images, recipe }))
  console.log(`index.db ${megabytes(index)}, thumbnails.db ${megabytes(thumbnails)}`)
  return directory
}
