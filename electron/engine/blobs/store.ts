import { randomUUID } from 'node:crypto'
import { chmod, constants, copyFile, type FileHandle, mkdir, open, rename, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '#shared/failure.ts'
import { sniffLength } from '../media/sniff.ts'
import { explainFileError, syncDirectory } from './directory.ts'
import { openHasher } from './hasher.ts'

/** Bytes written aside and hashed, not yet durable and not yet under their name. */
export interface Staged {
  path: string
  hash: string
  byteSize: number
  /** Their first bytes, for telling their format. */
  head: Uint8Array
  /** Makes the bytes durable. To be awaited before they are placed. */
  seal(): Promise<void>
  /** Gives them up. */
  discard(): Promise<void>
}

export interface StageOptions {
  limit: number
  signal?: AbortSignal | undefined
  /** Sees the first bytes before any are written; throwing ends the staging. */
  onHead?: ((head: Uint8Array) => void) | undefined
}

const readSize = 1024 * 1024
const megabytes = (bytes: number) => `${Math.round((bytes / 1024 / 1024) * 10) / 10} MiB`

function tooLarge(limit: number): Failure {
  return new Failure('tooLarge', `The file is larger than the ${megabytes(limit)} that are taken here.`, {
    field: 'file',
  })
}

const idleBuffers: Buffer[] = []

/** Reads a file in large chunks; each chunk is valid until the next is asked for. */
async function* readChunks(handle: FileHandle): AsyncGenerator<Uint8Array> {
  const buffer = idleBuffers.pop() ?? Buffer.allocUnsafeSlow(readSize)
  try {
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, readSize, null)
      if (bytesRead === 0) return
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    idleBuffers.push(buffer)
  }
}

async function unlinkIfThere(path: string): Promise<void> {
  await unlink(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
}

/** Makes the 256 folders `blobs/00` to `blobs/ff` that are not there yet. */
export async function makeBlobFolders(directory: string): Promise<void> {
  const blobs = join(directory, 'blobs')
  const shards = Array.from({ length: 256 }, (_, byte) => join(blobs, byte.toString(16).padStart(2, '0')))
  const made = await Promise.all(shards.map((path) => mkdir(path, { recursive: true })))
  if (made.some((path) => path !== undefined)) await syncDirectory(blobs)
}

/**
 * The content-addressed blobs below `directory`: `blobs/ab/<64 hex>`, with `tmp/` on the same file system.
 * Nothing stands under its name before its bytes are durable.
 */
export function createBlobStore(directory: string) {
  const temporary = join(directory, 'tmp')
  let canClone = true
  const shardOf = (hash: string) => join(directory, 'blobs', hash.slice(0, 2))
  const pathOf = (hash: string) => join(shardOf(hash), hash)

  /** Feeds chunks to the hash (and to the file when `handle` is given) and tells what they were. */
  async function take(chunks: AsyncIterable<Uint8Array>, handle: FileHandle | undefined, options: StageOptions) {
    const hasher = await openHasher()
    let head: Uint8Array = new Uint8Array(0)
    let byteSize = 0
    for await (const chunk of chunks) {
      if (options.signal?.aborted) throw new Failure('cancelled', 'Storing was stopped before it was finished.')
      if (byteSize === 0) {
        head = new Uint8Array(chunk.subarray(0, sniffLength))
        options.onHead?.(head)
      }
      byteSize += chunk.length
      if (byteSize > options.limit) throw tooLarge(options.limit)
      hasher.update(chunk)
      if (handle) await writeWhole(handle, chunk)
    }
    if (byteSize === 0) throw new Failure('invalid', 'The file is empty: there is nothing to store.', { field: 'file' })
    return { hash: hasher.digest(), byteSize, head }
  }

  async function writeWhole(handle: FileHandle, chunk: Uint8Array): Promise<void> {
    for (let at = 0; at < chunk.length; ) at += (await handle.write(chunk, at)).bytesWritten
  }

  /** Runs `fill` on a new file in tmp/; whatever goes wrong, nothing of it stays. */
  async function aside(
    flags: string,
    fill: (handle: FileHandle, path: string) => Promise<{ hash: string; byteSize: number; head: Uint8Array }>,
    path = join(temporary, randomUUID()),
  ): Promise<Staged> {
    const handle = await open(path, flags, 0o600).catch((error) => Promise.reject(explainFileError(error)))
    const discard = async () => {
      await handle.close().catch(() => {})
      await unlinkIfThere(path)
    }
    try {
      const filled = await fill(handle, path)
      const seal = async () => {
        await handle.sync().catch((error) => Promise.reject(explainFileError(error)))
        await handle.close()
      }
      return { path, ...filled, seal, discard }
    } catch (error) {
      await discard()
      throw explainFileError(error)
    }
  }

  /** Clones copy-on-write where the file system can; undefined where it can't. */
  async function clone(source: string): Promise<string | undefined> {
    if (!canClone) return undefined
    const path = join(temporary, randomUUID())
    try {
      await copyFile(source, path, constants.COPYFILE_FICLONE_FORCE | constants.COPYFILE_EXCL)
      // A clone has its original's permissions, which may not allow opening it to make it durable.
      await chmod(path, 0o600)
      return path
    } catch (error) {
      await unlinkIfThere(path)
      const code = (error as NodeJS.ErrnoException).code ?? ''
      if (['ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL', 'ENOTTY'].includes(code)) canClone = false
      else if (code !== 'EXDEV') throw explainFileError(error)
      return undefined
    }
  }

  async function stageClone(path: string, options: StageOptions): Promise<Staged> {
    return aside('r+', (handle) => take(readChunks(handle), undefined, options), path)
  }

  async function stageFile(source: string, options: StageOptions): Promise<Staged> {
    const cloned = await clone(source)
    if (cloned) return stageClone(cloned, options)
    const handle = await open(source, 'r').catch((error) => Promise.reject(explainFileError(error)))
    try {
      return await stage(readChunks(handle), options)
    } finally {
      await handle.close()
    }
  }

  const stage = (chunks: AsyncIterable<Uint8Array>, options: StageOptions): Promise<Staged> =>
    aside('wx', (handle) => take(chunks, handle, options))

  return {
    pathOf,
    /** Streams bytes aside while hashing them. Fails with `tooLarge`, `invalid` (no bytes), `diskFull`. */
    stage,
    /** Takes a file of this computer, by clone where the file system can. Fails with `unreadable`, too. */
    stageFile,
    /** Whether a blob stands there with that size. */
    async has(hash: string, byteSize: number): Promise<boolean> {
      const found = await stat(pathOf(hash)).catch(() => undefined)
      return found?.size === byteSize
    },
    /** Gives sealed bytes their name; durable once the shard returned by `shardOf` is synced. */
    async place({ path, hash }: Pick<Staged, 'path' | 'hash'>): Promise<void> {
      await rename(path, pathOf(hash))
    },
    /** Makes the names of placed blobs durable: one sync for each folder touched. */
    async syncShards(hashes: readonly string[]): Promise<void> {
      const synced = [...new Set(hashes.map(shardOf))].map(syncDirectory)
      await Promise.all(synced).catch((error) => Promise.reject(explainFileError(error)))
    },
  }
}

export type BlobStore = ReturnType<typeof createBlobStore>
