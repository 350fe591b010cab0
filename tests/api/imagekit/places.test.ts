import { describe, expect, test } from 'vitest'
import { until } from '../../helpers/library.ts'
import { fileAt, openImageKit, rejectionOf, uploadPicture } from './clients.ts'

async function openWithFile() {
  const opened = await openImageKit()
  const file = await uploadPicture(opened, 1, { folder: '/a', fileName: 'one.png', tags: ['x'] })
  return { ...opened, ...file }
}

describe('a copy', () => {
  test('of a file has an id of its own, with the tags of the first', async () => {
    const opened = await openWithFile()
    expect(await opened.modern.files.copy({ sourceFilePath: '/a/one.png', destinationPath: '/b/' })).toBeNull()
    expect(await fileAt(opened, '/b/one.png')).toMatchObject({ tags: ['x'], version: { number: 1 } })
    expect((await fileAt(opened, '/b/one.png'))?.id).not.toBe(opened.fileId)
    expect((await fileAt(opened, '/a/one.png'))?.id).toBe(opened.fileId)
  })

  test('to a name that is taken becomes a version of the file there', async () => {
    const opened = await openWithFile()
    const { fileId } = await uploadPicture(opened, 2, { folder: '/b', fileName: 'one.png' })
    await opened.classic.copyFile({ sourceFilePath: 'a/one.png', destinationPath: '/b', includeFileVersions: true })
    expect(await fileAt(opened, '/b/one.png')).toMatchObject({ id: fileId, version: { number: 2 } })
  })
})

describe('a move', () => {
  test('of a file keeps its id', async () => {
    const opened = await openWithFile()
    await opened.modern.files.move({ sourceFilePath: '/a/one.png', destinationPath: '/new/folder' })
    expect(await fileAt(opened, '/new/folder/one.png')).toMatchObject({ id: opened.fileId })
    expect(await fileAt(opened, '/a/one.png')).toBeUndefined()
    await opened.classic.moveFile({ sourceFilePath: '/new/folder/one.png', destinationPath: '/' })
    expect(await fileAt(opened, '/one.png')).toMatchObject({ id: opened.fileId })
  })

  test('or a copy of what is not there, or to no place, is refused', async () => {
    const { modern, classic } = await openWithFile()
    const missing = { status: 404, error: expect.objectContaining({ reason: 'SOURCE_FILE_MISSING' }) }
    const nothing = { sourceFilePath: '/a/none.png', destinationPath: '/b' }
    expect(await rejectionOf(modern.files.move(nothing))).toMatchObject(missing)
    expect(await rejectionOf(modern.files.copy(nothing))).toMatchObject(missing)
    expect(await rejectionOf(classic.moveFile(nothing))).toMatchObject({ reason: 'SOURCE_FILE_MISSING' })
    for (const destinationPath of ['/b/../c', `/${'d/'.repeat(60)}`])
      expect(await rejectionOf(modern.files.move({ sourceFilePath: '/a/one.png', destinationPath }))).toMatchObject({
        status: 400,
      })
    expect(await rejectionOf(modern.files.copy({ sourceFilePath: '/a/one.png' } as never))).toMatchObject({
      status: 400,
    })
    const inPlace = modern.files.copy({ sourceFilePath: '/a/one.png', destinationPath: '/a' })
    expect(await rejectionOf(inPlace)).toMatchObject({ status: 400 })
  })
})

describe('a new name', () => {
  test('is given, with what ImageKit puts in the place of odd letters', async () => {
    const opened = await openWithFile()
    const renamed = { filePath: '/a/one.png', newFileName: 'my cat?.png' }
    expect(await opened.modern.files.rename(renamed)).toEqual({})
    expect(await fileAt(opened, '/a/my_cat_.png')).toMatchObject({ id: opened.fileId })
  })

  test('comes with a purge of the old one where that is asked for', async () => {
    const opened = await openWithFile()
    const wish = { filePath: '/a/one.png', newFileName: 'two.png', purgeCache: true }
    const { purgeRequestId = '' } = await opened.classic.renameFile(wish)
    await until(async () => (await opened.classic.getPurgeCacheStatus(purgeRequestId)).status === 'Completed')
  })

  test('that is taken, the same, or none at all is refused, and is not tried again', async () => {
    const opened = await openWithFile()
    await uploadPicture(opened, 2, { folder: '/a', fileName: 'two.png' })
    const rename = (newFileName: string, filePath = '/a/one.png') =>
      opened.askWithKey('/v1/files/rename', { method: 'PUT', body: JSON.stringify({ filePath, newFileName }) })
    const taken = await rename('two.png')
    expect([taken.status, taken.headers.get('x-should-retry')]).toEqual([409, 'false'])
    expect(await taken.json()).toMatchObject({ reason: 'FILE_ALREADY_EXISTS' })
    const refused = [rename('one.png'), rename(''), rename('..'), rename('x'.repeat(1000)), rename('a', '/a/none')]
    expect((await Promise.all(refused)).map(({ status }) => status)).toEqual([400, 400, 400, 400, 404])
    expect(await fileAt(opened, '/a/one.png')).toMatchObject({ id: opened.fileId })
  })

  test('that two ask for at once is given to one of them', async () => {
    const opened = await openWithFile()
    await uploadPicture(opened, 2, { folder: '/a', fileName: 'two.png' })
    const renames = ['/a/one.png', '/a/two.png'].map((filePath) =>
      opened.modern.files.rename({ filePath, newFileName: 'three.png' }).then(
        () => 200,
        ({ status }) => status,
      ),
    )
    expect((await Promise.all(renames)).sort()).toEqual([200, 409])
    expect((await opened.modern.assets.list()).map(({ name }) => name)).toContain('three.png')
    expect((await opened.modern.assets.list()).length).toBe(2)
  })
})
