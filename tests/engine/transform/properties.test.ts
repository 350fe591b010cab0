import fc from 'fast-check'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Failure } from '#shared/failure.ts'
import { formatTransformation, type Item, type Step } from '#shared/imagekit/grammar.ts'
import { options } from '#shared/imagekit/names.ts'
import { encoder, paint, scene } from '../../helpers/pictures.ts'
import { type OpenTransforms, openTransforms } from '../../helpers/transforms.ts'

let open: OpenTransforms

beforeAll(async () => {
  open = await openTransforms({ own: 'w-20,r-3' })
  await open.store(
    'photo.jpg',
    await encoder(scene(1, 48, 30))
      .jpeg()
      .toBuffer(),
  )
  await open.store(
    'clear.png',
    await encoder(paint(20, 30, (x) => [x * 255, 9, 9, x * 255], 4))
      .png()
      .toBuffer(),
  )
  await open.store(
    'grey.png',
    await encoder(scene(3, 30, 30))
      .greyscale()
      .png()
      .toBuffer(),
  )
  await open.store(
    'drawn.svg',
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="12" height="8"><path d="M0 0h6v8z"/></svg>'),
  )
})
afterAll(() => open.close())

const codes = options.filter(({ families }) => !families.some((family) => ['ai', 'video'].includes(family)))
const usual = codes.map(({ code }) => code).filter((code) => !['lm', 'lso', 'leo', 'ldu', 'e-distort'].includes(code))
const words = codes.flatMap(({ value }) => ('words' in value && value.words ? [...value.words] : []))
const text = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 60 }).map(String) },
  { weight: 1, arbitrary: fc.constantFrom('N5', '0.5', 'iw_div_2', 'ch_sub_3', 'bw_mul_2', '1e9', '-', '', '99999') },
  { weight: 2, arbitrary: fc.constantFrom(...words) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('red', 'FF000050', '4-3', '3_red', 'photo.jpg', 'clear.png', 'drawn.svg', 'own'),
  },
  { weight: 1, arbitrary: fc.string() },
)
const anyParameter = (of: string[]) =>
  fc.record({ kind: fc.constant('parameter' as const), code: fc.constantFrom(...of), value: text })
const input = fc
  .constantFrom('photo.jpg', 'clear.png', 'drawn.svg', 'ik_canvas')
  .map((value) => ({ kind: 'parameter' as const, code: 'i', value }))

/** Steps of codes from the table with values that may fit, and layers and conditions of such steps. */
const stepsOf = (parameter: fc.Arbitrary<Item>): fc.Arbitrary<Step[]> =>
  fc.letrec<{ steps: Step[]; layer: Item }>((tie) => ({
    steps: fc.array(
      fc.oneof(
        { depthSize: 'small' },
        fc.array(parameter, { minLength: 1, maxLength: 6 }),
        fc.tuple(tie('layer'), fc.array(parameter, { maxLength: 3 })).map(([layer, items]) => [layer, ...items]),
        tie('steps').map((steps): Step => [{ kind: 'condition', test: 'w_gt_30', steps }]),
      ),
      { minLength: 1, maxLength: 4 },
    ),
    layer: fc
      .tuple(fc.constantFrom('image', 'text'), input, tie('steps'))
      .map(([type, first, [step = [], ...more]]) => ({
        kind: 'layer' as const,
        type,
        steps: [[first, ...step], ...more],
      })),
  })).steps

const path = fc.constantFrom('photo.jpg', 'clear.png', 'grey.png', 'drawn.svg')

const within = (item: Item): Step[] =>
  item.kind === 'parameter' ? [] : item.kind === 'layer' ? item.steps : [...item.steps, ...(item.otherwise ?? [])]

/** Whether numbers lead to a step, an item in it, a step in that and so on. */
function isPlace(steps: readonly Step[], [index, inStep, ...rest]: readonly number[]): boolean {
  if (index === undefined) return true
  const item = inStep === undefined ? undefined : steps[index]?.[inStep]
  return inStep === undefined ? index in steps : item !== undefined && isPlace(within(item), rest)
}

const answerOf = async (asked: Promise<unknown>) => asked.then(() => undefined).catch((error: unknown) => error)

describe('any steps', () => {
  test('come to a plan or to a failure that names a code', async () => {
    const anything = stepsOf(anyParameter([...options.map(({ code }) => code), 'zz']))
    await fc.assert(
      fc.asyncProperty(anything, path, fc.boolean(), async (steps, name, strict) => {
        const request = { ...open.request(name, '', { strict }), steps }
        const error = await answerOf(open.transforms.open(request))
        if (error === undefined) return
        expect(error, formatTransformation(steps)).toBeInstanceOf(Failure)
        expect(['invalid', 'unsupported', 'notFound']).toContain((error as Failure).code)
        expect((error as Failure).field, String(error)).toBeTruthy()
      }),
      { numRuns: 400 },
    )
  })

  test('are checked: what is amiss has a place in them, and else they come to what is rendered', async () => {
    const anything = stepsOf(anyParameter([...options.map(({ code }) => code), 'zz']))
    await fc.assert(
      fc.asyncProperty(anything, path, async (steps, name) => {
        const request = { ...open.request(name, ''), steps }
        const { result, problems, failure } = await open.transforms.check(request)
        const opened = await open.transforms.open(request).catch((error: unknown) => error)
        const places = [...problems, ...(failure ? [failure] : [])].map(({ at }) => at)
        expect(places.filter((at) => !isPlace(steps, at))).toEqual([])
        if (result) expect(opened).toMatchObject(result)
        else expect(opened).toMatchObject({ message: failure?.message, field: failure?.code })
      }),
      { numRuns: 300 },
    )
  })

  test('are previewed at the size of the result, unless they come to none', async () => {
    await fc.assert(
      fc.asyncProperty(stepsOf(anyParameter(usual)), path, async (steps, name) => {
        const request = { ...open.request(name, ''), steps }
        const prepared = await open.transforms.open(request).catch(() => undefined)
        if (!prepared || prepared.width * prepared.height > 4_000_000) return
        const { bytes, ...size } = await open.transforms.preview(request)
        const seen = await sharp(bytes).metadata()
        expect([seen.width, seen.height], formatTransformation(steps)).toEqual([size.width, size.height])
        const factor = Math.min(1, 1600 / Math.max(prepared.width, prepared.height))
        const wanted = [prepared.width, prepared.height].map((side) => Math.max(1, Math.round(side * factor)))
        expect([size.width, size.height]).toEqual(wanted)
      }),
      { numRuns: 100 },
    )
  }, 60_000)

  test('are rendered at the size that was planned', async () => {
    await fc.assert(
      fc.asyncProperty(stepsOf(anyParameter(usual)), path, async (steps, name) => {
        const request = {
          ...open.request(name, ''),
          steps: [...steps, [{ kind: 'parameter' as const, code: 'f', value: 'png' }]],
        }
        const prepared = await open.transforms.open(request).catch(() => undefined)
        if (!prepared || prepared.isOriginal || prepared.width * prepared.height > 4_000_000) return
        const { width, height } = await sharp(await prepared.bytes()).metadata()
        expect([width, height], formatTransformation(steps)).toEqual([prepared.width, prepared.height])
        expect((await open.transforms.open(request)).key).toBe(prepared.key)
      }),
      { numRuns: 150 },
    )
  }, 60_000)
})
