import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatTransformation, type Item, parseTransformation, type Step } from '#shared/imagekit/grammar.ts'
import { usualLayer } from '#shared/imagekit/named-layer.ts'
import { type SdkStyle, transformationOf } from '#shared/imagekit/named-options.ts'
import { type Option, options, type Transformation } from '#shared/imagekit/names.ts'
import { rawText, stepsIn } from '#shared/imagekit/raw-text.ts'
import { url } from '#shared/imagekit/url.ts'
import { readMediaUrl } from '#shared/media-url.ts'

const endpoint = 'http://media.example'

const styles: SdkStyle[] = (['seed', 'classic', 'modern'] as const).flatMap((dialect) =>
  (['path', 'query'] as const).flatMap((position) =>
    (['camelCase', 'snake_case'] as const).map((letters) => ({ dialect, position, letters })),
  ),
)
const modern: SdkStyle = { dialect: 'modern', position: 'query', letters: 'camelCase' }
const seed: SdkStyle = { dialect: 'seed', position: 'path', letters: 'snake_case' }
const classic: SdkStyle = { dialect: 'classic', position: 'path', letters: 'camelCase' }

const stepsOf = (text: string): Step[] => {
  const parsed = parseTransformation(text)
  if (!parsed.ok) throw new Error(parsed.problem.message)
  return parsed.steps
}

const build = ({ dialect, position }: SdkStyle, transformation: Transformation[]) =>
  url({ urlEndpoint: endpoint, path: '/a.jpg', dialect, transformationPosition: position, transformation })

/** The steps that a reader of the URL sees, in the one order that stands for all that mean the same. */
function seen(whole: string): string {
  const { transformation = '' } = readMediaUrl(whole.slice(endpoint.length))
  return formatTransformation(stepsOf(transformation).map((step) => step.map(usualLayer)))
}

function expectSame(steps: Step[], style: SdkStyle) {
  const named = transformationOf(steps, style)
  const raw = rawText(steps, style)
  expect([named, seen(build(style, named))]).toEqual([named, seen(build(style, raw ? [{ raw }] : []))])
  return named
}

describe('steps become options', () => {
  test.each<[string, SdkStyle, object[]]>([
    ['w-300,h-0.5:rt-90', modern, [{ width: 300, height: 0.5 }, { rotation: 90 }]],
    ['cm-extract,ar-4-3,x-N5', seed, [{ crop_mode: 'extract', aspect_ratio: '4-3', x: 'N5' }]],
    [
      'e-grayscale,e-sharpen,e-usm-2-2-0.8-0.024',
      seed,
      [{ effect_gray: '-', effect_sharpen: '-', effect_usm: '2-2-0.8-0.024' }],
    ],
    ['e-grayscale,e-usm-2-2-0.8-0.024', classic, [{ effectGray: '-', effectUSM: '2-2-0.8-0.024' }]],
    ['e-grayscale,e-sharpen-10,pr-true', modern, [{ grayscale: true, sharpen: 10, progressive: true }]],
    ['pr-true,lo-false', seed, [{ progressive: 'true', lossless: 'false' }]],
    ['bo-5_red,di-a@@b.jpg', seed, [{ border: '5_red', default_image: 'a/b.jpg' }]],
    ['oi-a@@b.png,ox-N10', classic, [{ overlayImage: 'a/b.png', overlayX: 'N10' }]],
    ['n-card,shiny-very,fl-h', seed, [{ named: 'card', shiny: 'very', fl: 'h' }]],
    ['oi-a.png', modern, [{ oi: 'a.png' }]],
    ['if-w_gt_3,w-3,if-end:w-1', modern, [{ raw: 'if-w_gt_3,w-3,if-end' }, { width: 1 }]],
    ['w-1,w-2,h-3', classic, [{ width: 1, raw: 'w-2,h-3' }]],
    ['w-1,l-text,i-Hi,l-end', classic, [{ width: 1, raw: 'l-text,i-Hi,l-end' }]],
    ['raw-1', modern, [{ raw: 'raw-1' }]],
    ['', modern, []],
  ])('%s', (text, style, expected) => {
    expect(expectSame(stepsOf(text), style)).toEqual(expected)
  })

  test.each<[string, object]>([
    [
      'l-text,i-Hello%20World,lx-10,lfo-top,fs-30:bg-red,l-end',
      {
        ...{ type: 'text', text: 'Hello World', position: { x: 10, focus: 'top' } },
        transformation: [{ fontSize: 30 }, { background: 'red' }],
      },
    ],
    ['l-text,ie-SGksIHlvdSE%3D,l-end', { type: 'text', text: 'Hi, you!' }],
    ['l-text,ie-SGk%3D,l-end', { type: 'text', text: 'Hi' }],
    ['l-text,i-é%2C 50%25/1,l-end', { type: 'text', text: 'é, 50%/1' }],
    [
      'l-image,i-logos@@a.png,lm-multiply,lx-0,ly-N5,w-100,l-end',
      {
        ...{ type: 'image', input: 'logos/a.png', layerMode: 'multiply', position: { x: '0', y: 'N5' } },
        transformation: [{ width: 100 }],
      },
    ],
    [
      'l-image,i-ik_canvas,bg-FF0000,w-30,h-20,l-end',
      { type: 'solidColor', color: 'FF0000', transformation: [{ width: 30, height: 20 }] },
    ],
    [
      'l-image,i-a.png,l-text,i-Hi,fs-9,l-end,l-end',
      {
        ...{ type: 'image', input: 'a.png' },
        transformation: [{ overlay: { type: 'text', text: 'Hi', transformation: [{ fontSize: 9 }] } }],
      },
    ],
  ])('a layer becomes an overlay: %s', (text, overlay) => {
    expect(expectSame(stepsOf(text), modern)).toEqual([{ overlay }])
    expect(expectSame(stepsOf(text), { ...modern, position: 'path' })).toEqual([{ overlay }])
  })

  test('the input and place of a layer come first, whatever else stood before them', () => {
    expect(expectSame(stepsOf('l-text,fs-30,lx-5,i-Hi,l-end'), modern)).toEqual([
      { overlay: { type: 'text', text: 'Hi', position: { x: 5 }, transformation: [{ fontSize: 30 }] } },
    ])
  })

  test('a second layer of a step is raw: an object has one overlay', () => {
    expect(expectSame(stepsOf('l-text,i-A,l-end,l-text,i-B,l-end'), modern)).toEqual([
      { overlay: { type: 'text', text: 'A' }, raw: 'l-text,i-B,l-end' },
    ])
  })
})

