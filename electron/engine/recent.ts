/** Keeps what was used last, up to `limit` bytes in all; `sizeOf` tells the bytes of one. */
export function createRecent<T extends object>(limit: number, sizeOf: (kept: T) => number) {
  const kept = new Map<string, T>()
  let size = 0

  // A map remembers the order in which its keys came: the first is the one unused for longest.
  function touch(key: string, one: T): void {
    kept.delete(key)
    kept.set(key, one)
  }

  function dropOldest(): void {
    for (const [key, one] of kept) {
      if (size <= limit) return
      kept.delete(key)
      size -= sizeOf(one)
    }
  }

  return {
    get(key: string): T | undefined {
      const one = kept.get(key)
      if (one) touch(key, one)
      return one
    },
    set(key: string, one: T): void {
      const former = kept.get(key)
      size += sizeOf(one) - (former ? sizeOf(former) : 0)
      touch(key, one)
      dropOldest()
    },
    drop(isDropped: (key: string) => boolean): void {
      for (const [key, one] of kept) {
        if (!isDropped(key)) continue
        kept.delete(key)
        size -= sizeOf(one)
      }
    },
  }
}
