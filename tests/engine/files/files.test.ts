import { describe, expect, test } from 'vitest'
import { addFile, openLibraryOf } from '../../helpers/files.ts'
import { failureOf, recordEvents, store } from '../../helpers/library.ts'

const ab = 'ab'.repeat(12)

describe('a picture that was stored', () => {
  test('is a file of the folder / with an id and a first version', async () => {
    const { client, file } = await openLibraryOf('cat.jpg')
    const cat = await file('/cat.jpg')
    expect(cat).toMatchObject({ name: 'cat.jpg', folder: '/', tags: [], description: null, customMetadata: {} })
    expect(cat).toMatchObject({ isPrivate: false, isPublished: true, trashedAt: null, byteSize: 7, hasAlpha: null })
    expect(cat.version).toEqual({ id: cat.id, number: 1 })
    expect(await client.files.get({ id: cat.id })).toEqual(cat)
  })

  test('that is not there is not found by id or path', async () => {
    const { client, file } = await openLibraryOf('cat.jpg')
    expect(await failureOf(file('/dog.jpg'))).toMatchObject({ code: 'notFound', field: 'path' })
    expect(await failureOf(client.files.get({ id: ab }))).toMatchObject({ code: 'notFound', field: 'id' })
    expect(await failureOf(client.files.tag({ files: [ab], add: ['a'] }))).toMatchObject({ code: 'notFound' })
  })
})

