import { join } from 'node:path'
import sharp from 'sharp'
import { createLibrary, type Library } from '../../electron/engine/library.ts'
import { createRandom } from './pictures.ts'
import type { WindowServer } from './window-server.ts'

interface Stock {
  /** The members of each planted cluster: two to four. */
  clusters: number[]
  /** Pictures that are like no other. */
  singles: number
  width: number
  height: number
}

interface Item {
  url: string
  bytes(): Promise<Buffer>
}

const atOnce = 8

/** Soft colours like no other seed’s, which survive any encoding and any size. */
const cloud = (seed: number, { width, height }: Stock) => {
  const random = createRandom(seed)
  const data = Buffer.from(Array.from({ length: 16 * 12 * 3 }, () => random() * 255))
  return sharp(data, { raw: { width: 16, height: 12, channels: 3 } }).resize(width, height, {
    fit: 'fill',
    kernel: 'cubic',
  })
}

/** The files of one cluster: the picture, encoded again, smaller, and with other metadata. */
function copiesOf(seed: number, members: number, stock: Stock): Item[] {
  const first = () => cloud(seed, stock).jpeg({ quality: 92 }).toBuffer()
  const files = [
    first,
    () => cloud(seed, stock).jpeg({ quality: 60 }).toBuffer(),
    async () =>
      sharp(await first())
        .resize(Math.round(stock.width * 0.8))
        .webp({ quality: 90 })
        .toBuffer(),
    async () => Buffer.concat([await first(), Buffer.from(`copy ${seed}`)]),
  ]
  return files.slice(0, members).map((bytes, copy) => ({ url: `https://example.com/${seed}-${copy}.jpg`, bytes }))
}

/** Puts many tiny pictures into a library before it is opened by the window, by the engine’s own way in. */
export async function stockLibrary(server: WindowServer, stock: Stock): Promise<void> {
  const clusters = stock.clusters.map((members, seed) => copiesOf(seed, members, stock))
  const singles = Array.from({ length: stock.singles }, (_, place) => copiesOf(stock.clusters.length + place, 1, stock))
  await server.stop()
  const library = await createLibrary({ directory: join(server.folder, 'library') })
  const waiting = spread(clusters, singles)
  const worker = async () => {
    for (let item = waiting.pop(); item; item = waiting.pop()) await storeItem(library, item)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  await library.call('duplicates.list', { ...widest, offset: 0, limit: 0 }, 'magpie')
  await library.close()
  await server.start()
}

const widest = { distance: 10, order: 'tightest', sameDomain: false, acrossClients: false } as const

/** Copies come after their originals, with other pictures between them. */
function spread(clusters: Item[][], singles: Item[][]): Item[] {
  const rounds = [0, 1, 2, 3].flatMap((copy) => clusters.flatMap((items) => items.slice(copy, copy + 1)))
  return [...rounds.reverse(), ...singles.flat()]
}

async function storeItem(library: Library, { url, bytes }: Item): Promise<void> {
  const file = await bytes()
  const chunks = (async function* () {
    yield file
  })()
  await library.store(chunks, { url, clientName: 'scraper' })
}
