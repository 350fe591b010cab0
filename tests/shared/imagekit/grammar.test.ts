import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  formatTransformation,
  type Item,
  type Parameter,
  parseTransformation,
  type Step,
} from '#shared/imagekit/grammar.ts'
import { url } from '#shared/imagekit/url.ts'

function stepsOf(text: string): Step[] {
  const parsed = parseTransformation(text)
  if (!parsed.ok) throw new Error(`${text}: ${parsed.problem.message}`)
  return parsed.steps
}

function problemOf(text: string) {
  const parsed = parseTransformation(text)
  return parsed.ok ? undefined : parsed.problem
}

const is = (code: string, value?: string): Parameter => ({
  kind: 'parameter',
  code,
  ...(value !== undefined && { value }),
})

describe('a transformation', () => {
  test.each<[string, Step[]]>([
    ['', []],
    ['w-300,h-200:rt-90', [[is('w', '300'), is('h', '200')], [is('rt', '90')]]],
    [':w-1::', [[is('w', '1')]]],
    ['e-grayscale,w-,ox--5,x-N5', [[is('e-grayscale'), is('w', ''), is('ox', '-5'), is('x', 'N5')]]],
    ['e-usm-2-2-0.8-0.024,e-new-3', [[is('e-usm', '2-2-0.8-0.024'), is('e-new', '3')]]],
    ['ar-4:3,w-4:ar-16:9:h-1', [[is('ar', '4:3'), is('w', '4')], [is('ar', '16:9')], [is('h', '1')]]],
    ['w-iw_div_2,h-ih_mul_0.5_add_3', [[is('w', 'iw_div_2'), is('h', 'ih_mul_0.5_add_3')]]],
    ['ot-50% & more%2C yes%3A %C3%A9 %FF', [[is('ot', '50% & more, yes: é %FF')]]],
    ['di-https:@@a.example@@b.jpg:w-1', [[is('di', 'https:@@a.example@@b.jpg')], [is('w', '1')]]],
  ])('“%s” is read', (text, steps) => {
    expect(stepsOf(text)).toEqual(steps)
  })

  test('has layers with steps of their own, within each other', () => {
    expect(stepsOf('w-9,l-image,i-a@@b.png,lx-1:rt-9,l-text,i-x,l-end,l-end,q-5:h-1')).toEqual([
      [
        is('w', '9'),
        {
          kind: 'layer',
          type: 'image',
          steps: [
            [is('i', 'a@@b.png'), is('lx', '1')],
            [is('rt', '9'), { kind: 'layer', type: 'text', steps: [[is('i', 'x')]] }],
          ],
        },
        is('q', '5'),
      ],
      [is('h', '1')],
    ])
  })

  test('has conditions, with and without another branch', () => {
    const steps = [[is('w', '3')], [is('h', '4')]]
    const test = 'w_gt_300_and_ar_lt_4-3'
    expect(stepsOf(`if-${test},w-3:h-4,if-end:q-1`)).toEqual([[{ kind: 'condition', test, steps }], [is('q', '1')]])
    const item = { kind: 'condition', test, steps, otherwise: [[is('q', '1')]] }
    expect(stepsOf(`if-${test},w-3:h-4,if-else,q-1,if-end`)).toEqual([[item]])
  })

  test('keeps codes that are not known, and names them', () => {
    expect(parseTransformation('w-1,shiny-very:e-new,l-text,i-x,zz,l-end,bo-1_red')).toMatchObject({
      ok: true,
      unknown: ['shiny', 'e-new', 'zz'],
    })
  })

  test('of ten thousand steps and layers ten deep is read', () => {
    expect(stepsOf(Array(10_000).fill('w-300,h-200,e-usm-2').join(':'))).toHaveLength(10_000)
    const deep = `${'l-image,i-a,'.repeat(10)}w-1${',l-end'.repeat(10)}`
    expect(formatTransformation(stepsOf(deep))).toBe(deep)
  })
})

