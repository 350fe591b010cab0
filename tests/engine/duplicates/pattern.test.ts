import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { widestDetailDistance } from '#shared/hamming.ts'
import { detailLimit, patternOf } from '../../../electron/engine/duplicates/pattern.ts'
import { orientations, turnDetail } from '../../../electron/engine/scan/orientations.ts'

const rowsOf = (hash: bigint) =>
  Uint16Array.from({ length: 16 }, (_, row) => Number((hash >> BigInt(240 - row * 16)) & 0xffffn))
const hash = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n })

/** The same, bit by bit. */
function plainPattern(rows: Uint16Array): number {
  const bit = (row: number, column: number) => ((rows[row] ?? 0) >>> (15 - column)) & 1
  const shares = [
    [1, 0],
    [2, 0],
    [0, 1],
    [0, 2],
    [1, 1],
    [2, 2],
  ].map(([down = 0, across = 0]) => {
    let [same, all] = [0, 0]
    for (let row = 0; row + down < 16; row++)
      for (let column = 0; column + across < 16; column++, all++)
        same += Number(bit(row, column) === bit(row + down, column + across))
    return Math.abs(same / all - 0.5)
  })
  return Math.max(...shares)
}

describe('the pattern of a detail hash', () => {
  test('is how far its bits agree with those beside them, counted one by one', () => {
    fc.assert(
      fc.property(hash, (bits) => {
        expect(patternOf(rowsOf(bits))).toBeCloseTo(plainPattern(rowsOf(bits)), 12)
      }),
    )
  })

  test('is the same however the picture is turned', () => {
    const property = fc.property(hash, fc.constantFrom(...orientations), (bits, orientation) => {
      expect(patternOf(rowsOf(turnDetail(bits, orientation)))).toBeCloseTo(patternOf(rowsOf(bits)), 12)
    })
    fc.assert(property)
  })

  test('is none in noise and the strongest in stripes', () => {
    const stripes = BigInt(`0x${'aaaa'.repeat(16)}`)
    expect(patternOf(rowsOf(stripes))).toBe(0.5)
    const noise = BigInt('0xb5b268512b545c38c283d3ab1feca0522774366896a3d2fb35263e7c7cf83724')
    expect(patternOf(rowsOf(noise))).toBeLessThan(0.2)
  })
})

describe('how many bits may differ', () => {
  test('is the widest for pictures without a pattern, and less the more regular either is, never nothing', () => {
    const share = fc.double({ min: 0, max: 0.5, noNaN: true })
    const property = fc.property(share, share, share, (a, b, c) => {
      const limit = detailLimit(a, b)
      expect(limit).toBe(detailLimit(b, a))
      expect(limit).toBeGreaterThanOrEqual(16)
      expect(limit).toBeLessThanOrEqual(widestDetailDistance)
      expect(detailLimit(Math.max(a, c), b)).toBeLessThanOrEqual(limit)
    })
    fc.assert(property)
    expect(detailLimit(0.1, 0.2)).toBe(widestDetailDistance)
  })
})
