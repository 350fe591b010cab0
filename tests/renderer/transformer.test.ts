import { expect, test } from 'vitest'
import { parseTransformation, type Step } from '#shared/imagekit/grammar.ts'
import { createTransformer } from '../../renderer/state/transformer.ts'
import { hashOf, openLibrary, store, until } from '../helpers/library.ts'
import { jpeg } from '../helpers/pictures.ts'

const schedule = (work: () => void, milliseconds: number) => void setTimeout(work, milliseconds)

/** A storage as a browser has it, for one test. */
function memory() {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem(key: string, text: string) {
      kept.set(key, text)
    },
  }
}

/** A transformer over a real library that holds one picture, chosen. */
async function openTransformer(storage = memory()) {
  const { library, client } = await openLibrary()
  const hash = hashOf(await store(library, await jpeg(1), { url: 'https://example.org/1.jpg' }))
  const attempt = (work: () => Promise<void>) => work()
  const create = () => createTransformer({ client, actions: { attempt }, storage, schedule })
  const transformer = create()
  await transformer.getState().choose(hash)
  const state = transformer.getState
  const settled = () => until(() => !state().isChecking && state().check !== null)
  await settled()
  return { transformer, state, settled, create, hash, storage }
}

function stepsOf(text: string): Step[] {
  const parsed = parseTransformation(text)
  if (!parsed.ok) throw new Error(parsed.problem.message)
  return parsed.steps
}

test('steps are written as text, text is read as steps, and the library tells what comes of them', async () => {
  const { state, settled } = await openTransformer()
  state().setSteps(stepsOf('w-30,h-20'))
  expect(state()).toMatchObject({ text: 'w-30,h-20', isChecking: true })
  await settled()
  expect(state().check?.result).toMatchObject({ width: 30, height: 20 })
  state().setText('w-40,h-30:rt-90')
  expect(state().steps).toEqual(stepsOf('w-40,h-30:rt-90'))
  await settled()
  expect(state().check?.result).toMatchObject({ width: 30, height: 40 })
})

test('what is amiss is known by its place, and stays until the next answer is there', async () => {
  const { state, settled } = await openTransformer()
  state().setText('w-30:e-bgremove')
  await settled()
  expect(state().check).toMatchObject({ result: null, problems: [{ at: [1, 0], severity: 'error' }] })
  state().setText('w-31:e-bgremove')
  expect(state()).toMatchObject({ isChecking: true, check: { problems: [{ at: [1, 0] }] } })
})

test('of quick changes only the last one is asked for', async () => {
  const { state, settled, transformer } = await openTransformer()
  const answers: unknown[] = []
  transformer.subscribe(({ check }, before) => check !== before.check && answers.push(check?.result?.width))
  for (const width of [10, 11, 12, 13]) state().setText(`w-${width}`)
  await settled()
  expect(answers).toEqual([13])
})

test('a broken text is kept with the character that breaks it, and the steps stay', async () => {
  const { state } = await openTransformer()
  state().setText('w-30')
  state().setText('w-30,,h-2')
  expect(state()).toMatchObject({ text: 'w-30,,h-2', breakage: { at: 5 }, steps: stepsOf('w-30') })
  state().undo()
  expect(state()).toMatchObject({ text: 'w-30', breakage: null })
})

test('steps that are too long for the library are told as a problem of the whole', async () => {
  const { state, settled } = await openTransformer()
  state().setText(Array(10_000).fill('w-300').join(':'))
  await settled()
  expect(state().check?.problems).toMatchObject([{ at: [], severity: 'error' }])
})

test('undo and redo are inverses, over any number of edits', async () => {
  const { state } = await openTransformer()
  const texts = ['w-1', 'w-1,h-2', 'w-1,h-2:rt-90', 'l-text,i-Hello,l-end']
  for (const text of texts) state().setSteps(stepsOf(text))
  for (const text of ['w-1,h-2:rt-90', 'w-1,h-2', 'w-1', '', '']) {
    state().undo()
    expect(state().text).toBe(text)
  }
  for (const text of [...texts, texts.at(-1)]) {
    state().redo()
    expect(state().text).toBe(text)
    state().undo()
    state().redo()
    expect(state().text).toBe(text)
  }
})

test('typing into one field is undone at once, and another visit of the field by itself', async () => {
  const { state } = await openTransformer()
  for (const text of ['w-1', 'w-12', 'w-120']) state().setText(text, 'width')
  state().endGesture()
  for (const text of ['w-12', 'w-125']) state().setText(text, 'width')
  state().undo()
  expect(state().text).toBe('w-120')
  state().undo()
  expect(state().text).toBe('')
  state().redo()
  state().setText('w-9')
  state().redo()
  expect(state().text).toBe('w-9')
})

test('two hundred edits can be taken back, not more', async () => {
  const { state } = await openTransformer()
  for (let width = 1; width <= 250; width += 1) state().setText(`w-${width}`)
  for (let count = 0; count < 300; count += 1) state().undo()
  expect(state().text).toBe('w-50')
})

test('the transformation and how its URL is written are there again at the next visit', async () => {
  const { state, create } = await openTransformer()
  state().setText('w-300:rt-90')
  state().setSpelling({ dialect: 'modern', position: 'query', expireSeconds: 60 })
  expect(create().getState()).toMatchObject({
    text: 'w-300:rt-90',
    steps: stepsOf('w-300:rt-90'),
    spelling: { dialect: 'modern', position: 'query', naming: 'hash', isSigned: false, expireSeconds: 60 },
  })
})

test.each(['no JSON', '{"text":"w-1,,","spelling":{"dialect":"odd","position":7,"expireSeconds":-1}}', 'null'])(
  'what was remembered and cannot be read is as at the first visit: %s',
  async (kept) => {
    const storage = { getItem: () => kept, setItem: () => {} }
    const { create } = await openTransformer(storage)
    expect(create().getState()).toMatchObject({
      text: '',
      steps: [],
      spelling: { dialect: 'classic', position: 'path', naming: 'hash', expireSeconds: null },
    })
  },
)
