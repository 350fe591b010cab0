import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { createRecent } from '../recent.ts'
import { createSharedWork } from '../shared-work.ts'
import { openVariantFiles } from './variant-files.ts'

/** A rendered picture: its bytes, their type, and its size in pixels. */
export interface Variant {
  bytes: Uint8Array<ArrayBuffer>
  contentType: string
  width: number
  height: number
}

export interface VariantOptions {
  /** The library’s folder; variants lie in `variants/` there. */
  directory: string
  /** Bytes on the disk at most. */
  limit: number
  log?: ((message: string, cause: unknown) => void) | undefined
}

/** Bytes of variants that are kept in memory, in all and of each. */
const recentBytes = 64 * 1024 * 1024
const smallBytes = 512 * 1024

/** A variant as it is kept: a line of JSON that tells what it is, then its bytes. */
function pack({ bytes, ...facts }: Variant): Uint8Array<ArrayBuffer> {
  return Buffer.concat([Buffer.from(`${JSON.stringify({ ...facts, check: crc32(bytes) })}\n`), bytes])
}

/** Undefined for what was not packed here, or is damaged: nothing on the disk is synced, for all can be made again. */
function unpack(packed: Uint8Array<ArrayBuffer>): Variant | undefined {
  const end = packed.indexOf(10)
  try {
    const { check, ...facts } = JSON.parse(Buffer.from(packed.buffer, packed.byteOffset, end).toString())
    const bytes = new Uint8Array(packed.buffer, packed.byteOffset + end + 1, packed.length - end - 1)
    return crc32(bytes) === check ? { ...facts, bytes } : undefined
  } catch {
    return undefined
  }
}

/** Hex digits of a key that tell whose variant it is. */
export const startLength = 16

type Make = (signal: AbortSignal) => Promise<Variant>

/**
 * Rendered variants by key (hex digits): small ones from memory, all from the disk, and what is not there is made,
 * once for all who ask for it at the same time.
 */
export function openVariants({ directory, limit, log = () => {} }: VariantOptions) {
  const files = openVariantFiles(join(directory, 'variants'), limit)
  const recent = createRecent<Variant>(recentBytes, ({ bytes }) => bytes.length)
  const share = createSharedWork<Variant>()
  const writing = new Map<string, Promise<void>>()

  function remember(key: string, variant: Variant): void {
    if (variant.bytes.length <= smallBytes) recent.set(key, variant)
  }

  /** The answer does not wait for the disk, and is not spoiled by it. */
  function write(key: string, packed: Uint8Array<ArrayBuffer>): void {
    const written = files.write(key, packed).catch((error) => log('A rendered picture could not be kept', error))
    writing.set(
      key,
      written.finally(() => writing.delete(key)),
    )
  }

  async function readOrMake(key: string, make: Make, signal: AbortSignal): Promise<Variant> {
    await writing.get(key)
    const packed = await files.read(key)
    const known = packed && unpack(packed)
    const variant = known ?? (await make(signal))
    remember(key, variant)
    if (!known) write(key, pack(variant))
    return variant
  }

  return {
    /** The variant of a key where it is kept. */
    async peek(key: string): Promise<Variant | undefined> {
      const kept = recent.get(key)
      if (kept) return kept
      const packed = await files.read(key)
      return packed && unpack(packed)
    },
    /**
     * The variant of a key, which `make` renders where it is not kept. `signal` takes back this request alone: the
     * rendering ends when nobody waits for it any more. Rejects with what `make` rejects with, or `cancelled`.
     */
    async get(key: string, make: Make, signal?: AbortSignal): Promise<Variant> {
      const variant = recent.get(key) ?? (await share(key, (all) => readOrMake(key, make, all), signal))
      void files.touch(key)
      return variant
    },
    /** Drops the variants whose keys begin so. */
    async drop(starts: ReadonlySet<string>): Promise<void> {
      const isDropped = (key: string) => starts.has(key.slice(0, startLength))
      recent.drop(isDropped)
      await Promise.all([...writing].filter(([key]) => isDropped(key)).map(([, written]) => written))
      await files.drop(isDropped)
    },
    /** Resolves when all is written, or given up. */
    async close(): Promise<void> {
      await files.close()
      await Promise.all(writing.values())
    },
  }
}

export type Variants = ReturnType<typeof openVariants>
