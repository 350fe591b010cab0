import { spawnSync } from 'node:child_process'
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import {
  blobsOnDisk,
  failureOf,
  hashesInIndex,
  openLibrary,
  recordEvents,
  store,
  temporaryFiles,
  temporaryFolder,
  until,
} from '../helpers/library.ts'
import { ended, kindsOf, reasonOf } from '../helpers/library-imports.ts'
import { jpeg, png } from '../helpers/pictures.ts'

/** A folder as people have them. */
async function mixedFolder(): Promise<string> {
  const folder = join(await temporaryFolder(), 'Pictures of mine')
  await mkdir(join(folder, 'nested', 'deep'), { recursive: true })
  await mkdir(join(folder, '.thumbnails'))
  await writeFile(join(folder, 'a.png'), await png(1))
  await writeFile(join(folder, 'copy of a.png'), await png(1))
  await writeFile(join(folder, 'b'), await jpeg(2))
  await writeFile(join(folder, 'nested', 'deep', 'c é.jpg'), await jpeg(3))
  await writeFile(join(folder, '.hidden.png'), await png(4))
  await writeFile(join(folder, '.thumbnails', 'd.png'), await png(5))
  await writeFile(join(folder, 'fake.png'), 'a text that calls itself a picture')
  await writeFile(join(folder, 'empty.png'), '')
  await symlink(join(folder, 'a.png'), join(folder, 'link.png'))
  await symlink(join(folder, 'nested'), join(folder, 'link to a folder'))
  await symlink(join(folder, 'nowhere'), join(folder, 'dangling link'))
  return folder
}

describe('the import of a folder', () => {
  test('stores its pictures by what they are, and tells of everything else', async () => {
    const { client, directory } = await openLibrary()
    const folder = await mixedFolder()
    const progress = await ended(client, client.imports.paths({ paths: [folder] }))
    expect(progress).toMatchObject({ label: 'Pictures of mine', state: 'done', total: 11, done: 11 })
    const kinds = kindsOf(progress)
    expect([kinds['a.png'], kinds['copy of a.png']].sort()).toEqual(['added', 'urlAdded'])
    expect(kinds).toMatchObject({
      b: 'added',
      'c é.jpg': 'added',
      '.hidden.png': 'notImage',
      '.thumbnails': 'notImage',
      'fake.png': 'notImage',
      'empty.png': 'failed',
      'link.png': 'notImage',
      'link to a folder': 'notImage',
      'dangling link': 'notImage',
    })
    expect(progress.counts).toMatchObject({ added: 3, urlAdded: 1, notImage: 6, failed: 1, existing: 0, restored: 0 })
    expect(reasonOf(progress, 'fake.png')).toBe('No decoder knows these bytes.')
    expect(reasonOf(progress, '.hidden.png')).toBe('A hidden file.')
    expect(reasonOf(progress, 'empty.png')).toMatch(/empty/)
    expect(await temporaryFiles(directory)).toEqual([])
    expect(await blobsOnDisk(directory)).toEqual(hashesInIndex(directory))
    const { items } = await client.images.list({ text: encodeURIComponent('c é') })
    expect(items.map(({ name }) => name)).toEqual(['c é.jpg'])
  })

  test('a second time finds everything there already', async () => {
    const { client } = await openLibrary()
    const folder = await mixedFolder()
    await ended(client, client.imports.paths({ paths: [folder] }))
    const again = await ended(client, client.imports.paths({ paths: [folder] }))
    expect(again.counts).toMatchObject({ added: 0, existing: 4, urlAdded: 0, notImage: 6, failed: 1 })
    expect((await client.images.list({})).total).toBe(3)
  })

  test('keeps where each picture came from', async () => {
    const { library, client } = await openLibrary()
    const folder = await mixedFolder()
    await ended(client, client.imports.paths({ paths: [folder] }))
    const url = pathToFileURL(join(folder, 'b')).href
    expect(await library.entries.lookup(url)).toMatchObject({
      url,
      clientName: 'magpie',
      filename: 'b',
      contentType: 'image/jpeg',
    })
  })

  test('tells how far it is, and at its end that it is done', async () => {
    const { library, client } = await openLibrary()
    const events = recordEvents(library)
    const { job } = await client.imports.paths({ paths: [await mixedFolder()] })
    await until(() => events.some((event) => event.type === 'imports.progressed' && event.progress.state === 'done'))
    const all = events.flatMap((event) => (event.type === 'imports.progressed' ? [event.progress] : []))
    expect(all.every(({ id }) => id === job)).toBe(true)
    expect(all.map(({ done }) => done)).toEqual(all.map(({ done }) => done).toSorted((a, b) => a - b))
    expect(all.filter(({ state }) => state === 'done').length).toBe(1)
    expect(all.at(-1)).toMatchObject({ state: 'done', total: 11, done: 11 })
    const { near, ...counts } = all.at(-1)?.counts ?? {}
    expect(Object.values(counts).reduce((a, b) => a + b, 0)).toBe(11)
    expect(near).toBe(0)
  })

  test('of more than a hundred files shows a hundred verdicts and counts them all', async () => {
    const { client } = await openLibrary()
    const folder = await temporaryFolder()
    await Promise.all(Array.from({ length: 130 }, (_, i) => writeFile(join(folder, `${i}.gif`), `GIF89a number ${i}`)))
    const progress = await ended(client, client.imports.paths({ paths: [folder] }))
    expect([progress.verdicts.length, progress.done, progress.counts.added]).toEqual([100, 130, 130])
  })

  test('names near-duplicates of what is there', async () => {
    const { client } = await openLibrary()
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'large.png'), await png(6, 384, 256))
    await ended(client, client.imports.paths({ paths: [folder] }))
    await writeFile(join(folder, 'small.png'), await png(6, 192, 128))
    const progress = await ended(client, client.imports.paths({ paths: [join(folder, 'small.png')] }))
    expect(progress.counts.near).toBe(1)
    const [{ hash = '' } = {}] = (await client.images.list({ text: 'large' })).items
    expect(progress.verdicts[0]?.near).toMatchObject({ hash, orientation: 'upright' })
  })
})

