import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRecent } from '../../electron/engine/recent.ts'

interface Kept {
  key: string
  bytes: number
}

const limit = 100
const step = fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd'), bytes: fc.option(fc.integer({ min: 1, max: 120 })) })

/** The same, told slowly: a list with the newest first, cut where it does not fit any more. */
function use(list: Kept[], one: Kept): Kept[] {
  const all = [one, ...list.filter(({ key }) => key !== one.key)]
  const sizeUpTo = (at: number) => all.slice(0, at + 1).reduce((sum, { bytes }) => sum + bytes, 0)
  const cut = all.findIndex((_, at) => sizeUpTo(at) > limit)
  return cut === -1 ? all : all.slice(0, cut)
}

test('what was used last is kept, as far as it fits', () => {
  const property = fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
    const recent = createRecent<Uint8Array>(limit, ({ length }) => length)
    let list: Kept[] = []
    for (const { key, bytes } of steps) {
      const known = list.find((one) => one.key === key)
      if (bytes === null) expect(recent.get(key)?.length).toBe(known?.bytes)
      else recent.set(key, new Uint8Array(bytes))
      const used = bytes ?? known?.bytes
      if (used !== undefined) list = use(list, { key, bytes: used })
    }
  })
  fc.assert(property, { numRuns: 500 })
})
