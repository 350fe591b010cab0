import sharp, { type Sharp } from 'sharp'
import type { Client } from '#shared/client.ts'
import type { Orientation } from '#shared/schema.ts'
import type { LibraryOptions } from '../../electron/engine/library.ts'
import { hashOf, type OpenLibrary, openLibrary, store, until } from './library.ts'
import { encoder, type Pixels, scene } from './pictures.ts'

/** Resolves once near-duplicates are in memory, so that what is stored is compared at once. */
export async function untilReady({ client }: Pick<OpenLibrary, 'client'>): Promise<void> {
  await until(async () => !(await client.duplicates.list({ limit: 0 })).loading)
}

/** A library that knows its near-duplicates. */
export async function openReadyLibrary(options: Partial<LibraryOptions> = {}): Promise<OpenLibrary> {
  const opened = await openLibrary(options)
  await untilReady(opened)
  return opened
}

/** The same folder again, after closing: as after a restart. */
export async function reopen({ directory, close }: OpenLibrary): Promise<OpenLibrary> {
  await close()
  return openReadyLibrary({ directory })
}

const [width, height] = [320, 240]
const photos = new Map<number, Pixels>()

/** A picture of its own for each seed, large enough for pairs to be told apart by their pixels. */
function photo(seed: number): Pixels {
  const known = photos.get(seed) ?? scene(seed, width, height)
  photos.set(seed, known)
  return known
}

/** The pixels and the EXIF as they are, in other bytes. */
export const rewrap = (seed: number, compressionLevel = 1): Promise<Buffer> =>
  encoder(photo(seed)).png({ compressionLevel }).toBuffer()

export const original = (seed: number): Promise<Buffer> => encoder(photo(seed)).png().toBuffer()

/** The picture as JPEG: the lower the quality, the worse the copy. */
export const reencoded = (seed: number, quality = 80): Promise<Buffer> =>
  encoder(photo(seed)).jpeg({ quality }).toBuffer()

export const resized = (seed: number, share = 0.5): Promise<Buffer> =>
  encoder(photo(seed))
    .resize(Math.round(width * share))
    .png()
    .toBuffer()

/** With a small label on it that is not in the original. */
export const watermarked = (seed: number): Promise<Buffer> =>
  encoder(photo(seed))
    .composite([{ input: { create: { width: 16, height: 8, channels: 3, background: '#fff' } }, left: 100, top: 100 }])
    .png()
    .toBuffer()

const turns: Record<Orientation, ((picture: Sharp) => Sharp)[]> = {
  upright: [],
  mirrored: [(picture) => picture.flop()],
  flipped: [(picture) => picture.flip()],
  rotated180: [(picture) => picture.rotate(180)],
  transposed: [(picture) => picture.rotate(90), (picture) => picture.flop()],
  rotated90: [(picture) => picture.rotate(90)],
  rotated270: [(picture) => picture.rotate(270)],
  transversed: [(picture) => picture.rotate(90), (picture) => picture.flip()],
}

/** The picture turned so, and smaller, so that it never is the better copy. */
export async function turned(seed: number, orientation: Orientation): Promise<Buffer> {
  let bytes = await resized(seed, 0.75)
  for (const turn of turns[orientation]) bytes = await turn(sharp(bytes)).png().toBuffer()
  return bytes
}

let urls = 0

/** Stores a picture and answers with its content hash; a URL of its own unless one is given. */
export async function add(
  { library }: Pick<OpenLibrary, 'library'>,
  bytes: Uint8Array | Promise<Uint8Array>,
  source: { url?: string; clientName?: string; filename?: string } = {},
): Promise<string> {
  return hashOf(await store(library, await bytes, { url: `https://example.org/${++urls}.png`, ...source }))
}

/** Stores an original and worse and worse copies of it; the first hash is that of the copy to keep. */
export async function addCopies(opened: Pick<OpenLibrary, 'library'>, seed: number, copies = 2): Promise<string[]> {
  const hashes = [await add(opened, original(seed))]
  for (let copy = 1; copy <= copies; copy++) hashes.push(await add(opened, reencoded(seed, 90 - copy * 10)))
  return hashes
}

/** The cluster of an image once all in it are told apart by their pixels. */
export async function clusterOf(client: Client, hash: string) {
  const get = () => client.duplicates.get({ hash })
  await until(async () => (await get()).members.slice(1).every(({ kind }) => kind !== null))
  return get()
}

/** The queue as lists of content hashes, each cluster's keeper first. */
export async function queueOf(client: Client, distance = 10): Promise<string[][]> {
  const { items } = await client.duplicates.list({ distance, limit: 500 })
  const clusters = items.map(({ keeper }) => client.duplicates.get({ hash: keeper.hash, distance, limit: 500 }))
  return (await Promise.all(clusters)).map(({ members }) => members.map(({ image }) => image.hash))
}