describe('what cannot be read', () => {
  test('is listed with the reason, and the rest is imported', async () => {
    const { client } = await openLibrary()
    const folder = await mixedFolder()
    const pipe = join(folder, 'nested', 'pipe')
    spawnSync('mkfifo', [pipe])
    const paths = [
      join(folder, 'a.png', 'below a file'),
      join(folder, 'not there'),
      join(folder, 'nested'),
      join(folder, 'link.png'),
    ]
    const progress = await ended(client, client.imports.paths({ paths }))
    expect(progress).toMatchObject({ state: 'done', label: 'below a file and 3 more' })
    expect(kindsOf(progress)).toEqual({
      'below a file': 'failed',
      'not there': 'failed',
      'c é.jpg': 'added',
      pipe: 'notImage',
      'link.png': 'added',
    })
    expect(reasonOf(progress, 'below a file')).toMatch(/check the path/)
    expect(reasonOf(progress, 'not there')).toMatch(/not there any more/)
    expect(reasonOf(progress, 'pipe')).toBe('Neither a file nor a folder.')
  })

  test('a folder whose listing the system refuses is listed with the reason, and its neighbours are imported', async () => {
    const { client } = await openLibrary()
    const folder = await mixedFolder()
    // Names longer than the system takes fail for everyone, also for root, who may read all else.
    const progress = await ended(
      client,
      client.imports.paths({ paths: [join(folder, 'x'.repeat(300)), join(folder, 'b')] }),
    )
    expect(progress.counts).toMatchObject({ failed: 1, added: 1 })
    expect(reasonOf(progress, 'x'.repeat(300))).not.toBe('')
  })
})

