import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { KeepRule } from '#shared/duplicates.ts'
import { type Copy, createOrder } from '../../../electron/engine/duplicates/best.ts'
import { copiesOf, copyOf, inOrder, settingsArbitrary } from '../../helpers/duplicates-graph.ts'

/** The better and the worse copy by one rule, which agree in all else. */
const examples: [KeepRule, string, Partial<Copy>, Partial<Copy>][] = [
  ['resolution', 'more pixels', { pixels: 2000 }, { pixels: 1999 }],
  ['quality', 'the higher JPEG quality', { quality: 90 }, { quality: 80 }],
  ['quality', 'a known quality to an unknown one', { quality: 10 }, { quality: null }],
  ['quality', 'a lossless copy to the best JPEG', { lossless: true }, { quality: 100, lossless: false }],
  ['metadata', 'EXIF', { hasExif: true }, {}],
  ['metadata', 'a time taken', { takenAt: '2020-01-01' }, {}],
  ['metadata', 'tags', { tags: 2 }, { tags: 1 }],
  ['metadata', 'a note', { notes: 1 }, {}],
  ['fileSize', 'more bytes', { byteSize: 2000 }, { byteSize: 1000 }],
  ['urls', 'more URLs', { urls: 2 }, { urls: 1 }],
  ['age', 'what was stored earlier', { createdAt: 1 }, { createdAt: 2 }],
  ['name', 'a name that somebody gave', { name: 'sunset at sea.jpg' }, { name: 'IMG_1234.jpg' }],
]

const generated = [
  ...['0123456789abcdef0123.png', '6f1e9d3a-52b1-4f0e-9a3b-1c2d3e4f5a6b.jpg', 'DSC_0001.JPG', 'DSCF1234.jpg'],
  ...['image.png', 'photo-1.jpeg', 'download.jpg', 'unnamed', 'Screenshot 2020-01-01.png', '12345.gif'],
  ...['sunset (1).jpg', 'sunset - Copy.jpg'],
]

describe('the copy to keep', () => {
  test.each(examples)('by %s is the one with %s', (rule, _what, better, worse) => {
    // Were they equal, the worse one would go first by its hash.
    const [good, bad] = [copyOf(2, better), copyOf(1, worse)]
    const order = createOrder({ rules: [rule], protectedSources: [] })
    expect([order.compare(good, bad), order.compare(bad, good)].map(Math.sign)).toEqual([-1, 1])
    expect(order.reasonFor(good, bad)).toBe(rule)
  })

  test.each(generated)('is not the one that a program named %s', (name) => {
    const [good, bad] = [copyOf(2, { name: 'sunset.jpg' }), copyOf(1, { name })]
    const order = createOrder({ rules: ['name'], protectedSources: [] })
    expect([order.compare(good, bad) < 0, order.reasonFor(good, bad)]).toEqual([true, 'name'])
  })

  test('is decided by the first rule that tells the copies apart', () => {
    const large = copyOf(1, { pixels: 2000, byteSize: 10 })
    const heavy = copyOf(2, { pixels: 1000, byteSize: 20 })
    const keeperBy = (...rules: KeepRule[]) => inOrder([large, heavy], { rules, protectedSources: [] })[0]
    expect([keeperBy('resolution', 'fileSize'), keeperBy('fileSize', 'resolution')]).toEqual([1, 2])
    expect(keeperBy('name', 'age', 'fileSize', 'resolution')).toBe(2)
  })

  test('comes from a protected source before all rules', () => {
    const order = createOrder({ rules: ['resolution'], protectedSources: [] })
    const [fixed, large] = [copyOf(1, { isProtected: true, pixels: 1 }), copyOf(2, { pixels: 9000 })]
    expect([order.compare(fixed, large) < 0, order.reasonFor(fixed, large)]).toEqual([true, 'protected'])
  })

  test('is always the same one, however the copies are shuffled', () => {
    const cases = fc.tuple(
      copiesOf(6).chain((copies) => fc.tuple(fc.constant(copies), fc.shuffledSubarray(copies, { minLength: 6 }))),
      settingsArbitrary,
    )
    const property = fc.property(cases, ([[copies, others], settings]) => {
      expect(inOrder(others, settings)).toEqual(inOrder(copies, settings))
    })
    fc.assert(property, { numRuns: 300 })
  })

  test('goes before every other by a reason, also where the rules say nothing', () => {
    const property = fc.property(copiesOf(5), settingsArbitrary, (copies, settings) => {
      const { reasonFor } = createOrder(settings)
      const [keeper, ...others] = inOrder(copies, settings).map((image) => copies[image - 1] as Copy)
      for (const other of others) expect(['protected', ...KeepRule.options]).toContain(reasonFor(keeper as Copy, other))
    })
    fc.assert(property)
  })
})
