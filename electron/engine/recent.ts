/** Keeps the bytes used last, up to `limit` bytes in all. */
export function createRecent(limit: number) {
  const kept = new Map<string, Uint8Array<ArrayBuffer>>()
  let size = 0

  // A map remembers the order in which its keys came: the first is the one unused for longest.
  function touch(key: string, bytes: Uint8Array<ArrayBuffer>): void {
    kept.delete(key)
    kept.set(key, bytes)
  }

  function dropOldest(): void {
    for (const [key, bytes] of kept) {
      if (size <= limit) return
      kept.delete(key)
      size -= bytes.length
    }
  }

  return {
    get(key: string): Uint8Array<ArrayBuffer> | undefined {
      const bytes = kept.get(key)
      if (bytes) touch(key, bytes)
      return bytes
    },
    set(key: string, bytes: Uint8Array<ArrayBuffer>): void {
      size += bytes.length - (kept.get(key)?.length ?? 0)
      touch(key, bytes)
      dropOldest()
    },
    drop(isDropped: (key: string) => boolean): void {
      for (const [key, bytes] of kept) {
        if (!isDropped(key)) continue
        kept.delete(key)
        size -= bytes.length
      }
    },
  }
}
