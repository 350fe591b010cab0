import {
  closeSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { openDatabases } from '../../../electron/engine/index/database.ts'
import { createLibrary } from '../../../electron/engine/library.ts'
import { blobsOnDisk, failureOf, openLibrary, store, temporaryFolder } from '../../helpers/library.ts'

/** The folder of a library that holds some images and was closed. */
async function closedLibrary(): Promise<string> {
  const { library, directory, close } = await openLibrary()
  const all = Array.from({ length: 50 }, (_, i) => store(library, `bytes ${i}`, { url: `https://example.org/${i}` }))
  await Promise.all(all)
  await close()
  return directory
}

function overwrite(path: string, from: number, bytes: Buffer): void {
  const file = openSync(path, 'r+')
  writeSync(file, bytes, 0, bytes.length, from)
  closeSync(file)
}

const damages: [string, (path: string) => void][] = [
  ['whose first bytes are something else', (path) => overwrite(path, 0, Buffer.from('this is not an index'))],
  ['that was cut off', (path) => truncateSync(path, 5000)],
  ['whose list of tables is garbage', (path) => overwrite(path, 100, Buffer.alloc(3996, 0xa5))],
  [
    'of which no page but the first makes sense',
    (path) => overwrite(path, 4096, Buffer.alloc(statSync(path).size - 4096, 0xa5)),
  ],
  ['that is a text', (path) => writeFileSync(path, 'nothing of a library here\n'.repeat(1000))],
]

describe('the index', () => {
  test('writes with synchronous=FULL, in a write-ahead log, with foreign keys', async () => {
    const { writer, close } = openDatabases(join(await temporaryFolder(), 'index.db'))
    const read = (name: string) => writer.pragma(name, { simple: true })
    expect([read('synchronous'), read('journal_mode'), read('foreign_keys')]).toEqual([2, 'wal', 1])
    expect([read('trusted_schema'), read('cell_size_check')]).toEqual([0, 1])
    close()
  })

  test('lets its reading handle write nothing', async () => {
    const { reader, close } = openDatabases(join(await temporaryFolder(), 'index.db'))
    expect(() => reader.prepare('DELETE FROM folders').run()).toThrow(/readonly/)
    close()
  })

  test('of a newer version is refused and left as it is', async () => {
    const directory = await closedLibrary()
    const path = join(directory, 'index.db')
    const database = new SQLite(path)
    database.pragma('user_version = 9999')
    database.close()
    const before = readFileSync(path)
    const failure = await failureOf(createLibrary({ directory }))
    expect(failure.code).toBe('libraryNewer')
    expect(failure.message).toMatch(/newer Magpie.*Update Magpie/)
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  test.each(damages)('%s is refused as damaged', async (_, damage) => {
    const directory = await closedLibrary()
    damage(join(directory, 'index.db'))
    const failure = await failureOf(createLibrary({ directory }))
    expect(failure.code).toBe('libraryDamaged')
    expect(failure.message).toMatch(/Move it aside, start again, and add the folder blobs/)
  })

  test('can be moved aside, as its failure advises: the pictures are still there and can be stored again', async () => {
    const directory = await closedLibrary()
    const before = await blobsOnDisk(directory)
    renameSync(join(directory, 'index.db'), join(directory, 'index.damaged'))
    const { library, client } = await openLibrary({ directory })
    expect(await blobsOnDisk(directory)).toEqual(before)
    expect((await store(library, 'bytes 7')).verdict.kind).toBe('added')
    expect((await client.images.list({})).total).toBe(1)
  })
})
