import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMediaPool, type MediaOptions, type MediaPool } from '../../electron/engine/media/pool.ts'
import type { Inspected, Pair, Side } from '../../electron/engine/media/protocol.ts'
import { sniff } from '../../electron/engine/media/sniff.ts'

/** Decode hosts with a folder for the files that they are given; no library around them. */
export interface OpenMedia {
  pool: MediaPool
  /** Writes the bytes to a file of their own; answers with its path. */
  write(bytes: Uint8Array): Promise<string>
  inspect(bytes: Uint8Array): Promise<Inspected>
  /** One picture of a pair: its thumbnail as the engine makes it, its file and its size. */
  sideOf(bytes: Uint8Array): Promise<Side>
  /** Compares two pictures, as they stand unless said otherwise. */
  compare(first: Uint8Array, second: Uint8Array, orientation?: Pair['orientation']): ReturnType<MediaPool['compare']>
  close(): Promise<void>
}

const mebibyte = 1024 * 1024

export async function openMedia(options: Partial<MediaOptions> = {}): Promise<OpenMedia> {
  const folder = await mkdtemp(join(tmpdir(), 'magpie-test-'))
  const limits = { maxPixels: 50_000_000, maxMemory: 1024 * mebibyte }
  const pool = createMediaPool({ nodeBinary: process.execPath, ...limits, log: () => {}, ...options })
  let files = 0

  async function write(bytes: Uint8Array): Promise<string> {
    const path = join(folder, String(++files))
    await writeFile(path, bytes)
    return path
  }

  const inspectFile = (path: string, bytes: Uint8Array) => pool.inspect(path, sniff(bytes.subarray(0, 4096)))

  async function sideOf(bytes: Uint8Array): Promise<Side> {
    const path = await write(bytes)
    const { thumbnail, width, height, reason } = await inspectFile(path, bytes)
    if (!thumbnail) throw new Error(reason ?? 'The picture has no thumbnail.')
    return { path, thumbnail, width: width ?? 0, height: height ?? 0 }
  }

  return {
    pool,
    write,
    sideOf,
    inspect: async (bytes) => inspectFile(await write(bytes), bytes),
    async compare(first, second, orientation = 'upright') {
      const [one, other] = await Promise.all([sideOf(first), sideOf(second)])
      return pool.compare({ first: one, second: other, orientation })
    },
    async close() {
      pool.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
