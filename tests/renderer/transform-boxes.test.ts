import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatTransformation, parseTransformation, type Step } from '#shared/imagekit/grammar.ts'
import { anchors } from '../../renderer/features/transform/preview/tools/anchors.ts'
import {
  type Box,
  between,
  boxWithin,
  handles,
  largest,
  moved,
  resized,
  withRatio,
} from '../../renderer/features/transform/preview/tools/box.ts'
import { boxOf, withBox, withoutCut } from '../../renderer/features/transform/preview/tools/cut.ts'
import {
  focusedAt,
  focusedOn,
  focusingOf,
  keptBy,
  writtenOf,
} from '../../renderer/features/transform/preview/tools/focus.ts'
import type { Size } from '../../renderer/ui/panes/viewport.ts'

const side = fc.integer({ min: 1, max: 12_000 })
const sizes = fc.record({ width: side, height: side })
const anywhere = fc.double({ min: -20_000, max: 20_000, noNaN: true })
const points = fc.record({ x: anywhere, y: anywhere })
const steps = fc.integer({ min: -20_000, max: 20_000 })
const drags = fc.record({ x: steps, y: steps })
const ratios = fc.double({ min: 0.05, max: 20, noNaN: true })
const wishes = fc.record({ x: anywhere, y: anywhere, width: anywhere, height: anywhere })

const stepsOf = (text: string): Step[] => {
  const parsed = parseTransformation(text)
  if (!parsed.ok) throw new Error(parsed.problem.message)
  return parsed.steps
}

function expectWithin({ x, y, width, height }: Box, size: Size) {
  for (const value of [x, y, width, height]) expect(Number.isInteger(value)).toBe(true)
  expect(Math.min(x, y)).toBeGreaterThanOrEqual(0)
  expect(Math.min(width, height)).toBeGreaterThanOrEqual(1)
  expect(x + width).toBeLessThanOrEqual(size.width)
  expect(y + height).toBeLessThanOrEqual(size.height)
}

describe('a box on a picture', () => {
  test('lies within the picture in whole pixels, whatever was wished for', () => {
    const holds = (size: Size, wish: Box) => expectWithin(boxWithin(wish, size), size)
    fc.assert(fc.property(sizes, wishes, holds))
  })

  test('lies within the picture however it is drawn, with a ratio and without', () => {
    const ratio = fc.option(ratios, { nil: undefined })
    fc.assert(
      fc.property(sizes, points, points, ratio, (size, from, to, held) =>
        expectWithin(between(from, to, size, held), size),
      ),
    )
  })

  test('lies within the picture however it is resized, with a ratio and without', () => {
    const ratio = fc.option(ratios, { nil: undefined })
    fc.assert(
      fc.property(sizes, wishes, fc.constantFrom(...handles), drags, ratio, (size, wish, handle, by, held) =>
        expectWithin(resized(boxWithin(wish, size), handle, by, size, held), size),
      ),
    )
  })

  test('keeps its size when it is moved', () => {
    fc.assert(
      fc.property(sizes, wishes, drags, (size, wish, by) => {
        const box = boxWithin(wish, size)
        const after = moved(box, by, size)
        expectWithin(after, size)
        expect([after.width, after.height]).toEqual([box.width, box.height])
      }),
    )
  })

  test('keeps its opposite sides when a corner or a side is dragged', () => {
    fc.assert(
      fc.property(sizes, wishes, drags, (size, wish, by) => {
        const box = boxWithin(wish, size)
        const after = resized(box, 'se', by, size)
        expect([after.x, after.y]).toEqual([box.x, box.y])
        const higher = resized(box, 'n', by, size)
        expect([higher.x, higher.width, higher.y + higher.height]).toEqual([box.x, box.width, box.y + box.height])
      }),
    )
  })

  test('has the ratio that holds it, as near as whole pixels come', () => {
    const large = fc.record({ width: fc.integer({ min: 400, max: 9000 }), height: fc.integer({ min: 400, max: 9000 }) })
    const mild = fc.double({ min: 0.3, max: 3, noNaN: true })
    fc.assert(
      fc.property(large, mild, fc.constantFrom(...handles), (size, ratio, handle) => {
        const box = withRatio({ x: 0, y: 0, ...size }, ratio, size)
        const smaller = resized(
          box,
          handle,
          { x: handle.includes('w') ? 20 : -20, y: handle.includes('n') ? 20 : -20 },
          size,
          ratio,
        )
        expect(Math.abs(smaller.width - smaller.height * ratio)).toBeLessThanOrEqual(1 + ratio)
      }),
    )
  })
})

