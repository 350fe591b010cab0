import { expect, test } from 'vitest'
import { createActions } from '../../renderer/state/actions.ts'
import { createDuplicates } from '../../renderer/state/duplicates.ts'
import { createLibrary as createResult } from '../../renderer/state/library.ts'
import { createSelection } from '../../renderer/state/selection.ts'
import type { Stage } from '../../renderer/state/stage.ts'
import { createTriage } from '../../renderer/state/triage.ts'
import { createView } from '../../renderer/state/view.ts'
import { type CopyKind, withCopies } from '../helpers/copies.ts'
import { hashOf, openLibrary, store, until } from '../helpers/library.ts'

const storage = { getItem: () => null, setItem: () => {} }
const schedule = (work: () => void, milliseconds: number) => void setTimeout(work, milliseconds)

/** The window’s state over a real library that holds planted clusters, one of each list of copies. */
async function openWindow(planted: CopyKind[][]) {
  const { library, client } = await openLibrary()
  const hashes: string[][] = []
  for (const [seed, kinds] of planted.entries()) hashes.push(await storeCopies(library, seed + 1, kinds))
  const view = createView(storage)
  const list = client.images.list
  const actions = createActions({
    ...{ client, view, library: createResult({ list, schedule }), selection: createSelection() },
    onReplayed: (row) => triage.getState().takeReplay(row),
  })
  const duplicates = createDuplicates({ client, schedule })
  const triage = createTriage({ client, duplicates, actions, schedule })
  library.listen((event) => {
    duplicates.getState().hear(event)
    triage.getState().hear(event)
  })
  duplicates.getState().show(0, 10)
  await until(() => triage.getState().stage !== null)
  const { getState: state } = triage
  const stage = () => state().stage as Stage
  const toast = () => view.getState().toast
  return { client, hashes, duplicates, state, stage, toast, queue: () => duplicates.getState().queue }
}

async function storeCopies(library: Parameters<typeof store>[0], seed: number, kinds: CopyKind[]) {
  const hashes: string[] = []
  for (const [place, bytes] of (await withCopies(seed, kinds)).entries())
    hashes.push(hashOf(await store(library, bytes, { url: `https://example.org/${seed}-${place}.jpg` })))
  return hashes
}

const pair: CopyKind[] = ['reencoded']

test('accepting keeps the keeper, discards the rest, brings the next cluster, and undo brings all back', async () => {
  const { client, state, stage, queue, toast } = await openWindow([pair, ['reencoded', 'resized'], pair])
  expect(queue()?.total).toBe(3)
  const { keeper, members } = stage()
  await state().accept()
  expect(stage().keeper).not.toBe(keeper)
  expect(toast()?.text).toMatch(/^Kept .* to the trash$/)
  expect((await client.duplicates.list({})).total).toBe(2)
  expect(state().decisions).toHaveLength(1)
  await state().undo()
  expect(stage().keeper).toBe(keeper)
  expect(stage().members).toHaveLength(members.length)
  expect(state().decisions.filter(({ isUndone }) => !isUndone)).toHaveLength(0)
  expect((await client.duplicates.list({})).total).toBe(3)
})

test('pressed twice at once, undo takes one decision back, and the stage is busy until it is', async () => {
  const { client, state, toast } = await openWindow([pair, pair])
  await state().accept()
  await state().accept()
  const undoing = state().undo()
  expect(state().isDeciding).toBe(true)
  await Promise.all([undoing, state().undo()])
  expect(toast()?.tone).toBe('plain')
  expect(state().isDeciding).toBe(false)
  expect((await client.duplicates.list({})).total).toBe(1)
})

test('what stays unmarked is shown again as the rest of its cluster', async () => {
  const { state, stage } = await openWindow([['reencoded', 'resized', 'mirrored']])
  const { keeper } = stage()
  state().focusOn(3)
  state().toggleMark()
  const left = stage().members[3]?.image.hash
  await state().accept()
  expect(stage().keeper).toBe(keeper)
  expect(stage().members.map(({ image }) => image.hash)).toEqual([keeper, left])
  await state().decide('variants')
  expect(state().stage).toBeNull()
})