describe('broken grammar', () => {
  test.each([
    ['w-1,', 3, 'nothing between the commas'],
    ['w-1,,h-2', 4, 'nothing between the commas'],
    ['w-1:-5', 4, 'no code before the dash'],
    ['w-1,l-end', 4, 'l-end closes nothing'],
    ['w-1,l-image,i-a', 4, 'l-end is missing'],
    ['l-image', 0, 'l-end is missing'],
    ['l-,l-end', 0, 'has no type'],
    ['l-image,i-a,if-end,l-end', 12, 'if-end closes nothing'],
    ['if-w_gt_3,w-1', 0, 'if-end is missing'],
    ['if-w_gt_3,w-1,if-else,w-2', 14, 'if-end is missing'],
    ['if-,if-end', 0, 'tests nothing'],
    ['w-1,if-w_gt_3,w-1,if-end', 4, 'alone in its step'],
    ['if-w_gt_3,w-1,if-end,h-1', 21, 'alone in its step'],
    ['l-image,'.repeat(100_000), 128, 'nest 16 deep'],
  ])('is told with its place: %.40s', (text, at, message) => {
    expect(problemOf(text)).toEqual({ at, message: expect.stringContaining(message) })
  })
})

describe('reading and writing', () => {
  const value = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('4:3', '%2C', '%', '%25', '100', 'N5', 'a,b'))
  const name = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1 }),
    fc.constantFrom('a/b', 'l-end', 'e-', '%2D', ','),
  )
  const code = fc.oneof(fc.constantFrom('w', 'ar', 'e', 'l', 'if', 'e-usm', 'i', 'ot', 'di'), name)
  const parameter = fc.tuple(code, fc.option(value, { nil: undefined })).map(([name, text]): Item => is(name, text))
  const { steps } = fc.letrec<{ steps: Step[]; step: Step; item: Item }>((tie) => ({
    steps: fc.array(tie('step'), { maxLength: 4 }),
    step: fc.oneof(
      { depthSize: 'small' },
      fc.array(parameter, { minLength: 1, maxLength: 4 }),
      fc.array(tie('item'), { minLength: 1, maxLength: 3 }),
      fc
        .record({ test: name, steps: tie('steps'), otherwise: fc.option(tie('steps'), { nil: undefined }) })
        .map(({ otherwise, ...rest }): Step => [{ kind: 'condition', ...rest, ...(otherwise && { otherwise }) }]),
    ),
    item: fc.oneof(
      { depthSize: 'small' },
      parameter,
      fc.record({ kind: fc.constant('layer' as const), type: name, steps: tie('steps') }),
    ),
  }))

  test('are inverses', () => {
    fc.assert(
      fc.property(steps, (written) => {
        const text = formatTransformation(written)
        const deep = problemOf(text)?.message.includes('nest')
        if (!deep) expect(stepsOf(text)).toEqual(written)
      }),
      { numRuns: 1000 },
    )
  })

  const piece = fc.constantFrom(
    'l-image',
    'l-end',
    'if-w_gt_1',
    'if-else',
    'if-end',
    'w-1',
    'ar-4',
    '3',
    'i-https',
    '@@a',
    '%2c',
    '-',
    ',',
    ':',
  )
  const anyText = fc.oneof(
    fc.string(),
    fc.array(piece).map((pieces) => pieces.join('')),
    fc.array(piece).map(String),
  )

  test('of any text give steps that stay as they are, or a place inside the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const parsed = parseTransformation(text)
        if (parsed.ok) {
          expect(stepsOf(formatTransformation(parsed.steps))).toEqual(parsed.steps)
          return
        }
        expect(parsed.problem.at).toBeGreaterThanOrEqual(0)
        expect(parsed.problem.at).toBeLessThan(text.length)
        expect(parsed.problem.message).toMatch(/\.$/)
      }),
      { numRuns: 3000, examples: [['ar-4::3'], ['i-https::@@a'], ['l-image,oiar-4::3,l-end']] },
    )
  })

  test('of a URL’s path give the steps that the URL was made of', () => {
    fc.assert(
      fc.property(steps, (written) => {
        const raw = formatTransformation(written)
        const built = url({ urlEndpoint: 'https://a.example', path: 'b.jpg', transformation: [{ raw }] })
        const text = new URL(built).pathname.replace(/^\/tr:/, '').replace(/\/b\.jpg$/, '')
        if (raw && parseTransformation(raw).ok) expect(stepsOf(text)).toEqual(written)
      }),
    )
  })
})
