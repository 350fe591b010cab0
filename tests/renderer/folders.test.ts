import { expect, test } from 'vitest'
import type { Folder } from '#shared/files.ts'
import { isWithin, parentFolder, pathAfterMove } from '#shared/folder-paths.ts'
import { type FolderRow, rowsOf, stepBy } from '../../renderer/state/folder-rows.ts'
import { createFolders } from '../../renderer/state/folders.ts'
import { createLibrary } from '../../renderer/state/library.ts'
import { openLibraryOf } from '../helpers/files.ts'
import { until } from '../helpers/library.ts'

/** The window’s folders over a real library, which they hear of what happens. */
async function openFolders(...names: string[]) {
  const opened = await openLibraryOf(...names)
  const { client, library: engine } = opened
  const schedule = (work: () => void) => void setTimeout(work, 5)
  const library = createLibrary({ list: client.images.list, schedule })
  const folders = createFolders({ client, library, schedule })
  engine.listen((event) => folders.getState().hear(event))
  const shown = () => rowsOf(folders.getState().levels, folders.getState().open).map(wordsOf)
  return { client, library, folders, shown }
}

const wordsOf = ({ folder, level, isOpen }: FolderRow) => `${'-'.repeat(level)}${folder.path}${isOpen ? ' open' : ''}`

test('folders are read level by level, as they are opened', async () => {
  const { client, folders, shown } = await openFolders()
  for (const path of ['/a/inner/deep', '/b']) await client.folders.create({ path })
  await until(() => shown().length === 2)
  expect(shown()).toEqual(['-/a', '-/b'])
  folders.getState().expand('/a/inner')
  await until(() => shown().length === 4)
  expect(shown()).toEqual(['-/a open', '--/a/inner open', '---/a/inner/deep', '-/b'])
  folders.getState().collapse('/a')
  expect(shown()).toEqual(['-/a', '-/b'])
})

test('counts of pictures follow what is moved, trashed and undone', async () => {
  const { client, folders } = await openFolders('a.png', 'b.png')
  const count = () => folders.getState().levels.get('/')?.[0]?.files
  const { id } = await client.files.at({ path: '/a.png' })
  await client.files.move({ files: [id], folder: '/kept' })
  await until(() => count() === 1)
  await client.files.trash({ files: [id] })
  await until(() => count() === 0)
  await client.history.undo({})
  await until(() => count() === 1)
  expect(count()).toBe(1)
})

test('a folder that is shown and moved by the window stays shown, open folders in it stay open', async () => {
  const { client, library, folders, shown } = await openFolders()
  await client.folders.create({ path: '/a/inner/deep' })
  library.getState().setQuery({ text: 'cat', view: 'library', folder: '/a/inner' })
  folders.getState().expand('/a/inner')
  await folders.getState().during(async () => {
    await client.folders.rename({ path: '/a', name: 'z' })
    folders.getState().follow('/a', '/z')
  })
  expect(shown()).toEqual(['-/z open', '--/z/inner open', '---/z/inner/deep'])
  expect(library.getState().query).toEqual({ text: 'cat', view: 'library', folder: '/z/inner' })
})

test('a folder that is shown and goes away by another’s doing gives way to the whole library, with the same search', async () => {
  const { client, library } = await openFolders()
  await client.folders.create({ path: '/a' })
  library.getState().setQuery({ text: 'cat', view: 'library', folder: '/a' })
  await client.folders.remove({ path: '/a' })
  await until(() => library.getState().query.folder === undefined)
  expect(library.getState().query).toEqual({ text: 'cat', view: 'library' })
})

const folder = (path: string, folders = 0): Folder => ({
  ...{ id: '', path, name: path.slice(path.lastIndexOf('/') + 1), files: 0, folders, createdAt: '', updatedAt: '' },
})

const rows = rowsOf(
  new Map([
    ['/', [folder('/alpha', 2), folder('/beta', 1), folder('/gamma')]],
    ['/alpha', [folder('/alpha/one'), folder('/alpha/two')]],
  ]),
  new Set(['/alpha']),
)

test('arrows go down and up, into open folders and out of them, and stop at the ends', () => {
  expect(stepBy('ArrowDown', rows, '/alpha')).toEqual({ focus: '/alpha/one' })
  expect(stepBy('ArrowUp', rows, '/beta')).toEqual({ focus: '/alpha/two' })
  expect(stepBy('ArrowUp', rows, '/alpha')).toBeUndefined()
  expect(stepBy('ArrowDown', rows, '/gamma')).toBeUndefined()
  expect(stepBy('ArrowRight', rows, '/alpha')).toEqual({ focus: '/alpha/one' })
  expect(stepBy('ArrowRight', rows, '/beta')).toEqual({ open: '/beta' })
  expect(stepBy('ArrowRight', rows, '/gamma')).toBeUndefined()
  expect(stepBy('ArrowLeft', rows, '/alpha/two')).toEqual({ focus: '/alpha' })
  expect(stepBy('ArrowLeft', rows, '/alpha')).toEqual({ close: '/alpha' })
  expect(stepBy('ArrowLeft', rows, '/gamma')).toBeUndefined()
})

test('Home, End and letters go far, letters by turns and in any case', () => {
  expect(stepBy('Home', rows, '/gamma')).toEqual({ focus: '/alpha' })
  expect(stepBy('End', rows, '/alpha')).toEqual({ focus: '/gamma' })
  expect(stepBy('T', rows, '/gamma')).toEqual({ focus: '/alpha/two' })
  expect(stepBy('a', rows, '/alpha')).toEqual({ focus: '/alpha' })
  expect(stepBy('x', rows, '/alpha')).toBeUndefined()
})

test('paths are those of a folder or below it, never of one whose name begins alike', () => {
  expect(['/a', '/a/b', '/ab', '/'].map((path) => isWithin(path, '/a'))).toEqual([true, true, false, false])
  expect(isWithin('/a', '/')).toBe(true)
  expect(['/a', '/a/b/c', '/ab'].map((path) => pathAfterMove(path, '/a', '/x/y'))).toEqual(['/x/y', '/x/y/b/c', '/ab'])
  expect(['/a/b', '/a', '/'].map(parentFolder)).toEqual(['/a', '/', '/'])
})
