import SQLite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { makeSearchLibrary } from '../../helpers/file-search-library.ts'
import { failureOf, openLibrary, store, temporaryFolder } from '../../helpers/library.ts'
import { dump } from '../../helpers/library-dump.ts'
import { png } from '../../helpers/pictures.ts'

/** A library with about 700 live files in each of /a, /a/b, /ab and /Z: those of two are many. */
async function openLargeFolders() {
  const directory = await temporaryFolder()
  const { path } = makeSearchLibrary(directory, 4000)
  const database = new SQLite(path)
  database.exec('UPDATE library SET revision = 100000')
  database.close()
  return { ...(await openLibrary({ directory })), directory }
}

test('a folder of many files is copied while the library is read; who stores meanwhile is answered after it', async () => {
  const { client, library } = await openLargeFolders()
  const picture = await png(1)
  const { files } = await client.folders.get({ path: '/a' })
  const order: string[] = []
  const copying = client.folders.copy({ path: '/a', folder: '/Z' }).then(() => order.push('copied'))
  const storing = store(library, picture, { filename: 'new.png' }).then(() => order.push('stored'))
  const before = await client.folders.list({ parent: '/Z' })
  order.push('read')
  await Promise.all([copying, storing])
  expect(before.items).toEqual([])
  expect(order).toEqual(['read', 'copied', 'stored'])
  expect(await client.folders.get({ path: '/Z/a' })).toMatchObject({ files, folders: 1 })
  expect((await client.files.at({ path: '/new.png' })).name).toBe('new.png')
})

test('what was made of many files is one change, taken back and done again as a whole', async () => {
  const { client, directory } = await openLargeFolders()
  const volatile = ['journal', 'library']
  const before = dump(directory, ...volatile)
  await client.folders.copy({ path: '/a', folder: '/Z' })
  await client.folders.move({ path: '/Z/a', folder: '/new' })
  await client.folders.remove({ path: '/a' })
  const after = dump(directory, ...volatile)
  expect((await client.history.list({})).map(({ label }) => label)).toEqual([
    'Removed the folder /a',
    'Moved the folder /Z/a to /new',
    'Copied the folder /a to /Z',
  ])
  for (let times = 0; times < 3; times++) await client.history.undo({})
  expect(dump(directory, ...volatile)).toEqual(before)
  for (let times = 0; times < 3; times++) await client.history.redo({})
  expect(dump(directory, ...volatile)).toEqual(after)
})

test('what many files refuse leaves all as it was, and the next change is made', async () => {
  const { client, library, directory } = await openLargeFolders()
  await client.folders.copy({ path: '/a', folder: '/Z' })
  const before = dump(directory)
  const failure = await failureOf(client.folders.copy({ path: '/a', folder: '/Z', clash: 'refuse' }))
  expect(failure).toMatchObject({ code: 'conflict', field: 'folder' })
  expect(dump(directory)).toEqual(before)
  const { revision } = await client.folders.create({ path: '/next' })
  expect(library.revision).toBe(revision)
})

test('a library that is closed while many files are copied waits for them, and the next opening has them all', async () => {
  const { client, close, directory } = await openLargeFolders()
  const { files } = await client.folders.get({ path: '/a' })
  const copying = client.folders.copy({ path: '/a', folder: '/Z' })
  await close()
  const { revision } = await copying
  const again = await openLibrary({ directory })
  expect(again.library.revision).toBe(revision)
  expect(await again.client.folders.get({ path: '/Z/a' })).toMatchObject({ files })
  expect((await again.client.folders.create({ path: '/next' })).revision).toBeGreaterThan(revision)
})

test('a folder of many files is renamed while the library is read, also onto the name of one that was removed', async () => {
  const { client } = await openLargeFolders()
  await client.folders.remove({ path: '/Z' })
  const { files } = await client.folders.get({ path: '/a' })
  const renaming = client.folders.rename({ path: '/a', name: 'Z' })
  expect(await client.folders.get({ path: '/a' })).toMatchObject({ files })
  await renaming
  expect(await client.folders.get({ path: '/Z' })).toMatchObject({ files })
})
