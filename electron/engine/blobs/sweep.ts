import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

const shardPattern = /^[0-9a-f]{2}$/
const blobPattern = /^[0-9a-f]{64}$/

export interface SweepParts {
  directory: string
  /** Whether the index holds an image of that hash. */
  isKnown(hash: string): Promise<boolean>
  /** Whether a blob is just being given its row. */
  isPlacing(hash: string): boolean
  signal: AbortSignal
}

/** Empties tmp/: what lies there was never acknowledged. To be run before anything is stored. */
export async function sweepTemporary(directory: string): Promise<void> {
  const temporary = join(directory, 'tmp')
  await rm(temporary, { recursive: true, force: true })
  await mkdir(temporary, { recursive: true })
}

/** Names in a folder that fit a pattern: what else file managers left there is none of the library’s. */
async function namesIn(folder: string, pattern: RegExp): Promise<string[]> {
  return (await readdir(folder)).filter((name) => pattern.test(name))
}

/**
 * Moves blobs without a row to quarantine/ (a crash came between the two), where nothing is ever deleted.
 * Returns their hashes.
 */
export async function sweepOrphans({ directory, isKnown, isPlacing, signal }: SweepParts): Promise<string[]> {
  const blobs = join(directory, 'blobs')
  const quarantine = join(directory, 'quarantine')
  const moved: string[] = []
  for (const shard of await namesIn(blobs, shardPattern)) {
    for (const hash of await namesIn(join(blobs, shard), blobPattern)) {
      if (signal.aborted) return moved
      // In this order: a blob that is no longer being placed has its row.
      if (isPlacing(hash) || (await isKnown(hash))) continue
      await mkdir(quarantine, { recursive: true })
      await rename(join(blobs, shard, hash), join(quarantine, hash))
      moved.push(hash)
    }
  }
  return moved
}