describe('a cut', () => {
  test('is read from the steps as it was written into them', () => {
    fc.assert(
      fc.property(sizes, wishes, (size, wish) => {
        const box = boxWithin(wish, size)
        expect(boxOf(stepsOf(formatTransformation(withBox(stepsOf('w-300,h-200'), box))), size)).toEqual(box)
      }),
    )
  })

  test('becomes a step of its own at the front, or changes the one that is there', () => {
    const box = { x: 10, y: 20, width: 300, height: 200 }
    expect(formatTransformation(withBox(stepsOf('w-300,f-webp'), box))).toBe(
      'w-300,h-200,x-10,y-20,cm-extract:w-300,f-webp',
    )
    expect(formatTransformation(withBox(stepsOf('f-webp,w-9,h-9,fo-left,cm-extract:rt-90'), box))).toBe(
      'f-webp,w-300,h-200,x-10,y-20,cm-extract:rt-90',
    )
  })

  test('is taken out again, and what else its step does stays', () => {
    expect(formatTransformation(withoutCut(stepsOf('w-300,h-200,x-10,y-20,cm-extract:rt-90')))).toBe('rt-90')
    expect(formatTransformation(withoutCut(stepsOf('w-30,h-20,cm-extract,f-webp:rt-90')))).toBe('f-webp:rt-90')
    expect(formatTransformation(withoutCut(stepsOf('w-300,h-200')))).toBe('w-300,h-200')
  })

  test('is read by its middle and by its focus as well', () => {
    const size = { width: 1000, height: 800 }
    expect(boxOf(stepsOf('w-100,h-50,xc-500,yc-400,cm-extract'), size)).toMatchObject({ x: 450, y: 375 })
    expect(boxOf(stepsOf('w-100,h-50,fo-bottom_right,cm-extract'), size)).toMatchObject({ x: 900, y: 750 })
    expect(boxOf(stepsOf('w-100,h-50,x-950,y-0,cm-extract'), size)).toBeUndefined()
    expect(boxOf(stepsOf('w-iw_div_2,h-50,cm-extract'), size)).toBeUndefined()
  })
})

describe('a focus', () => {
  const size = { width: 1200, height: 800 }
  const at = (text: string, x: number, y: number) =>
    formatTransformation(focusedAt(stepsOf(text), { x, y }, size) ?? [])

  test('is a word where the point lies at a side or a corner', () => {
    expect(at('w-400,h-400', 10, 10)).toBe('w-400,h-400,fo-left')
    expect(at('w-400,h-400', 1190, 790)).toBe('w-400,h-400,fo-right')
    expect(at('w-400,h-400,fo-left', 600, 400)).toBe('w-400,h-400')
  })

  test('is a cut around the point elsewhere', () => {
    expect(at('w-400,h-400', 500, 400)).toBe('w-800,h-800,xc-500,yc-400,cm-extract:w-400,h-400')
  })

  test('moves a cut that was drawn, and keeps its size', () => {
    expect(at('w-300,h-300,x-0,y-0,cm-extract:w-100,h-100', 600, 500)).toBe(
      'w-300,h-300,xc-600,yc-500,cm-extract:w-100,h-100',
    )
  })

  test('chooses the nearest of nine places where former steps turn the picture', () => {
    expect(at('rt-90:w-400,h-400', 10, 790)).toBe('rt-90:w-400,h-400,fo-bottom_left')
  })

  test('is not there where no step crops', () => {
    expect(focusedAt(stepsOf('rt-90'), { x: 0, y: 0 }, size)).toBeNull()
    expect(focusingOf(stepsOf('w-400,h-400,cm-pad_resize'), size)).toBeNull()
    expect(focusingOf(stepsOf('w-400'), size)).toBeNull()
  })

  test('keeps the point wherever it is clicked, and what it keeps has the ratio of the crop', () => {
    const boxes = fc.record({ width: fc.integer({ min: 2, max: 900 }), height: fc.integer({ min: 2, max: 900 }) })
    const wide = fc.record({ width: fc.integer({ min: 2, max: 6000 }), height: fc.integer({ min: 2, max: 6000 }) })
    const share = fc.double({ min: 0, max: 0.999, noNaN: true })
    fc.assert(
      fc.property(wide, boxes, share, share, (picture, box, x, y) => {
        const point = { x: x * picture.width, y: y * picture.height }
        const found = focusedAt(stepsOf(`w-${box.width},h-${box.height}`), point, picture)
        const kept = keptBy(found ?? [], picture)
        if (!kept) throw new Error('nothing is kept')
        expectWithin(kept, picture)
        expect(kept).toMatchObject(largest(picture, box.width / box.height))
        const isWithin = (value: number, start: number, length: number) =>
          value >= start - 1 && value <= start + length + 1
        expect(isWithin(point.x, kept.x, kept.width) && isWithin(point.y, kept.y, kept.height)).toBe(true)
      }),
    )
  })

  test('is told as it was written', () => {
    for (const anchor of anchors) {
      const found = focusedOn(stepsOf('w-400,h-300'), anchor, size) ?? []
      expect(writtenOf(found, size)).toEqual({ kind: 'anchor', anchor, step: 0 })
    }
    expect(writtenOf(focusedAt(stepsOf('w-400,h-400'), { x: 500, y: 400 }, size) ?? [], size)).toMatchObject({
      kind: 'cut',
      box: { x: 100, y: 0, width: 800, height: 800 },
    })
  })
})