describe('what an import left out', () => {
  test('is stored on request, whatever it is, and only once', async () => {
    const { client } = await openLibrary()
    const folder = await mixedFolder()
    const first = await ended(client, client.imports.paths({ paths: [folder] }))
    const stored = await ended(client, client.imports.storeSkipped({ job: first.id }))
    expect(kindsOf(stored)).toMatchObject({
      '.hidden.png': 'added',
      'd.png': 'added',
      'fake.png': 'added',
      'link.png': 'urlAdded',
    })
    const { items } = await client.images.list({ text: 'fake.png' })
    expect(items).toMatchObject([{ contentType: 'application/octet-stream', hasThumbnail: false }])
    expect((await ended(client, client.imports.storeSkipped({ job: first.id }))).total).toBe(0)
  })

  test('because it had been deleted is listed as such, and restored on request', async () => {
    const { client } = await openLibrary()
    const folder = await mixedFolder()
    await ended(client, client.imports.paths({ paths: [folder] }))
    const hashes = (await client.images.list({})).items.map(({ hash }) => hash)
    await client.images.trash({ hashes })
    const again = await ended(client, client.imports.paths({ paths: [folder] }))
    expect(again.counts).toMatchObject({ added: 0, existing: 0, deletedBefore: 4 })
    expect((await client.images.list({})).total).toBe(0)
    expect(await client.imports.restoreDeleted({ job: again.id })).toMatchObject({ changed: 3 })
    expect((await client.images.list({})).total).toBe(3)
    await client.history.undo({})
    expect((await client.images.list({})).total).toBe(0)
  })

  test('is not offered again once it was seen to, by whoever asks or listens', async () => {
    const { library, client } = await openLibrary()
    const folder = await mixedFolder()
    await ended(client, client.imports.paths({ paths: [folder] }))
    await client.images.trash({ hashes: (await client.images.list({})).items.map(({ hash }) => hash) })
    const { id } = await ended(client, client.imports.paths({ paths: [folder] }))
    const events = recordEvents(library)
    await ended(client, client.imports.storeSkipped({ job: id }))
    await client.imports.restoreDeleted({ job: id })
    const told = events.flatMap((event) => (event.type === 'imports.progressed' ? [event.progress] : []))
    const listed = (await client.imports.list({})).find((progress) => progress.id === id)
    for (const progress of [told.findLast((one) => one.id === id), listed])
      expect(progress).toMatchObject({
        ...{ state: 'done', done: 11, counts: { notImage: 0, deletedBefore: 0, failed: 1 } },
        verdicts: [{ name: 'empty.png' }],
      })
  })

  test('is not known of an import that never was', async () => {
    const { client } = await openLibrary()
    const [job, is] = ['never', { code: 'notFound', field: 'job' }]
    expect(await failureOf(client.imports.storeSkipped({ job }))).toMatchObject(is)
    expect(await failureOf(client.imports.restoreDeleted({ job }))).toMatchObject(is)
    expect(await failureOf(client.imports.cancel({ job }))).toMatchObject(is)
  })
})

describe('an import that is cancelled', () => {
  test('stops, keeps what it has stored, and can be done again to the end', async () => {
    const log: string[] = []
    const { library, client, directory } = await openLibrary({ log: (message) => log.push(message) })
    const folder = await temporaryFolder()
    const bytes = await readFile(join(await mixedFolder(), 'b'))
    const files = Array.from({ length: 400 }, (_, i) =>
      writeFile(join(folder, `${i}.jpg`), Buffer.concat([bytes, Buffer.from(`${i}`)])),
    )
    await Promise.all(files)
    const events = recordEvents(library)
    const { job } = await client.imports.paths({ paths: [folder] })
    await until(() => events.some(({ type }) => type === 'images.added'))
    expect(await client.imports.cancel({ job })).toEqual({ cancelled: true })
    const progress = await ended(client, Promise.resolve({ job }))
    expect(progress.state).toBe('cancelled')
    expect(progress.done).toBeLessThan(400)
    expect(progress.counts.failed).toBe(0)
    expect(log).toEqual([])
    expect((await client.images.list({})).total).toBe(progress.counts.added)
    expect(await temporaryFiles(directory)).toEqual([])
    expect(await client.imports.cancel({ job })).toEqual({ cancelled: false })
    const whole = await ended(client, client.imports.paths({ paths: [folder] }))
    expect(whole.counts.added + whole.counts.existing).toBe(400)
  })

  test('by closing the library leaves a whole library', async () => {
    const { client, directory, close } = await openLibrary()
    await client.imports.paths({ paths: [await mixedFolder()] })
    await close()
    expect(await temporaryFiles(directory)).toEqual([])
    expect(await blobsOnDisk(directory)).toEqual(hashesInIndex(directory))
  })
})

describe('the imports of a session', () => {
  test('are listed newest first, and run beside what is stored otherwise', async () => {
    const { library, client } = await openLibrary()
    const folder = await mixedFolder()
    const first = client.imports.paths({ paths: [join(folder, 'nested')] })
    const second = client.imports.paths({ paths: [join(folder, 'b')] })
    const stored = await store(library, await png(9), { url: 'https://example.org/9' })
    await Promise.all([ended(client, first), ended(client, second)])
    expect(stored.verdict.kind).toBe('added')
    expect((await client.imports.list({})).map(({ label }) => label)).toEqual(['b', 'nested'])
    expect((await client.images.list({})).total).toBe(3)
  })
})
