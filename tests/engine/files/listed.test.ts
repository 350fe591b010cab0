import { expect, test } from 'vitest'
import { imagesThere } from '../../../electron/engine/index/listing.ts'
import { addFile, openLibraryOf } from '../../helpers/files.ts'
import { openLibrary, queryIndex } from '../../helpers/library.ts'

/** Pictures a to f: a and b in `/x`, c in `/x/y`, d in `/x y` beside it, e in `/`, f in `/x` and `/`. */
async function openFolders() {
  const opened = await openLibraryOf('a', 'b', 'c', 'd', 'e', 'f')
  const { client, file, library } = opened
  const put = async (name: string, folder: string) =>
    client.files.move({ files: [(await file(`/${name}`)).id], folder })
  for (const name of ['a', 'b']) await put(name, '/x')
  await put('c', '/x/y')
  await put('d', '/x y')
  await client.files.copy({ files: [(await file('/f')).id], folder: '/x' })
  await library.loaded
  const list = async (wish: Parameters<typeof client.images.list>[0]) => {
    const { items, total, ceiling } = await client.images.list(wish)
    return { names: items.map(({ name }) => name).join(''), total, ceiling }
  }
  return { ...opened, list }
}

test('a folder shows the pictures in it and below it, newest first, each once', async () => {
  const { client, file, list } = await openFolders()
  await client.files.copy({ files: [(await file('/x/a')).id], folder: '/x/y' })
  expect(await list({ folder: '/x' })).toMatchObject({ names: 'fcba', total: 4 })
  expect(await list({ folder: '/x/y' })).toMatchObject({ names: 'ca', total: 2 })
  expect(await list({ folder: '/x y' })).toMatchObject({ names: 'd', total: 1 })
  expect(await list({ folder: '/' })).toMatchObject({ names: 'fedcba', total: 6 })
  expect(await list({ folder: '/nowhere' })).toMatchObject({ names: '', total: 0 })
})

test('pages of a folder stay where they were while pictures come', async () => {
  const opened = await openFolders()
  const { client, file, list } = opened
  const first = await list({ folder: '/x', limit: 2 })
  expect(first).toMatchObject({ names: 'fc', total: 4 })
  await addFile(opened, 'g')
  await client.files.move({ files: [(await file('/g')).id], folder: '/x/y' })
  const { ceiling } = first
  expect(await list({ folder: '/x', limit: 2, offset: 2, ceiling })).toMatchObject({ names: 'ba', total: 4 })
  expect(await list({ folder: '/x', limit: 2, offset: 4, ceiling })).toMatchObject({ names: '', total: 4 })
  expect(await list({ folder: '/x', limit: 2 })).toMatchObject({ names: 'gf', total: 5 })
  expect(await list({ folder: '/x', ceiling: 0 })).toMatchObject({ names: '', total: 0, ceiling: 0 })
})

test('a text and a folder both hold', async () => {
  const { list } = await openFolders()
  expect(await list({ folder: '/x', text: 'example.org/B' })).toMatchObject({ names: 'b', total: 1 })
  expect(await list({ folder: '/x', text: 'example.org/e' })).toMatchObject({ names: '', total: 0 })
  expect(await list({ folder: '/x', text: '%' })).toMatchObject({ total: 0 })
  expect((await list({ folder: '/x', text: 'example.org' })).total).toBe(4)
})

test('a text and a folder both hold from the first moment, while the library is being loaded', async () => {
  const { directory, close } = await openFolders()
  await close()
  const { client } = await openLibrary({ directory })
  const { items, total } = await client.images.list({ folder: '/x', text: 'example.org/B' })
  expect([total, items.map(({ name }) => name)]).toEqual([1, ['b']])
})

test('a picture answers in its folder for the copy that was discarded for it', async () => {
  const { client, list } = await openFolders()
  const { items } = await client.images.list({ folder: '/x' })
  const [keep, discard] = ['b', 'a'].map((name) => items.find((item) => item.name === name)?.hash ?? '')
  await client.duplicates.keep({ keeper: keep ?? '', discard: [discard ?? ''] })
  expect(await list({ folder: '/x', text: 'example.org/a' })).toMatchObject({ names: 'b', total: 1 })
})

test('the trash of a folder holds the pictures that were thrown away there, until they come back', async () => {
  const { client, file, list } = await openFolders()
  await client.files.trash({ files: [(await file('/x/a')).id, (await file('/x/f')).id, (await file('/e')).id] })
  expect(await list({ folder: '/x' })).toMatchObject({ names: 'cb', total: 2 })
  expect(await list({ folder: '/x', view: 'trash' })).toMatchObject({ names: 'a', total: 1 })
  expect(await list({ folder: '/x', view: 'trash', text: 'org/a' })).toMatchObject({ names: 'a', total: 1 })
  await client.folders.remove({ path: '/x' })
  expect(await list({ folder: '/x' })).toMatchObject({ total: 0 })
  expect(await list({ folder: '/x', view: 'trash' })).toMatchObject({ names: 'cba', total: 3 })
  await client.history.undo({})
  expect(await list({ folder: '/x' })).toMatchObject({ names: 'cb', total: 2 })
})

test('the pictures of a folder are found by an index that has their ids, without a look at their files', async () => {
  const { directory } = await openLibrary()
  const text = imagesThere.library.replaceAll(':folder', `'/a'`)
  const plan = queryIndex<{ detail: string }>(directory, `EXPLAIN QUERY PLAN ${text}`).map(({ detail }) => detail)
  expect(plan).toContain('SEARCH files USING INDEX files_in_folder (folder_id=?)')
  expect(plan.filter((step) => /SCAN|TEMP B-TREE/.test(step))).toEqual([])
  const columns = queryIndex<{ name: string }>(directory, `PRAGMA index_info('files_in_folder')`)
  expect(columns.map(({ name }) => name)).toEqual(['folder_id', 'image_id'])
})
