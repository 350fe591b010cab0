import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatTransformation, type Item, parseTransformation, type Step } from '#shared/imagekit/grammar.ts'
import { options } from '#shared/imagekit/names.ts'
import { readMediaUrl } from '#shared/media-url.ts'
import {
  addItem,
  insertStep,
  itemAt,
  type List,
  listAt,
  move,
  nearestPlace,
  type Place,
  placeIn,
  remove,
  replaceItem,
} from '../../renderer/features/transform/cards/edits.ts'
import { newCondition, newLayer, newParameter } from '../../renderer/features/transform/cards/parameters.ts'
import { withReadable } from '../../renderer/features/transform/cards/values.ts'
import { mediaUrl } from '../../renderer/state/media-urls.ts'

function stepsOf(text: string): Step[] {
  const parsed = parseTransformation(text)
  if (!parsed.ok) throw new Error(`${text}: ${parsed.problem.message}`)
  return parsed.steps
}

const width: Item = { kind: 'parameter', code: 'w', value: '1' }
const nested = stepsOf('w-1,h-2:if-w_gt_3,a-1:b-2,if-else,c-3:l-text,i-x:d-4,l-end,if-end:e-5')

describe('an edit at a place', () => {
  test.each<[string, (steps: Step[]) => Step[], string]>([
    ['replaces an item', (steps) => replaceItem(steps, [0, 1], width), 'w-1,w-1:'],
    ['replaces one in another branch’s layer', (s) => replaceItem(s, [1, 0, 3, 0, 1, 0], width), 'i-x:w-1,l-end'],
    ['adds an item to a step of a branch', (steps) => addItem(steps, [1, 0, 1], width), 'b-2,w-1,if-else'],
    ['inserts a step', (steps) => insertStep(steps, { at: [] }, 1, [width]), 'w-1,h-2:w-1:if'],
    ['inserts at the end of a branch', (s) => insertStep(s, { at: [1, 0] }, 2, [width]), 'b-2:w-1,if-else'],
    ['inserts before the other', (s) => insertStep(s, { at: [1, 0], isOtherwise: true }, 0, [width]), 'if-else,w-1:c'],
    ['removes an item', (steps) => remove(steps, [0, 0]), 'h-2:if'],
    ['removes a step with its last item', (steps) => remove(steps, [1, 0, 2, 0]), 'if-else,l-text'],
    ['removes a step of a layer', (steps) => remove(steps, [1, 0, 3, 0, 0]), 'l-text,d-4,l-end'],
    ['moves a step', (steps) => move(steps, [2], 0), 'e-5:w-1'],
    ['moves a step within its branch', (steps) => move(steps, [1, 0, 3], 0), 'if-else,l-text,i-x:d-4,l-end:c-3,if-end'],
    ['moves an item within its step', (steps) => move(steps, [0, 1], 0), 'h-2,w-1:'],
  ])('%s', (_, edit, part) => {
    expect(formatTransformation(edit(nested))).toContain(part)
  })

  test('leaves all as it is where there is nothing', () => {
    for (const at of [[9], [0, 9], [1, 0, 9], [1, 0, 3, 0, 9, 0]]) expect(remove(nested, at)).toEqual(nested)
    expect(move(nested, [0], 9)).toEqual(nested)
    expect(move(nested, [2], -1)).toEqual(nested)
  })

  test('told of a place that is no more is about the nearest around it', () => {
    expect(nearestPlace(nested, [1, 0, 3, 0, 1, 0])).toEqual([1, 0, 3, 0, 1, 0])
    expect(nearestPlace(nested, [1, 0, 3, 0, 7, 0])).toEqual([1, 0, 3, 0])
    expect(nearestPlace(nested, [0, 5])).toEqual([0])
    expect(nearestPlace(nested, [8, 1])).toEqual([])
  })
})

/** Every list of steps within steps. */
function listsIn(steps: readonly Step[], list: List = { at: [] }): List[] {
  const items = listAt(steps, list).flatMap((step, index) =>
    step.map((item, place) => ({ item, at: [...placeIn(steps, list, index), place] })),
  )
  const inside = items.flatMap(({ item, at }) => {
    if (item.kind === 'parameter') return []
    const otherwise = item.kind === 'condition' && item.otherwise ? [{ at, isOtherwise: true }] : []
    return [{ at }, ...otherwise].flatMap((one) => listsIn(steps, one))
  })
  return [list, ...inside]
}

/** Every place of a step and of an item. */
function placesIn(steps: readonly Step[]): { steps: Place[]; items: Place[] } {
  const all = listsIn(steps).flatMap((list) =>
    listAt(steps, list).map((step, index) => ({ at: placeIn(steps, list, index), length: step.length })),
  )
  const items = all.flatMap(({ at, length }) => Array.from({ length }, (_, place) => [...at, place]))
  return { steps: all.map(({ at }) => at), items }
}