describe('renaming a file', () => {
  test('is in the history, told to listeners, and undone', async () => {
    const { client, library, file } = await openLibraryOf('cat.jpg')
    const events = recordEvents(library)
    const { id, hash } = await file('/cat.jpg')
    await client.files.rename({ id, name: 'dog.jpg' })
    expect((await file('/dog.jpg')).id).toBe(id)
    expect((await client.images.get({ hash })).name).toBe('dog.jpg')
    expect(events.map(({ type }) => type)).toEqual(['images.changed', 'folders.changed', 'history.changed'])
    expect((await client.history.list({}))[0]?.label).toBe('Renamed “cat.jpg” to “dog.jpg”')
    await client.history.undo({})
    expect((await file('/cat.jpg')).id).toBe(id)
  })

  test('to a name that another has is a conflict, for the second of two at once, too', async () => {
    const { client, file } = await openLibraryOf('a', 'b', 'c')
    const [a, b] = [await file('/a'), await file('/b')]
    expect(await failureOf(client.files.rename({ id: a.id, name: 'b' }))).toMatchObject({
      code: 'conflict',
      field: 'name',
    })
    const both = await Promise.allSettled([a, b].map(({ id }) => client.files.rename({ id, name: 'd' })))
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('to a name that only a file in the trash has moves that one’s name aside, and both can be restored', async () => {
    const { client, file } = await openLibraryOf('a.jpg', 'b.jpg')
    const [a, b] = [await file('/a.jpg'), await file('/b.jpg')]
    await client.files.trash({ files: [a.id] })
    await client.files.rename({ id: b.id, name: 'a.jpg' })
    await client.files.restore({ files: [a.id] })
    expect((await client.files.get({ id: a.id })).name).toBe(`a-${a.id.slice(0, 8)}.jpg`)
    expect((await file('/a.jpg')).id).toBe(b.id)
  })

  test('refuses names with slashes, control characters and dots alone, and longer ones than a disk takes', async () => {
    const { client, file } = await openLibraryOf('a')
    const { id } = await file('/a')
    for (const name of ['', '.', '..', 'a/b', 'a\\b', 'a\nb', 'x'.repeat(1000)])
      await expect(client.files.rename({ id, name })).rejects.toThrow(/1 to 255 characters/)
  })

  test('of a file in the trash is a conflict', async () => {
    const { client, file } = await openLibraryOf('a')
    const { id } = await file('/a')
    await client.files.trash({ files: [id] })
    expect((await failureOf(client.files.rename({ id, name: 'b' }))).message).toBe(
      '“a” lies in the trash: restore it first.',
    )
  })
})

describe('moving files', () => {
  test('makes the folder that is named, and undoing takes it out again', async () => {
    const { client, file } = await openLibraryOf('a', 'b')
    const [a, b] = [await file('/a'), await file('/b')]
    await client.files.move({ files: [a.id, b.id], folder: '/x/y' })
    expect(await file('/x/y/a')).toMatchObject({ id: a.id, folder: '/x/y' })
    expect(await client.folders.get({ path: '/x' })).toMatchObject({ files: 2, folders: 1 })
    expect((await client.history.list({}))[0]?.label).toBe('Moved 2 files to /x/y')
    await client.history.undo({})
    expect((await file('/a')).id).toBe(a.id)
    expect(await failureOf(client.folders.get({ path: '/x' }))).toMatchObject({ code: 'notFound', field: 'path' })
  })

  test('to a name that is taken moves none of them, or makes versions of them where that is wanted', async () => {
    const { client, file } = await openLibraryOf('a', 'b')
    const [a, b] = [await file('/a'), await file('/b')]
    await client.files.copy({ files: [b.id], folder: '/x' })
    const files = [a.id, b.id]
    expect(await failureOf(client.files.move({ files, folder: '/x' }))).toMatchObject({
      code: 'conflict',
      field: 'folder',
    })
    expect((await file('/a')).id).toBe(a.id)
    const target = await file('/x/b')
    await client.files.move({ files, folder: '/x', clash: 'addVersion' })
    expect(await file('/x/b')).toMatchObject({ id: target.id, version: { number: 2 } })
    expect(await failureOf(client.files.get({ id: b.id }))).toMatchObject({ code: 'notFound' })
    await client.history.undo({})
    expect(await client.files.get({ id: b.id })).toEqual(b)
  })
})

describe('copying a file', () => {
  test('makes another file of the same bytes, with tags and attributes', async () => {
    const { client, file } = await openLibraryOf('a')
    const { id, hash } = await file('/a')
    await client.files.update({
      files: [id],
      tags: ['red'],
      description: 'A cat',
      isPrivate: true,
      customCoordinates: '1,2,3,4',
    })
    await client.files.copy({ files: [id], folder: '/x' })
    const copy = await file('/x/a')
    expect(copy).toMatchObject({
      hash,
      tags: ['red'],
      description: 'A cat',
      isPrivate: true,
      customCoordinates: '1,2,3,4',
    })
    expect(copy.id).not.toBe(id)
    await client.files.trash({ files: [id] })
    expect((await client.images.get({ hash })).trashed).toBe(false)
  })

  test('takes its former versions along where that is wanted', async () => {
    const opened = await openLibraryOf('a')
    const { client, file } = opened
    const { id } = await file('/a')
    await client.files.replace({ id, hash: await addFile(opened, 'b') })
    await client.files.copy({ files: [id], folder: '/with', withVersions: true })
    await client.files.copy({ files: [id], folder: '/without' })
    const versionsAt = async (path: string) => client.files.versions({ id: (await file(path)).id })
    const [all, one] = [await versionsAt('/with/a'), await versionsAt('/without/a')]
    expect(all.map(({ number, isPresent }) => [number, isPresent])).toEqual([
      [2, true],
      [1, false],
    ])
    expect(all[1]?.id).toBe((await file('/with/a')).id)
    expect(one.map(({ number }) => number)).toEqual([1])
  })

  test('into its own folder is a conflict', async () => {
    const { client, file } = await openLibraryOf('a')
    const { id } = await file('/a')
    for (const clash of ['refuse', 'addVersion'] as const)
      expect((await failureOf(client.files.copy({ files: [id], folder: '/', clash }))).code).toBe('conflict')
  })
})

describe('what is known of a file', () => {
  test('is changed field by field, dated, and put back by undoing', async () => {
    const { client, file } = await openLibraryOf('a', 'b')
    const [a, b] = [await file('/a'), await file('/b')]
    await client.files.update({ files: [a.id, b.id], description: 'Both', isPublished: false, tags: ['x', 'y'] })
    await client.files.update({ files: [a.id], description: null, tags: null })
    expect(await client.files.get({ id: a.id })).toMatchObject({ description: null, tags: [], isPublished: false })
    expect(await client.files.get({ id: b.id })).toMatchObject({ description: 'Both', tags: ['x', 'y'] })
    await client.history.undo({})
    await client.history.undo({})
    expect(await client.files.get({ id: a.id })).toEqual(a)
  })

  test('that is so already is no change', async () => {
    const { client, file } = await openLibraryOf('a')
    const { id } = await file('/a')
    expect(await client.files.update({ files: [id], description: null, isPrivate: false })).toMatchObject({
      changed: 0,
      journal: null,
    })
  })

  test('shows tags of the image’s other files in its union only', async () => {
    const { client, file } = await openLibraryOf('a')
    const { id, hash } = await file('/a')
    await client.files.copy({ files: [id], folder: '/x' })
    await client.files.tag({ files: [id], add: ['here'] })
    await client.files.tag({ files: [(await file('/x/a')).id], add: ['there'] })
    expect((await file('/a')).tags).toEqual(['here'])
    expect((await client.images.get({ hash })).tags).toEqual(['here', 'there'])
  })

  test('is changed of hundreds at once', async () => {
    const opened = await openLibraryOf('a')
    const { client, file } = opened
    const { id } = await file('/a')
    for (let at = 0; at < 10; at++) await client.files.copy({ files: [id], folder: `/${at}` })
    for (let at = 10; at < 200; at += 10)
      await Promise.all(Array.from({ length: 10 }, (_, more) => store(opened.library, `${at + more}`)))
    const { items } = await client.images.list({ limit: 1000 })
    const details = await Promise.all(items.map(({ hash }) => client.images.get({ hash })))
    const files = details.flatMap((one) => one.files.map((place) => place.id))
    expect(files.length).toBe(201)
    await client.files.move({ files, folder: '/all', clash: 'addVersion' })
    expect(await client.folders.get({ path: '/all' })).toMatchObject({ files: 191 })
    await client.history.undo({})
    expect(await client.folders.get({ path: '/' })).toMatchObject({ files: 201, folders: 10 })
  })
})
