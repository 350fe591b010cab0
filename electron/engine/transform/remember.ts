/** Keeps what was found out last, up to `limit` answers; what failed or was not there is asked again. */
export function createMemory<T>(limit: number) {
  const kept = new Map<string, Promise<T>>()
  const forget = (key: string) => void kept.delete(key)

  return (key: string, find: () => Promise<T>): Promise<T> => {
    const found = kept.get(key) ?? find()
    kept.set(key, found)
    found.then(
      (value) => value ?? forget(key),
      () => forget(key),
    )
    const [oldest] = kept.keys()
    if (kept.size > limit && oldest !== undefined) forget(oldest)
    return found
  }
}
