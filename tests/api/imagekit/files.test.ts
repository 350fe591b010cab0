import { expect, test } from 'vitest'
import { FileDocument, FolderDocument } from '../../../electron/api/rest/imagekit-documents.ts'
import { storePicture } from '../../helpers/api-doors.ts'
import { fileAt, openImageKit, rejectionOf, uploadPicture } from './clients.ts'

const unknown = '0123456789abcdef01234567'

test('details are in ImageKit’s shape for both SDKs', async () => {
  const opened = await openImageKit()
  const { fileId } = await uploadPicture(opened, 1, { folder: '/a', fileName: 'one.png', tags: ['x'] })
  const details = await opened.modern.files.get(fileId)
  expect(FileDocument.parse(details)).toMatchObject({
    ...{ type: 'file', name: 'one.png', fileId, filePath: '/a/one.png', tags: ['x'], AITags: null, mime: 'image/png' },
    ...{ isPrivateFile: false, isPublished: true, customCoordinates: null, customMetadata: {}, hasAlpha: false },
    ...{ width: 48, height: 48, fileType: 'image' },
    url: `${opened.base}/media/a/one.png?updatedAt=${Date.parse(String(details.updatedAt))}`,
  })
  expect(await opened.classic.getFileDetails(fileId)).toEqual(details)
})

test('a picture that a scraper stored has a path, a name and an id here', async () => {
  const opened = await openImageKit()
  await storePicture(opened, Buffer.from('no picture'), 'https://example.com/scraped.txt')
  const [file] = await opened.modern.assets.list()
  expect(file).toMatchObject({ filePath: '/scraped.txt', fileType: 'non-image', mime: 'application/octet-stream' })
  expect(file).not.toHaveProperty('width')
})

test('a malformed id is 400, an unknown one 404, as is one in the trash', async () => {
  const opened = await openImageKit()
  const { fileId } = await uploadPicture(opened, 1)
  await opened.modern.files.delete(fileId)
  for (const id of [unknown, fileId]) {
    expect(await rejectionOf(opened.modern.files.get(id))).toMatchObject({ status: 404 })
    expect(await rejectionOf(opened.modern.files.update(id, { tags: ['a'] }))).toMatchObject({ status: 404 })
    expect(await rejectionOf(opened.modern.files.delete(id))).toMatchObject({ status: 404 })
  }
  for (const id of ['short', 'z'.repeat(24), '../details'])
    expect(await rejectionOf(opened.modern.files.get(id))).toMatchObject({ status: 400 })
})

test('an update changes what it names, takes off what is null, and keeps the rest', async () => {
  const opened = await openImageKit()
  const { modern, classic } = opened
  const { fileId } = await uploadPicture(opened, 1, { tags: ['old'] })
  const changed = await modern.files.update(fileId, {
    ...{ tags: ['a', 'b'], customCoordinates: '10,10,100,100', description: 'A hill', removeAITags: 'all' },
    extensions: [{ name: 'google-auto-tagging', maxTags: 5, minConfidence: 95 }],
  })
  expect(changed).toMatchObject({ tags: ['a', 'b'], customCoordinates: '10,10,100,100', description: 'A hill' })
  expect(changed.extensionStatus).toEqual({ 'google-auto-tagging': 'failed' })
  const less = await classic.updateFileDetails(fileId, { tags: null as never, customCoordinates: null as never })
  expect(less).toMatchObject({ tags: null, customCoordinates: null, description: 'A hill' })
  FileDocument.parse(less)
})

test('a client that ends its path with a slash is answered, too', async () => {
  const opened = await openImageKit()
  const { fileId } = await uploadPicture(opened, 1)
  const body = JSON.stringify({ tags: ['slash'] })
  const response = await opened.askWithKey(`/v1/files/${fileId}/details/`, { method: 'PATCH', body })
  expect(await response.json()).toMatchObject({ tags: ['slash'] })
})

test('a file that is unpublished is shown no more', async () => {
  const opened = await openImageKit()
  const { fileId } = await uploadPicture(opened, 1)
  const file = await opened.modern.files.update(fileId, { publish: { isPublished: false } })
  expect(file.isPublished).toBe(false)
  expect((await fetch(String(file.url))).status).toBe(404)
})

