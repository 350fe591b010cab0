import type { Raw } from './raw.ts'

/**
 * Keeps decoded pictures, those used last, `limit` bytes of pixels in all. A picture is decoded once for all who ask for
 * it at the same time; one that could not be is tried again.
 */
export function createKept(limit: number) {
  // A map remembers the order in which its keys came: the first is the one unused for longest.
  const kept = new Map<string, { pixels: Promise<Raw>; bytes: number }>()

  function makeRoom(): void {
    let total = [...kept.values()].reduce((sum, { bytes }) => sum + bytes, 0)
    for (const [key, { bytes }] of kept) {
      if (total <= limit) return
      kept.delete(key)
      total -= bytes
    }
  }

  function start(key: string, decode: () => Promise<Raw>) {
    const one = { pixels: decode(), bytes: 0 }
    one.pixels.then(
      ({ data }) => {
        one.bytes = data.length
        makeRoom()
      },
      () => kept.delete(key),
    )
    return one
  }

  return (key: string, decode: () => Promise<Raw>): Promise<Raw> => {
    const one = kept.get(key) ?? start(key, decode)
    kept.delete(key)
    kept.set(key, one)
    return one.pixels
  }
}
