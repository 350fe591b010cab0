import { readFileSync } from 'node:fs'
import { type Fingerprint, fingerprint } from '../../../electron/engine/media/fingerprint.ts'
import { open } from '../../../electron/engine/media/open.ts'
import { sniff, sniffLength } from '../../../electron/engine/media/sniff.ts'
import { shrink } from '../../../electron/engine/media/thumbnail.ts'

/** An encoded picture as the engine hashes it; sizes in pixels and bytes. */
export interface Hashed {
  fingerprint: Fingerprint
  width: number
  height: number
  byteSize: number
}

const limits = { pixels: 300_000_000, milliseconds: 20_000 }

/** Hashes the bytes of a file as the decode host does: decoded, upright, shrunk to 384 px. */
export async function hashBytes(bytes: Buffer): Promise<Hashed> {
  const format = sniff(bytes.subarray(0, sniffLength))
  if (!format) throw new Error('These bytes are no picture.')
  const opened = await open(bytes, format)
  const { width, height } = opened
  const pixels = await shrink(opened, 'error', limits)
  return { fingerprint: fingerprint(pixels, opened), width, height, byteSize: bytes.length }
}

export const hashFile = (path: string): Promise<Hashed> => hashBytes(readFileSync(path))

/** The results for all items, so many of them worked on at once, in the order of the items. */
export async function mapSome<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  let next = 0
  const takeTurns = async () => {
    for (let at = next++; at < items.length; at = next++) results[at] = await work(items[at] as Item)
  }
  await Promise.all(Array.from({ length: atOnce }, takeTurns))
  return results
}