const typed = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.constantFrom('', '300', 'iw_div_2', 'N5', 'a/b', '../x', '50%', '%2F', '#?&+', 'auto', '16:9', "it's", 'tr:w-1'),
)
const newItem = fc.oneof(
  fc.constantFrom(...options).map(newParameter),
  fc.constantFrom('text' as const, 'image' as const, 'color' as const).map((kind) => newLayer(kind, 'a'.repeat(64))),
  fc.constant({ kind: 'parameter' as const, code: 'zz', value: '1' }),
)
const edit = fc.record({
  kind: fc.constantFrom('insert', 'condition', 'add', 'type', 'test', 'remove', 'move', 'else'),
  pick: fc.nat(),
  to: fc.nat(3),
  item: newItem,
  typed,
})

function chosen<T>(from: readonly T[], pick: number): T | undefined {
  return from[pick % Math.max(from.length, 1)]
}

/** One edit as the cards make them, somewhere. */
function apply(steps: Step[], { kind, pick, to, item, typed }: typeof edit extends fc.Arbitrary<infer E> ? E : never) {
  const places = placesIn(steps)
  const list = chosen(listsIn(steps), pick) ?? { at: [] }
  const isShallow = list.at.length < 8
  if (kind === 'insert') return isShallow ? insertStep(steps, list, to, [item]) : steps
  if (kind === 'condition') return isShallow ? insertStep(steps, list, to, [newCondition()]) : steps
  const at = chosen(kind === 'add' ? places.steps : places.items, pick)
  if (!at) return steps
  const found = itemAt(steps, kind === 'add' ? [...at, 0] : at)
  if (kind === 'add') return found?.kind === 'condition' ? steps : addItem(steps, at, item)
  if (kind === 'remove') return remove(steps, at)
  if (kind === 'move') return move(steps, to % 2 ? at : at.slice(0, -1), to)
  if (kind === 'type' && found?.kind === 'parameter') return replaceItem(steps, at, withReadable(found, typed))
  if (kind === 'test' && found?.kind === 'condition')
    return replaceItem(steps, at, { ...found, test: typed || 'w_gt_1' })
  if (kind === 'else' && found?.kind === 'condition') return replaceItem(steps, at, { ...found, otherwise: [] })
  return steps
}

const picture = {
  hash: 'b'.repeat(64),
  files: [{ folder: '/trips & more', name: 'a b,c.jpg', trashedAt: null }],
  sources: [{ url: 'https://example.com/a.jpg?size=9' }],
} as unknown as Parameters<typeof mediaUrl>[0]

const spelling = fc.record({
  dialect: fc.constantFrom('seed' as const, 'classic' as const, 'modern' as const),
  position: fc.constantFrom('path' as const, 'query' as const),
  naming: fc.constantFrom('hash' as const, 'path' as const, 'source' as const),
  isSigned: fc.constant(false),
  expireSeconds: fc.constant(null),
})

const plainBorder = (text: string) => text.replaceAll(/(^|[,:])bo-/g, '$1b-')

describe('whatever is edited', () => {
  test('is written so that it is read as the same steps', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 12 }), (edits) => {
        const steps = edits.reduce(apply, [] as Step[])
        expect(stepsOf(formatTransformation(steps))).toEqual(steps)
      }),
      { numRuns: 400 },
    )
  })

  test('has a URL, in every spelling, that is read as the same steps of the same picture', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 10 }), spelling, (edits, wished) => {
        const steps = edits.reduce(apply, [] as Step[])
        const url = mediaUrl(picture, steps, 'http://127.0.0.1:8010/media', wished)
        expect(URL.canParse(url)).toBe(true)
        const { transformation = '', picture: name } = readMediaUrl(url.slice('http://127.0.0.1:8010/media'.length))
        expect(plainBorder(formatTransformation(stepsOf(transformation)))).toBe(
          plainBorder(formatTransformation(steps)),
        )
        expect([picture.hash, '/trips & more/a b,c.jpg', 'https://example.com/a.jpg?size=9']).toContain(name)
      }),
      { numRuns: 300 },
    )
  })

  test('moved and moved back is as it was', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 12 }), fc.nat(), fc.nat(), (edits, pick, target) => {
        const steps = edits.reduce(apply, [] as Step[])
        const list = chosen(listsIn(steps), pick) ?? { at: [] }
        const count = listAt(steps, list).length
        if (count === 0) return
        const [from, to] = [pick % count, target % count]
        const away = move(steps, placeIn(steps, list, from), to)
        expect(move(away, placeIn(away, list, to), from)).toEqual(steps)
      }),
      { numRuns: 300 },
    )
  })
})