test('an update that is wrong anywhere changes nothing', async () => {
  const opened = await openImageKit()
  const { modern } = opened
  const { fileId } = await uploadPicture(opened, 1, { tags: ['kept'] })
  const wrongs = [
    { tags: ['fine', '100%'] },
    { tags: Array.from({ length: 100 }, (_, at) => `long tag ${at}`) },
    { tags: ['new'], customCoordinates: 'a,b' },
    { tags: ['new'], customMetadata: { unknown: 1 } },
    { tags: 'text' as never },
    { tags: ['new'], extensions: 'all' as never },
  ]
  for (const wrong of wrongs)
    expect(await rejectionOf(modern.files.update(fileId, wrong))).toMatchObject({ status: 400 })
  expect(await modern.files.get(fileId)).toMatchObject({ tags: ['kept'] })
})

test('a list is filtered, sorted and cut as each SDK asks for it', async () => {
  const opened = await openImageKit()
  const { modern, classic, askWithKey } = opened
  await uploadPicture(opened, 1, { fileName: 'one.png', folder: '/a', tags: ['x'] })
  await uploadPicture(opened, 2, { fileName: 'two.png', folder: '/a', tags: ['y'] })
  await uploadPicture(opened, 3, { fileName: 'three.png', folder: '/a/b', tags: ['z'] })
  const names = (items: unknown) => (items as { name: string }[]).map(({ name }) => name)
  expect(names(await modern.assets.list({ sort: 'DESC_NAME' }))).toEqual(['two.png', 'three.png', 'one.png'])
  expect(names(await modern.assets.list({ path: '/a/', skip: 1, limit: 1 }))).toEqual(['two.png'])
  expect(names(await modern.assets.list({ searchQuery: 'tags IN ["x", "z"]' }))).toEqual(['one.png', 'three.png'])
  expect(names(await classic.listFiles({ tags: ['x', 'y'] as never, path: 'a', sort: 'ASC_NAME' }))).toEqual([
    'one.png',
    'two.png',
  ])
  expect(names(await classic.listFiles({ name: 'three.png', fileType: 'image' }))).toEqual(['three.png'])
  expect(names(await classic.listFiles({ fileType: 'non-image' }))).toEqual([])
  const python = await askWithKey('/v1/files?file_type=image&tags=x&tags=y&include_folder=True&path=%2Fa')
  expect(names(await python.json())).toEqual(expect.arrayContaining(['one.png', 'two.png']))
  const folders = await modern.assets.list({ type: 'folder' })
  expect(folders.map((folder) => FolderDocument.parse(folder).folderPath).sort()).toEqual(['/a', '/a/b'])
  for (const file of await modern.assets.list()) FileDocument.parse(file)
})

test('a list that is asked for wrongly is 400, and of a broken searchQuery the place is told', async () => {
  const { modern, askWithKey } = await openImageKit()
  const broken = await rejectionOf<Error>(modern.assets.list({ searchQuery: 'name = "a" AND width ! 3' }))
  expect(broken).toMatchObject({ status: 400, message: expect.stringMatching(/character 22\b/) })
  for (const query of ['limit=0', 'limit=1001', 'skip=-1', 'limit=ten', 'sort=NAME', 'type=picture', 'path=/a/../b'])
    expect((await askWithKey(`/v1/files?${query}`)).status, query).toBe(400)
  expect(await (await askWithKey('/v1/files?path=/nowhere')).json()).toEqual([])
})

test('deleting one of two files of the same picture moves that file to the trash, and the picture stays', async () => {
  const opened = await openImageKit()
  const { modern, classic, library } = opened
  const [first, second] = [await uploadPicture(opened, 1), await uploadPicture(opened, 1)]
  await modern.files.delete(first.fileId)
  expect((await modern.assets.list()).length).toBe(1)
  expect((await library.call('host.info', {}, 'test')).images).toBe(1)
  await classic.deleteFile(second.fileId)
  expect(await library.call('host.info', {}, 'test')).toMatchObject({ images: 0, trashed: 1 })
  expect(await fileAt(opened, second.filePath)).toBeUndefined()
})
