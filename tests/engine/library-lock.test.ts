import { spawnSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createLibrary } from '../../electron/engine/library.ts'
import { failureOf, openLibrary, startLibrary, store, temporaryFolder } from '../helpers/library.ts'
import { startLibraryProcess } from '../helpers/library-process.ts'

test('a library that another process has open is refused, and can be opened as soon as that one is killed', async () => {
  const directory = await temporaryFolder()
  const other = startLibraryProcess('hold', directory)
  await other.wrote(1)
  const failure = await failureOf(createLibrary({ directory }))
  expect(failure.code).toBe('libraryInUse')
  expect(failure.message).toMatch(/Close that one, or choose another folder/)
  await other.kill()
  const { library } = await openLibrary({ directory })
  expect((await store(library, 'mine now')).verdict.kind).toBe('added')
})

test('the refused process touches nothing of what the other is writing', async () => {
  const { directory, library } = await openLibrary()
  const aside = join(directory, 'tmp', 'being written')
  await writeFile(aside, 'half')
  const other = startLibraryProcess('hold', directory)
  await other.wrote(1)
  expect(other.lines).toEqual(['failed libraryInUse'])
  await expect(writeFile(aside, 'whole', { flag: 'r+' })).resolves.toBeUndefined()
  expect((await store(library, 'still mine')).verdict.kind).toBe('added')
})

test('of six processes that open a library at once, one gets it', async () => {
  const directory = await temporaryFolder()
  const all = Array.from({ length: 6 }, () => startLibraryProcess('hold', directory))
  await Promise.all(all.map((one) => one.wrote(1)))
  const lines = all.map((one) => one.lines[0])
  await Promise.all(all.map((one) => one.kill()))
  expect(lines.filter((line) => line === 'open').length).toBe(1)
  expect(lines.filter((line) => line === 'failed libraryInUse').length).toBe(5)
})

test('a library is refused a second time by the process that has it open', async () => {
  const { directory } = await openLibrary()
  expect((await failureOf(createLibrary({ directory }))).code).toBe('libraryInUse')
})

test('a library that was closed can be opened again at once', async () => {
  const first = await openLibrary()
  await store(first.library, 'kept')
  await first.close()
  const second = await startLibrary({ directory: first.directory })
  expect((await second.client.images.list({})).total).toBe(1)
  await second.close()
})

test('a folder that cannot be made is a failure that says why', async () => {
  const file = join(await temporaryFolder(), 'file')
  await writeFile(file, '')
  for (const directory of [file, join(file, 'below')]) {
    expect((await failureOf(createLibrary({ directory }))).code).toBe('unreadable')
  }
})

test('what lies where a part of the library belongs is a failure that names it, and leaves nothing locked', async () => {
  const directory = await temporaryFolder()
  await mkdir(join(directory, 'index.db'))
  expect((await failureOf(createLibrary({ directory }))).code).toBe('unreadable')
  spawnSync('rmdir', [join(directory, 'index.db')])
  const { library } = await openLibrary({ directory })
  expect(library.revision).toBe(0)
})

test('a lock file that is no database is not taken for a library in use', async () => {
  const directory = await temporaryFolder()
  await writeFile(join(directory, 'lock.db'), 'something else that lies here, long enough to be looked at'.repeat(40))
  expect((await failureOf(createLibrary({ directory }))).code).toBe('unreadable')
})
