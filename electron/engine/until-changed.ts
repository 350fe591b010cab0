/** Names whose answers are kept at most, unless told. */
const mostKnown = 10_000

/**
 * Wraps a question so that its answers, up to `most` by name, are kept until the library changes: pages ask for the
 * same pictures over and over. Failures are asked for again.
 */
export type UntilChanged = <T, More extends unknown[] = []>(
  ask: (name: string, ...more: More) => Promise<T>,
  most?: number,
) => (name: string, ...more: More) => Promise<T>

/** `revision` is the library’s counter, which every change raises. */
export function createUntilChanged(revision: () => number): UntilChanged {
  return <T, More extends unknown[] = []>(ask: (name: string, ...more: More) => Promise<T>, most = mostKnown) => {
    const known = new Map<string, T>()
    let at = -1
    return async (name: string, ...more: More) => {
      const now = revision()
      if (now !== at || known.size >= most) known.clear()
      at = now
      const kept = known.get(name)
      if (kept !== undefined) return kept
      const found = await ask(name, ...more)
      if (revision() === now) known.set(name, found)
      return found
    }
  }
}
