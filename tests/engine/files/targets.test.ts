import { describe, expect, test } from 'vitest'
import type { FileTarget } from '../../../electron/engine/entry.ts'
import { makePicture } from '../../helpers/api-doors.ts'
import { addFile, openLibraryOf } from '../../helpers/files.ts'
import { failureOf, hashOf, openLibrary, recordEvents, store } from '../../helpers/library.ts'
import { dump } from '../../helpers/library-dump.ts'

const at = (folder: string, name: string, more: Partial<FileTarget> = {}): { target: FileTarget } => ({
  target: { folder, name, unique: false, overwrite: true, attributes: {}, clears: [], ...more },
})

async function openAt() {
  const opened = await openLibrary()
  const put = (bytes: string, { target }: ReturnType<typeof at>) => store(opened.library, bytes, {}, { target })
  return { ...opened, put, file: (path: string) => opened.client.files.at({ path }) }
}

describe('bytes stored at a place', () => {
  test('are a file there at once, with what is told of it, and of no other place', async () => {
    const { client, put } = await openAt()
    await client.customFields.create({ name: 'price', label: 'Price', schema: { type: 'Number' } })
    const attributes = { tags: ['red'], description: 'A cat', isPrivate: true, customMetadata: { price: 5 } }
    const stored = await put('cat', at('/pets/cats', 'a.jpg', { attributes }))
    expect(stored.verdict.kind).toBe('added')
    const file = await client.files.get({ id: stored.file ?? '' })
    expect(file).toMatchObject({ ...attributes, name: 'a.jpg', folder: '/pets/cats', hash: hashOf(stored) })
    expect((await client.images.get({ hash: file.hash })).files.length).toBe(1)
    expect(await client.history.list({})).toMatchObject([{ label: 'Made the custom field “Price”' }])
  })

  test('are two files where they are stored at two places', async () => {
    const { client, put } = await openAt()
    const [first, second] = [await put('cat', at('/', 'a')), await put('cat', at('/x', 'b'))]
    expect([second.verdict.kind, hashOf(second)]).toEqual(['existing', hashOf(first)])
    const { files } = await client.images.get({ hash: hashOf(first) })
    expect(files.map(({ folder, name }) => [folder, name])).toEqual([
      ['/', 'a'],
      ['/x', 'b'],
    ])
  })

  test('get a name of their own where that is wanted', async () => {
    const { client, put } = await openAt()
    const all = await Promise.all(Array.from({ length: 20 }, () => put('cat', at('/', 'a.jpg', { unique: true }))))
    const names = await Promise.all(all.map(async ({ file }) => (await client.files.get({ id: file ?? '' })).name))
    expect(new Set(names).size).toBe(20)
    for (const name of names) expect(name).toMatch(/^a_[A-Za-z0-9_-]{9}\.jpg$/)
  })

  test('are a new version of the file that is there, which is undone and done again', async () => {
    const { client, library, directory, put, file } = await openAt()
    const first = await put('old', at('/', 'a', { attributes: { tags: ['kept'] } }))
    const was = dump(directory)
    const events = recordEvents(library)
    const second = await put('new', at('/', 'a'))
    expect(second.file).toBe(first.file)
    expect(await file('/a')).toMatchObject({ hash: hashOf(second), version: { number: 2 }, tags: ['kept'] })
    expect((await client.images.list({ view: 'trash' })).items.map(({ hash }) => hash)).toEqual([hashOf(first)])
    const types = ['images.added', 'folders.changed', 'images.trashed', 'images.changed', 'history.changed']
    expect(events.map(({ type }) => type)).toEqual(types)
    await client.history.undo({ id: 1 })
    expect((await file('/a')).hash).toBe(hashOf(first))
    expect((await client.images.list({ view: 'trash' })).items.map(({ hash }) => hash)).toEqual([hashOf(second)])
    expect(dump(directory, 'images', 'sources', 'files')).toEqual(
      Object.fromEntries(Object.entries(was).filter(([table]) => !['images', 'sources', 'files'].includes(table))),
    )
    await client.history.redo({ id: 1 })
    expect(await file('/a')).toMatchObject({ hash: hashOf(second), version: { number: 2 } })
    expect((await client.images.get({ hash: hashOf(second) })).files.length).toBe(1)
  })

  test('take off tags and custom metadata of the file that is there, where that is wanted', async () => {
    const { client, put, file } = await openAt()
    await client.customFields.create({ name: 'price', label: 'Price', schema: { type: 'Number' } })
    await put('old', at('/', 'a', { attributes: { tags: ['red'], customMetadata: { price: 5 } } }))
    await put('new', at('/', 'a', { clears: ['tags', 'customMetadata'], attributes: { tags: ['blue'] } }))
    expect(await file('/a')).toMatchObject({ tags: ['blue'], customMetadata: {} })
  })

  test('take the name of a file in the trash', async () => {
    const { client, put, file } = await openAt()
    const first = await put('old', at('/', 'a'))
    await client.files.trash({ files: [first.file ?? ''] })
    const second = await put('new', at('/', 'a', { overwrite: false }))
    expect((await file('/a')).id).toBe(second.file)
    await client.files.restore({ files: [first.file ?? ''] })
    expect((await client.files.get({ id: first.file ?? '' })).name).toBe(`a-${first.file?.slice(0, 8)}`)
  })

  test('bring an image back from the trash, released from the copy that it was discarded for', async () => {
    const opened = await openLibraryOf('keeper')
    const { client, library } = opened
    const hash = await addFile(opened, 'cat')
    await client.duplicates.keep({ keeper: (await opened.file('/keeper')).hash, discard: [hash] })
    const stored = await store(library, 'cat', {}, at('/x', 'cat'))
    expect(stored.verdict.kind).toBe('restored')
    expect(await client.images.get({ hash })).toMatchObject({ trashed: false, supersededBy: null })
    expect((await client.images.list({})).items.map((image) => image.hash)).toContain(hash)
  })
})

