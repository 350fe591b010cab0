import { expect, test } from 'vitest'
import type { Client } from '#shared/client.ts'
import { createActions } from '../../renderer/state/actions.ts'
import { createLibrary as createResult } from '../../renderer/state/library.ts'
import { createSelection } from '../../renderer/state/selection.ts'
import { pageSize } from '../../renderer/state/snapshot.ts'
import { createView } from '../../renderer/state/view.ts'
import { type OpenLibrary, openLibrary, until } from '../helpers/library.ts'
import { addBytes, hashesByAge } from '../helpers/library-files.ts'

const storage = { getItem: () => null, setItem: () => {} }
const schedule = (work: () => void, milliseconds: number) => void setTimeout(work, milliseconds)

/** The client, where something is done right after the first of the questions for what is selected. */
function interrupted(client: Client, meanwhile: () => Promise<unknown>): Client {
  const list: Client['images']['list'] = async (wish) => {
    const answer = await client.images.list(wish)
    if (wish.offset === 0) await meanwhile()
    return answer
  }
  return { history: client.history, images: { trash: client.images.trash, list } } as Client
}

/** The window’s state over a real library of so many images, of which it has loaded the first page. */
async function openWindow(images: number, meanwhile: (client: Client, opened: OpenLibrary) => Promise<unknown>) {
  const opened = await openLibrary()
  const { client } = opened
  for (let bytes = 0; bytes < images; bytes++) await addBytes(opened, bytes)
  const library = createResult({ list: client.images.list, schedule })
  const [selection, view] = [createSelection(), createView(storage)]
  const asking = interrupted(client, () => meanwhile(client, opened))
  const actions = createActions({ client: asking, library, selection, view, onReplayed: () => {} })
  opened.library.listen(library.getState().hear)
  library.getState().setFlowing(false)
  library.getState().retry()
  await until(() => library.getState().snapshot !== null)
  const total = async (wanted: 'library' | 'trash') => (await client.images.list({ view: wanted, limit: 0 })).total
  return { opened, client, selection, actions, toast: () => view.getState().toast, total }
}

/** A window where the newest picture is selected, and the oldest, which is not loaded. */
async function openWindowWithSelection(meanwhile: (client: Client, opened: OpenLibrary) => Promise<unknown>) {
  const window = await openWindow(pageSize + 1, meanwhile)
  window.selection.getState().toggle(0)
  window.selection.getState().toggle(pageSize)
  return window
}

test('undo in the message brings back everything that one deletion moved, however large it was', async () => {
  const { opened, client, actions, toast, total } = await openWindow(2, async () => {})
  const [first = '', last = ''] = hashesByAge(opened.directory)
  await actions.trash([...Array<string>(100_000).fill(first), last])
  expect(await total('trash')).toBe(2)
  const moved = toast()
  expect(moved?.text).toBe('Moved 2 pictures to the trash')
  await actions.undo(moved?.journal)
  expect(await total('library')).toBe(2)
  expect((await client.history.list({})).map(({ state }) => state)).toEqual(['undone', 'undone'])
  expect(toast()?.text).toBe('Undone: Moved 1 picture to the trash, and 1 more like it')
})

test('what is selected beyond what is loaded goes to the trash, whatever comes in meanwhile', async () => {
  const { opened, client, actions, total } = await openWindowWithSelection((_, library) => addBytes(library, -1))
  await actions.trashSelected()
  expect(await total('trash')).toBe(2)
  const [oldest = ''] = hashesByAge(opened.directory)
  expect((await client.images.get({ hash: oldest })).files.map(({ trashedAt }) => trashedAt)).not.toContain(null)
})

test('no other pictures are trashed than the selected ones where some above them were removed meanwhile', async () => {
  const { actions, toast, total } = await openWindowWithSelection(async (client, { directory }) => {
    await client.images.trash({ hashes: hashesByAge(directory).slice(1, 2) })
  })
  await actions.trashSelected()
  expect(await total('trash')).toBe(1)
  expect(toast()).toMatchObject({ tone: 'problem', text: expect.stringContaining('select them again') })
})

test('nothing is trashed where as many pictures came back meanwhile as were removed', async () => {
  const { actions, toast, total } = await openWindowWithSelection(async (client, { directory }) => {
    const hashes = hashesByAge(directory).slice(1, 2)
    await client.images.trash({ hashes })
    await client.images.restore({ hashes })
  })
  await actions.trashSelected()
  expect(await total('trash')).toBe(0)
  expect(toast()?.tone).toBe('problem')
})