test('clusters put off are passed over until nothing else is left, then they come again', async () => {
  const { state, stage } = await openWindow([pair, pair, pair])
  const first = stage().keeper
  await state().putOff()
  const second = stage().keeper
  await state().decide('notDuplicates')
  const third = stage().keeper
  expect(new Set([first, second, third]).size).toBe(3)
  await state().decide('variants')
  expect(stage().keeper).toBe(first)
  await state().accept()
  expect(state().stage).toBeNull()
})

test('the keeper is never discarded, and the refusal says what to do instead', async () => {
  const { state, stage, toast } = await openWindow([pair])
  state().focusOn(0)
  state().toggleMark()
  expect(stage().toggled.size).toBe(0)
  expect(toast()).toMatchObject({ tone: 'problem', text: expect.stringContaining('The last copy never goes') })
})

test('a copy made the keeper by hand is the one that stays', async () => {
  const { client, state, stage } = await openWindow([pair])
  const [suggested, other] = stage().members.map(({ image }) => image.hash)
  state().focusOn(1)
  state().makeKeeper()
  expect(stage().focus).toBe(0)
  await state().accept()
  expect((await client.images.get({ hash: other ?? '' })).trashed).toBe(false)
  expect((await client.images.get({ hash: suggested ?? '' })).trashed).toBe(true)
})

test('a protected copy is neither proposed for the trash nor can it be marked', async () => {
  const { client, state, stage, toast } = await openWindow([['reencoded', 'resized']])
  const [, copy] = stage().members
  const { sources } = await client.images.get({ hash: copy?.image.hash ?? '' })
  const { rules } = await client.duplicates.settings({})
  const value = sources[0]?.url ?? ''
  await client.duplicates.configure({ rules, protectedSources: [{ kind: 'urlPrefix', value }] })
  await until(() => stage().keeper === copy?.image.hash)
  state().focusOn(1)
  state().makeKeeper()
  expect(stage().members[stage().focus]).toMatchObject({ isProtected: true })
  state().toggleMark()
  expect(toast()).toMatchObject({ tone: 'problem', text: expect.stringContaining('protected') })
  expect(stage().toggled.size).toBe(0)
})

test('a cluster that another window decided on makes room for the next one by itself', async () => {
  const { client, state, stage, queue } = await openWindow([pair, pair])
  const { keeper, members } = stage()
  await client.duplicates.decide({ hashes: members.map(({ image }) => image.hash), verdict: 'variants' })
  await until(() => stage().keeper !== keeper)
  await until(() => queue()?.total === 1)
  expect(state().decisions).toEqual([])
})

test('a decision on a picture that was trashed meanwhile is refused in words, and what is shown is read again', async () => {
  const { client, state, stage, toast } = await openWindow([['reencoded', 'resized'], pair])
  const { members } = stage()
  const gone = members.at(-1)?.image.hash ?? ''
  const decided = client.images.trash({ hashes: [gone] }).then(() => state().accept())
  await decided
  await until(() => stage().members.every(({ image }) => image.hash !== gone))
  expect(toast()?.text.length).toBeGreaterThan(0)
  expect(state().isDeciding).toBe(false)
})

test('the radius and the filters answer with what lies within them', async () => {
  const { duplicates, queue, state } = await openWindow([pair, ['mirrored']])
  duplicates.getState().setWish({ kinds: ['turned'] })
  await until(() => queue()?.total === 1 && state().stage?.members[1]?.kind === 'turned')
  duplicates.getState().setWish({ kinds: ['variant'] })
  await until(() => queue()?.total === 0 && state().stage === null)
  duplicates.getState().setWish({ kinds: undefined })
  await until(() => queue()?.total === 2 && state().stage !== null)
})

test('the cluster of a picture is shown whatever the queue is filtered by, and a picture in none is told apart', async () => {
  const { hashes, duplicates, state, stage, toast } = await openWindow([pair, ['mirrored']])
  duplicates.getState().setWish({ kinds: ['variant'] })
  await until(() => state().stage === null)
  await state().open(hashes[1]?.[1] ?? '')
  expect(stage().members.map(({ image }) => image.hash)).toContain(hashes[1]?.[0])
  await state().open('0'.repeat(64))
  expect(toast()).toMatchObject({ tone: 'problem' })
})