describe('a place that is refused', () => {
  test('leaves nothing behind: no picture, no folder', async () => {
    const { client, put } = await openAt()
    await put('old', at('/', 'a'))
    const taken = await failureOf(put('new', at('/', 'a', { overwrite: false })))
    expect(taken).toMatchObject({ code: 'conflict', field: 'name' })
    const wrong = await failureOf(put('new', at('/x/y', 'b', { attributes: { customMetadata: { price: 5 } } })))
    expect(wrong).toMatchObject({ code: 'invalid', field: 'customMetadata.price' })
    expect((await client.images.list({})).total).toBe(1)
    expect((await client.images.list({ view: 'trash' })).total).toBe(0)
    expect((await client.folders.list({})).items).toEqual([])
    expect((await put('new', at('/', 'b'))).verdict.kind).toBe('added')
  })

  test('keeps no other from being stored at the same moment', async () => {
    const { library, client } = await openLibrary()
    await store(library, 'old', {}, at('/', 'taken'))
    const pictures = await Promise.all(Array.from({ length: 12 }, (_, seed) => makePicture(seed)))
    const all = await Promise.allSettled(
      pictures.map((bytes, seed) =>
        store(library, bytes, {}, at('/', seed % 3 === 0 ? 'taken' : `${seed}`, { overwrite: false })),
      ),
    )
    expect(all.map(({ status }) => status)).toEqual(
      Array.from({ length: 12 }, (_, seed) => (seed % 3 === 0 ? 'rejected' : 'fulfilled')),
    )
    expect((await client.images.list({})).total).toBe(9)
  })

  test('of one name for many at once is given to one of them, or each becomes a version', async () => {
    const { library, client } = await openLibrary()
    const storeAll = (name: string, overwrite: boolean) =>
      Promise.allSettled(
        Array.from({ length: 8 }, (_, seed) => store(library, `${name} ${seed}`, {}, at('/', name, { overwrite }))),
      )
    const refused = await storeAll('one', false)
    expect(refused.filter(({ status }) => status === 'fulfilled').length).toBe(1)
    await storeAll('many', true)
    const { id } = await client.files.at({ path: '/many' })
    const versions = await client.files.versions({ id })
    expect(versions.map(({ number }) => number)).toEqual([8, 7, 6, 5, 4, 3, 2, 1])
  })
})
