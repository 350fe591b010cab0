import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRecent } from '../../electron/engine/recent.ts'

const limit = 100
const step = fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd'), bytes: fc.option(fc.integer({ min: 1, max: 60 })) })

/** The same, told slowly: all that was ever used, the newest first, as far as it fits. */
function expected(used: { key: string; bytes: number }[]): Map<string, number> {
  const kept = new Map<string, number>()
  let size = 0
  for (const { key, bytes } of [...used].reverse()) {
    if (kept.has(key)) continue
    size += bytes
    if (size > limit) break
    kept.set(key, bytes)
  }
  return kept
}

test('what was used last is kept, as far as it fits', () => {
  const property = fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
    const recent = createRecent(limit)
    const used: { key: string; bytes: number }[] = []
    for (const { key, bytes } of steps) {
      const known = expected(used).get(key)
      if (bytes !== null) recent.set(key, new Uint8Array(bytes))
      else expect(recent.get(key)?.length).toBe(known)
      const touched = bytes ?? known
      if (touched !== undefined) used.push({ key, bytes: touched })
    }
  })
  fc.assert(property)
})
