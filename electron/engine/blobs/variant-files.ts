import { mkdirSync, writeFileSync } from 'node:fs'
import { readdir, readFile, stat, unlink, utimes } from 'node:fs/promises'
import { join } from 'node:path'

/** How long a file’s time may lag behind its last use, in milliseconds: each use need not be written. */
const lag = 60_000
const namePattern = /^[0-9a-f]{16,128}$/
const statsAtOnce = 64

interface Kept {
  size: number
  /** When its file was stamped last, in milliseconds. */
  stamped: number
}

/**
 * Files by key in one folder, `limit` bytes at most: those used longest ago make room. Their order survives a restart
 * by their times. The folder may be emptied at any time; a file that was cut short is for its reader to tell.
 */
export function openVariantFiles(directory: string, limit: number) {
  // A map remembers the order in which its keys came: the first is the one unused for longest.
  let kept = new Map<string, Kept>()
  let total = 0
  let isOver = false
  let isLoaded = false
  const pathOf = (key: string) => join(directory, key)

  function forget(key: string): void {
    total -= kept.get(key)?.size ?? 0
    kept.delete(key)
  }

  function remember(key: string, one: Kept): void {
    forget(key)
    kept.set(key, one)
    total += one.size
  }

  async function makeRoom(): Promise<void> {
    for (const key of kept.keys()) {
      if (total <= limit) return
      forget(key)
      await unlink(pathOf(key)).catch(() => {})
    }
  }

  async function statOf(key: string): Promise<[string, Kept][]> {
    const found = await stat(pathOf(key)).catch(() => undefined)
    return found?.isFile() ? [[key, { size: found.size, stamped: found.mtimeMs }]] : []
  }

  /** What was used since the start is younger than all that lay there. */
  function mergeOlder(found: [string, Kept][]): void {
    const older = found.filter(([key]) => !kept.has(key)).sort(([, a], [, b]) => a.stamped - b.stamped)
    kept = new Map([...older, ...kept])
    total = [...kept.values()].reduce((sum, { size }) => sum + size, 0)
  }

  async function load(): Promise<void> {
    const keys = (await readdir(directory).catch(() => [])).filter((name) => namePattern.test(name))
    const found: [string, Kept][] = []
    for (let at = 0; at < keys.length && !isOver; at += statsAtOnce)
      found.push(...(await Promise.all(keys.slice(at, at + statsAtOnce).map(statOf))).flat())
    mergeOlder(found)
    isLoaded = !isOver
    await makeRoom()
  }

  const loading = load()

  /** At once: to hand these bytes to a thread takes longer than to copy them, and they are not synced. */
  function place(key: string, bytes: Uint8Array): void {
    try {
      writeFileSync(pathOf(key), bytes)
    } catch {
      mkdirSync(directory, { recursive: true })
      writeFileSync(pathOf(key), bytes)
    }
  }

  return {
    async read(key: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
      if (isLoaded && !kept.has(key)) return undefined
      const bytes = await readFile(pathOf(key)).catch(() => undefined)
      if (bytes) remember(key, kept.get(key) ?? { size: bytes.length, stamped: 0 })
      else forget(key)
      return bytes
    },
    /** Tells that the bytes of a key were used, be it from elsewhere. */
    async touch(key: string): Promise<void> {
      const one = kept.get(key)
      if (!one) return
      const now = Date.now()
      const isStale = now - one.stamped > lag
      remember(key, { size: one.size, stamped: isStale ? now : one.stamped })
      if (isStale) await utimes(pathOf(key), now / 1000, now / 1000).catch(() => {})
    },
    /** Keeps bytes, unless they are more than fits. Rejects where the disk takes none. */
    async write(key: string, bytes: Uint8Array): Promise<void> {
      if (bytes.length > limit) return
      place(key, bytes)
      remember(key, { size: bytes.length, stamped: Date.now() })
      await loading
      await makeRoom()
    },
    /** Removes the files of those keys. */
    async drop(isDropped: (key: string) => boolean): Promise<void> {
      await loading
      for (const key of [...kept.keys()].filter(isDropped)) {
        forget(key)
        await unlink(pathOf(key)).catch(() => {})
      }
    },
    async close(): Promise<void> {
      isOver = true
      await loading
    },
  }
}
