import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { UrlArena } from '../../../electron/engine/scan/url-arena.ts'
import { fold, needleOf, urls } from '../../helpers/library-urls.ts'

/** Sources that match, newest first; those whose record is dead are left out. */
const found = (arena: UrlArena, text: string): number[] =>
  [...arena.search(text)].flatMap(({ hits, images, sources }) =>
    Array.from(hits, (record) => (images[record] ? (sources[record] ?? 0) : 0))
      .filter((source) => source > 0)
      .reverse(),
  )

/** Sources whose URL holds the text, the one seen last first. */
const expected = (seen: ReadonlyMap<number, string>, text: string): number[] =>
  [...seen]
    .filter(([, url]) => fold(url).includes(fold(text)))
    .map(([source]) => source)
    .reverse()

describe('the URLs in memory', () => {
  test('give exactly what a plain search gives, newest first, also after sources were seen again', () => {
    const step = fc.record({ source: fc.integer({ min: 1, max: 30 }), url: urls })
    const property = fc.property(
      fc.array(step, { minLength: 1, maxLength: 60 }),
      fc.infiniteStream(fc.nat()),
      (steps, picks) => {
        const arena = new UrlArena()
        const seen = new Map<number, string>()
        for (const { source, url } of steps) {
          const kept = seen.get(source) ?? url
          arena.append(source, source, kept)
          seen.delete(source)
          seen.set(source, kept)
        }
        for (const pick of picks.take(8)) {
          const needle = needleOf([...seen.values()], pick)
          expect(found(arena, needle)).toEqual(expected(seen, needle))
        }
      },
    )
    fc.assert(property, { numRuns: 60 })
  })

  test('hold more than one segment of short URLs', () => {
    const arena = new UrlArena()
    const count = 262_144 + 20_000
    for (let source = 1; source <= count; source++) arena.append(source, source, `h.org/${source}`)
    arena.append(5, 5, 'h.org/5')
    for (const needle of ['/28214', '99999', 'H.ORG/262144', '/5', 'absent']) {
      const plain = Array.from({ length: count }, (_, i) => i + 1).filter((source) =>
        `h.org/${source}`.includes(fold(needle)),
      )
      const order = plain.includes(5) ? [5, ...plain.filter((source) => source !== 5).reverse()] : plain.reverse()
      expect(found(arena, needle)).toEqual(order)
    }
    expect(found(arena, 'h').length).toBe(count)
  })

  test('hold more than one segment of long URLs', () => {
    const arena = new UrlArena()
    const long = (source: number) => `https://example.org/${'path/'.repeat(6000)}${source}.png`
    for (let source = 1; source <= 1200; source++) arena.append(source, source, long(source))
    expect(found(arena, '/7.png')).toEqual([7])
    expect(found(arena, '/1200.PNG')).toEqual([1200])
    expect(found(arena, 'path/').length).toBe(1200)
    expect(found(arena, long(3))).toEqual([3])
  })

  test('find nothing across two URLs that stand side by side', () => {
    const arena = new UrlArena()
    arena.append(1, 1, 'one')
    arena.append(2, 2, 'two')
    expect(found(arena, 'etw')).toEqual([])
    expect(found(arena, 'one')).toEqual([1])
  })

  test('find nothing for a needle longer than anything that is kept', () => {
    const arena = new UrlArena()
    arena.append(1, 1, 'aaaa')
    expect(found(arena, 'a'.repeat(200_000))).toEqual([])
    expect(found(arena, 'aaaaa')).toEqual([])
    expect(found(arena, 'aaaa')).toEqual([1])
  })
})