describe('every option of the table', () => {
  /** Values as people write them, for an option of a kind. */
  const valuesOf = ({ value }: Option): fc.Arbitrary<string | undefined> => {
    const words = 'words' in value ? (value.words ?? []) : []
    const usual = [
      '300',
      '0.5',
      'N5',
      '-5',
      'true',
      'false',
      '10_20_30_40',
      'iw_div_2',
      'FF0000',
      '5_red',
      'a@@b.jpg',
      'é, b: 50%ab',
      '',
    ]
    return fc.option(fc.constantFrom(...words, ...usual), { nil: undefined })
  }
  const parameter = fc
    .constantFrom(...options)
    .chain((option) =>
      valuesOf(option).map(
        (value): Item => ({ kind: 'parameter', code: option.code, ...(value !== undefined && { value }) }),
      ),
    )
  const { steps } = fc.letrec<{ steps: Step[]; item: Item }>((tie) => ({
    steps: fc.array(fc.array(tie('item'), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 }),
    item: fc.oneof(
      { depthSize: 'small' },
      parameter,
      fc.record({
        kind: fc.constant('layer' as const),
        type: fc.constantFrom('text', 'image', 'strange'),
        steps: tie('steps').map(([first = [], ...rest]) => [
          [{ kind: 'parameter' as const, code: 'i', value: 'a b' }, ...first],
          ...rest,
        ]),
      }),
    ),
  }))

  test('says the same under its name as raw, in every dialect and position', () => {
    fc.assert(
      fc.property(steps, fc.constantFrom(...styles), (given, style) => {
        expectSame(given, style)
      }),
      { numRuns: 1000 },
    )
  })

  test('has its name in the dialects that have it, and is raw in none for a usual value', () => {
    for (const { code, value, dialects, names } of options) {
      const sample =
        value.kind === 'switch' ? {} : { value: 'words' in value && value.words?.[0] ? value.words[0] : '5' }
      for (const style of styles.filter(({ dialect }) => dialects.includes(dialect))) {
        const [named = {}] = expectSame([[{ kind: 'parameter', code, ...sample }]], style)
        const [key = ''] = Object.keys(named)
        expect([code, names.map((name) => name.replaceAll('_', ''))]).toEqual([
          code,
          expect.arrayContaining([key.replaceAll('_', '').toLowerCase()]),
        ])
      }
    }
  })

  test('keeps the codes of its dialect', () => {
    expect(
      stepsIn('seed', stepsOf('b-1_red,l-image,i-a,b-2_red,l-end:if-w_gt_1,b-3_red,if-else,b-4_red,if-end')),
    ).toEqual(stepsOf('bo-1_red,l-image,i-a,bo-2_red,l-end:if-w_gt_1,bo-3_red,if-else,bo-4_red,if-end'))
  })
})
