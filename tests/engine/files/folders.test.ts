import { describe, expect, test } from 'vitest'
import { openLibraryOf } from '../../helpers/files.ts'
import { failureOf } from '../../helpers/library.ts'

/** Files in `/x`, `/x/y` and `/`. */
async function openTree() {
  const opened = await openLibraryOf('a', 'b', 'c')
  const { client, file } = opened
  await client.files.move({ files: [(await file('/a')).id], folder: '/x' })
  await client.files.move({ files: [(await file('/b')).id], folder: '/x/y' })
  const paths = async (parent: string) => (await client.folders.list({ parent })).items.map(({ path }) => path)
  return { ...opened, paths }
}

describe('folders', () => {
  test('are listed by name with counts of what lies below them', async () => {
    const { client } = await openTree()
    await client.folders.create({ path: '/empty/inner' })
    const { items, total } = await client.folders.list({})
    expect([total, items.map(({ name, files, folders }) => [name, files, folders])]).toEqual([
      2,
      [
        ['empty', 0, 1],
        ['x', 2, 1],
      ],
    ])
    expect(await client.folders.get({ path: '/' })).toMatchObject({ path: '/', name: '', files: 3, folders: 4 })
    expect((await client.folders.list({ offset: 1, limit: 1 })).items.map(({ path }) => path)).toEqual(['/x'])
  })

  test('are 50 deep at most, and paths are written in one way', async () => {
    const { client } = await openLibraryOf()
    const path = (depth: number) => `/${Array.from({ length: depth }, (_, at) => `f${at}`).join('/')}`
    await client.folders.create({ path: path(50) })
    for (const wrong of [path(51), 'x', '/x/', '//x', '/x/../y', '/./x', ''])
      await expect(client.folders.create({ path: wrong })).rejects.toThrow(/must be \/ or a path/)
    await client.folders.create({ path: '/other' })
    expect(await failureOf(client.folders.move({ path: '/other', folder: path(50) }))).toMatchObject({
      code: 'invalid',
    })
  })

  test('that are made again are no change', async () => {
    const { client } = await openTree()
    expect((await client.folders.create({ path: '/x/y' })).changed).toBe(0)
  })
})

describe('renaming a folder', () => {
  test('renames all paths below it, and undoing puts them back', async () => {
    const { client, file, paths } = await openTree()
    const { id } = await file('/x/y/b')
    await client.folders.rename({ path: '/x', name: 'z' })
    expect([(await file('/z/y/b')).id, await paths('/z'), await paths('/')]).toEqual([id, ['/z/y'], ['/z']])
    await client.history.undo({})
    expect([(await file('/x/y/b')).id, await paths('/')]).toEqual([id, ['/x']])
  })

  test('to a name that another has is a conflict; one that was removed makes room', async () => {
    const { client, file } = await openTree()
    await client.folders.create({ path: '/z' })
    expect(await failureOf(client.folders.rename({ path: '/x', name: 'z' }))).toMatchObject({
      code: 'conflict',
      field: 'name',
    })
    await client.folders.remove({ path: '/z' })
    await client.folders.rename({ path: '/x', name: 'z' })
    expect((await file('/z/y/b')).name).toBe('b')
  })

  test('of / is refused', async () => {
    const { client } = await openTree()
    expect(await failureOf(client.folders.rename({ path: '/', name: 'z' }))).toMatchObject({ code: 'invalid' })
  })
})

describe('moving a folder', () => {
  test('into itself is refused', async () => {
    const { client } = await openTree()
    for (const folder of ['/x', '/x/y'])
      expect(await failureOf(client.folders.move({ path: '/x', folder }))).toMatchObject({
        code: 'invalid',
        field: 'folder',
      })
  })

  test('into one with a folder of its name puts together what is in both', async () => {
    const { client, file, paths } = await openTree()
    const [c, b] = [await file('/c'), await file('/x/y/b')]
    await client.files.move({ files: [c.id], folder: '/z/x' })
    await client.folders.move({ path: '/x', folder: '/z' })
    expect([(await file('/z/x/y/b')).id, (await file('/z/x/c')).id]).toEqual([b.id, c.id])
    expect([await paths('/'), await paths('/z/x')]).toEqual([['/z'], ['/z/x/y']])
    await client.history.undo({})
    expect([await paths('/'), (await file('/x/y/b')).id]).toEqual([['/x', '/z'], b.id])
  })
})

test('a folder that goes up into one of its own name keeps all that lies below it, whatever it is called', async () => {
  const { client, file } = await openLibraryOf('f')
  const { id } = await file('/f')
  await client.files.move({ files: [id], folder: '/x/a/a/a/a' })
  await client.folders.move({ path: '/x/a/a', folder: '/x' })
  expect((await file('/x/a/a/a/f')).id).toBe(id)
  expect(await client.folders.get({ path: '/' })).toMatchObject({ files: 1, folders: 4 })
  await client.history.undo({})
  expect((await file('/x/a/a/a/a/f')).id).toBe(id)
  expect(await client.folders.get({ path: '/x' })).toMatchObject({ files: 1, folders: 4 })
})

describe('copying a folder', () => {
  test('copies all that lies below it', async () => {
    const { client, file, paths } = await openTree()
    await client.folders.copy({ path: '/x', folder: '/z' })
    expect([(await file('/z/x/y/b')).hash, await paths('/')]).toEqual([(await file('/x/y/b')).hash, ['/x', '/z']])
    expect((await file('/z/x/a')).id).not.toBe((await file('/x/a')).id)
    expect(await failureOf(client.folders.copy({ path: '/x', folder: '/' }))).toMatchObject({ code: 'conflict' })
    expect(await failureOf(client.folders.copy({ path: '/none', folder: '/z' }))).toMatchObject({ code: 'notFound' })
  })
})

describe('removing a folder', () => {
  test('moves every file below it to the trash, and undoing brings all back', async () => {
    const { client, file, paths } = await openTree()
    const b = await file('/x/y/b')
    await client.folders.remove({ path: '/x' })
    expect([await paths('/'), (await client.images.list({ view: 'trash' })).total]).toEqual([[], 2])
    expect((await client.files.get({ id: b.id })).trashedAt).not.toBeNull()
    await client.history.undo({})
    expect([await paths('/x'), (await file('/x/y/b')).id]).toEqual([['/x/y'], b.id])
  })

  test('is taken back in part by a file that is restored from it', async () => {
    const { client, file, paths } = await openTree()
    const { id } = await file('/x/y/b')
    await client.folders.remove({ path: '/x' })
    await client.files.restore({ files: [id] })
    expect([(await file('/x/y/b')).id, await paths('/'), await paths('/x')]).toEqual([id, ['/x'], ['/x/y']])
    expect((await client.folders.get({ path: '/x' })).files).toBe(1)
  })

  test('is done again only while nothing new lies in it', async () => {
    const { client, file } = await openTree()
    await client.folders.remove({ path: '/x' })
    await client.history.undo({})
    await client.files.copy({ files: [(await file('/c')).id], folder: '/x/new' })
    const [removed] = (await client.history.list({})).filter(({ state }) => state === 'undone')
    const failure = await failureOf(client.history.redo({ id: removed?.id ?? 0 }))
    expect(failure).toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/^“Removed the folder \/x” cannot be/),
    })
    expect((await file('/x/new/c')).name).toBe('c')
  })
})
