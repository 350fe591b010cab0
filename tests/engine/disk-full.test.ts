import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createLibrary } from '../../electron/engine/library.ts'
import {
  blobPath,
  blobsOnDisk,
  failureOf,
  hashesInIndex,
  hashOf,
  type OpenLibrary,
  openLibrary,
  startLibrary,
  store,
  temporaryFiles,
  temporaryFolder,
} from '../helpers/library.ts'
import { exported } from '../helpers/library-exports.ts'

/** Mounts a small file system in memory; undefined where this user may not. */
async function mountSmallDisk(megabytes: number): Promise<string | undefined> {
  const path = await temporaryFolder()
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'magpie-test', path])
  if (status !== 0) return undefined
  onTestFinished(() => void spawnSync('umount', ['-l', path]))
  return path
}

/** Stores until the disk takes no more; answers with what was acknowledged. */
async function fill({ library }: OpenLibrary, size: number): Promise<string[]> {
  const stored: string[] = []
  for (let i = 0; ; i++) {
    const one = await store(library, randomBytes(size), { url: `https://example.org/${size}/${i}` }).catch(
      (error) => error,
    )
    if (one instanceof Error) {
      expect(one).toMatchObject({ name: 'Failure', code: 'diskFull' })
      expect(one.message).toMatch(/free some space and try again/)
      return stored
    }
    stored.push(hashOf(one))
  }
}

/** On a disk that is full: all is there, the trash works, and storing works once there is room. */
async function liveThrough(opened: OpenLibrary, stored: string[], makeRoom: () => Promise<void>): Promise<void> {
  const { library, client, directory } = opened
  expect(await temporaryFiles(directory)).toEqual([])
  expect(hashesInIndex(directory)).toEqual([...stored].sort())
  const [first = '', second = ''] = stored
  expect(await client.images.trash({ hashes: [first, second] })).toMatchObject({ changed: 2 })
  expect(await library.entries.meta(first)).toBeUndefined()
  await client.history.undo({})
  expect(await library.entries.meta(first)).toMatchObject({ contentHash: first })
  await makeRoom()
  expect((await store(library, randomBytes(100_000))).verdict.kind).toBe('added')
}

test('a full disk is a failure: nothing is lost, the trash works, and storing goes on when there is room', async () => {
  const disk = await mountSmallDisk(6)
  if (!disk) return console.warn('Only root can mount a small disk: the limit on the size of files is tested alone.')
  const ballast = join(disk, 'ballast')
  await writeFile(ballast, randomBytes(1_000_000))
  const opened = await startLibrary({ directory: join(disk, 'library') })
  const large = await fill(opened, 90_000)
  const small = await fill(opened, 500)
  expect([large.length > 10, small.length >= 0]).toEqual([true, true])
  await liveThrough(opened, [...large, ...small], () => rm(ballast))
  await opened.close()
  const again = await startLibrary({ directory: opened.directory })
  expect((await again.client.images.list({})).total).toBe(large.length + small.length + 1)
  await again.close()
})

test('a library on a full disk is opened or refused as such, and opens when there is room', async () => {
  const disk = await mountSmallDisk(4)
  if (!disk) return console.warn('Only root can mount a small disk: opening on a full one is not tested.')
  const directory = join(disk, 'library')
  const opened = await startLibrary({ directory })
  const hash = hashOf(await store(opened.library, 'kept'))
  await opened.close()
  spawnSync('dd', ['if=/dev/zero', `of=${join(disk, 'ballast')}`, 'bs=64k'])
  const tried = await startLibrary({ directory }).catch((error) => error)
  if (tried instanceof Error) expect(tried).toMatchObject({ name: 'Failure', code: 'diskFull' })
  else await tried.close()
  await rm(join(disk, 'ballast'))
  const again = await startLibrary({ directory })
  expect((await again.client.images.get({ hash })).hash).toBe(hash)
  await again.close()
})

test('an export ends when its disk is full, tells so, and leaves whole files only', async () => {
  const disk = await mountSmallDisk(2)
  if (!disk) return console.warn('Only root can mount a small disk: an export to a full one is not tested.')
  const { library, client } = await openLibrary()
  const hashes: string[] = []
  for (let i = 0; i < 9; i++)
    hashes.push(hashOf(await store(library, randomBytes(500_000), { url: `https://example.org/${i}` })))
  const progress = await exported(client, client.exports.start({ hashes, transformation: '', folder: disk }))
  expect(progress.state).toBe('failed')
  expect(progress.failures[0]?.message).toMatch(/disk is full.*choose a folder/)
  const names = await readdir(disk)
  expect(names).toHaveLength(progress.done - progress.failed)
  for (const name of names) expect((await stat(join(disk, name))).size).toBe(500_000)
  expect(progress.byteSize).toBe(names.length * 500_000)
})

test('a new library on a full disk is refused as such', async () => {
  const disk = await mountSmallDisk(1)
  if (!disk) return console.warn('Only root can mount a small disk: a new library on a full one is not tested.')
  spawnSync('dd', ['if=/dev/zero', `of=${join(disk, 'ballast')}`, 'bs=4k'])
  expect((await failureOf(createLibrary({ directory: disk }))).code).toBe('diskFull')
})

/** Stores one small and one large file in a process that may write no file above `kilobytes`. */
function storeUnderLimit(directory: string, kilobytes: number): string {
  const script = `
    import { createLibrary } from '${new URL('../../electron/engine/library.ts', import.meta.url)}'
    const library = await createLibrary({ directory: process.argv[1] })
    const store = (size, fill) => library.store((async function* () { yield Buffer.alloc(size, fill) })(), { url: 'https://example.org/' + size, clientName: 'limited' })
    console.log((await store(1000, 1)).verdict.kind)
    console.log(await store(${kilobytes} * 2048, 2).then(() => 'stored', (error) => error.code))
    console.log((await store(1000, 3)).verdict.kind)
    await library.close()`
  const command = `ulimit -f ${kilobytes}; exec "$0" --input-type=module -e "$1" "$2"`
  const { stdout } = spawnSync('bash', ['-c', command, process.execPath, script, directory], { encoding: 'utf8' })
  return stdout
}

test('a file that the system refuses to write is a failure, and the next one is stored', async () => {
  const directory = await temporaryFolder()
  expect(storeUnderLimit(directory, 4096)).toBe('added\ndiskFull\nadded\n')
  const { client } = await openLibrary({ directory })
  expect((await client.images.list({})).total).toBe(2)
  expect(await blobsOnDisk(directory)).toEqual(hashesInIndex(directory))
  expect(await temporaryFiles(directory)).toEqual([])
  const [hash = ''] = hashesInIndex(directory)
  expect(blobPath(directory, hash)).toContain(hash)
})
