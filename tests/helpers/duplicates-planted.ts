import { createHash } from 'node:crypto'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import type { PairKind } from '#shared/schema.ts'
import { detailHashAlgorithm, perceptualHashAlgorithm } from '../../electron/engine/media/algorithms.ts'
import { flipBits } from './fingerprints.ts'
import { startLibrary } from './library.ts'
import { createRandom } from './pictures.ts'

/** An image whose rows are written without its bytes. */
export interface Planted {
  perceptual: string
  detail: string
  pixels?: number
  byteSize?: number
  url?: string
  client?: string
}

/** Two images (row ids) that are near, and what their pixels told. */
export interface PlantedPair {
  a: number
  b: number
  distance: number
  kind: PairKind | null
}

/** The content hash of the image with that row id. */
export const plantedHash = (image: number): string => createHash('sha256').update(String(image)).digest('hex')

/** A hash of so many hex digits that is like no other. */
export function createHashes(seed: number): (digits: number) => string {
  const random = createRandom(seed)
  return (digits) => Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('')
}

function addImage(database: SQLite.Database) {
  const image = database.prepare(
    `INSERT INTO images (id, content_hash, content_type, byte_size, width, height, frames, perceptual_hash,
       perceptual_hash_algorithm, detail_hash, detail_hash_algorithm, lossless, dominant_color, decode_status, created_at)
     VALUES (?, unhex(?), 'image/jpeg', ?, ?, 100, 1, unhex(?), ?, unhex(?), ?, 0, 0, 'ok', ?)`,
  )
  const source = database.prepare(
    `INSERT INTO sources (image_id, url, client_name, filename, first_seen_at, fetched_at, seq) VALUES (?, ?, ?, NULL, 0, 0, ?)`,
  )
  const file = database.prepare(
    'INSERT INTO files (public_id, image_id, folder_id, name, created_at, changed_seq) VALUES (?, ?, 1, ?, 0, ?)',
  )
  return (id: number, { perceptual, detail, url, ...planted }: Planted): void => {
    const algorithms = [perceptual, perceptualHashAlgorithm, detail, detailHashAlgorithm]
    const { pixels = 10_000, byteSize = 1000, client = 'scraper' } = planted
    image.run(id, plantedHash(id), byteSize, Math.ceil(pixels / 100), ...algorithms, id)
    source.run(id, url ?? `https://example.org/${id}.jpg`, client, id)
    file.run(Buffer.from(plantedHash(id).slice(0, 24), 'hex'), id, `${id}.jpg`, id)
  }
}

function addPair(database: SQLite.Database) {
  const edge = database.prepare(
    'INSERT INTO edges (a, b, distance, detail_distance, orientation) VALUES (?, ?, ?, ?, 0)',
  )
  const comparison = database.prepare('INSERT INTO comparisons (a, b, kind, difference) VALUES (?, ?, ?, 1)')
  return ({ a, b, distance, kind }: PlantedPair): void => {
    if (distance > 0) edge.run(a, b, distance, distance)
    if (kind) comparison.run(a, b, kind)
  }
}

/** A library of images without bytes, row ids from 1, that has been searched for near-duplicates already. */
export async function plantLibrary(directory: string, images: Planted[], pairs: PlantedPair[] = []): Promise<void> {
  await (await startLibrary({ directory })).close()
  const database = new SQLite(join(directory, 'index.db'))
  database.transaction(() => {
    const add = addImage(database)
    for (const [at, image] of images.entries()) add(at + 1, image)
    pairs.forEach(addPair(database))
    database
      .prepare('UPDATE library SET revision = :count, matched_through = :count, hash_algorithms = :algorithms')
      .run({ count: images.length, algorithms: `${perceptualHashAlgorithm} ${detailHashAlgorithm}` })
  })()
  database.close()
}

/** So many clusters of a keeper and two worse copies; `kindOf` tells what the copies of the cluster with that number are. */
export async function plantClusters(
  directory: string,
  count: number,
  kindOf: (cluster: number) => PairKind | null = () => 'reencoded',
): Promise<void> {
  const hash = createHashes(7)
  const [images, pairs]: [Planted[], PlantedPair[]] = [[], []]
  for (let cluster = 0; cluster < count; cluster++) {
    const [perceptual, detail] = [hash(16), hash(64)]
    const keeper = cluster * 3 + 1
    for (const bits of [0, 1, 2]) {
      const flipped = Array.from({ length: bits }, (_, bit) => bit)
      const planted = { perceptual: flipBits(perceptual, flipped), detail: flipBits(detail, flipped) }
      images.push({ ...planted, pixels: 10_000 - bits * 1000 })
      if (bits > 0) pairs.push({ a: keeper, b: keeper + bits, distance: bits, kind: kindOf(cluster) })
    }
    pairs.push({ a: keeper + 1, b: keeper + 2, distance: 1, kind: null })
  }
  await plantLibrary(directory, images, pairs)
}
