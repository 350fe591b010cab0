import { expect, test } from 'vitest'
import { type ImageKitLibrary, openImageKit, rejectionOf, uploadPicture } from './clients.ts'

/** What a wrong request is told. */
async function messageOf({ askWithKey }: ImageKitLibrary, line: string, body?: unknown): Promise<string> {
  const [method = '', path = ''] = line.split(' ')
  const response = await askWithKey(path, { method, ...(body !== undefined && { body: JSON.stringify(body) }) })
  expect(response.status, line).toBe(400)
  expect(response.headers.get('x-ik-requestid')).toBeTruthy()
  return ((await response.json()) as { message: string }).message
}

test('numbers out of their range are refused in ImageKit’s own words', async () => {
  const opened = await openImageKit()
  const sentence = (name: string, bound: string) => `The value of ${name} parameter should be ${bound}.`
  expect(await messageOf(opened, 'GET /v1/files?skip=-1')).toBe(sentence('skip', 'greater than or equal to 0'))
  expect(await messageOf(opened, 'GET /v1/files?limit=0')).toBe(sentence('limit', 'greater than or equal to 1'))
  expect(await messageOf(opened, 'GET /v1/files?limit=1001')).toBe(sentence('limit', 'less than or equal to 1000'))
  expect(await messageOf(opened, 'GET /v1/files?limit=1.5')).toContain('“limit”: must be a whole number')
})

test('what is wrong is named as the request names it', async () => {
  const opened = await openImageKit()
  const { fileId, filePath } = await uploadPicture(opened, 1, { folder: '/a', fileName: 'one.png' })
  const [deep, long] = ['/a'.repeat(51), 'x'.repeat(1000)]
  const wrongs: [string, unknown, string][] = [
    ['GET /v1/files?path=..', undefined, 'path'],
    ['POST /v1/files/copy', { sourceFilePath: filePath, destinationPath: deep }, 'destinationPath'],
    ['POST /v1/files/move', { sourceFilePath: filePath, destinationPath: deep }, 'destinationPath'],
    ['PUT /v1/files/rename', { filePath, newFileName: long }, 'newFileName'],
    ['PUT /v1/files/rename', { filePath, newFileName: '..' }, 'newFileName'],
    ['POST /v1/folder', { folderName: long, parentFolderPath: '/' }, 'folderName'],
    ['POST /v1/folder', { folderName: 'a', parentFolderPath: '/a'.repeat(50) }, 'parentFolderPath'],
    ['POST /v1/bulkJobs/renameFolder', { folderPath: '/a', newFolderName: long }, 'newFolderName'],
    ['POST /v1/files/addTags', { fileIds: [fileId], tags: ['a,b'] }, 'tags.0'],
    ['POST /v1/named-transformations', { name: 'a b', transformation: 'w-1' }, 'name'],
    ['POST /v1/named-transformations', { name: 'a', transformation: 'l-image' }, 'transformation'],
    ['POST /v1/files/addTags', [1], 'body'],
  ]
  for (const [line, body, field] of wrongs) expect(await messageOf(opened, line, body), line).toContain(`“${field}”`)
})

test('types and choices are told in plain words', async () => {
  const opened = await openImageKit()
  expect(await messageOf(opened, 'POST /v1/files/addTags', { fileIds: 7 })).toContain('must be a list')
  expect(await messageOf(opened, 'POST /v1/files/addTags', { fileIds: [] })).toContain('may not be empty')
  expect(await messageOf(opened, 'GET /v1/files?type=thing')).toContain('one of file, file-version, folder, all')
  const wish = { filePath: '/a.png', newFileName: 'b.png', purgeCache: 'yes' }
  expect(await messageOf(opened, 'PUT /v1/files/rename', wish)).toContain('must be true or false')
})

test('of what is sent twice, or is for videos, the request is told', async () => {
  const opened = await openImageKit()
  expect(await messageOf(opened, 'GET /v1/files?limit=1&limit=2')).toContain('“limit” twice')
  expect(await messageOf(opened, 'GET /v1/files?file_type=all&fileType=image')).toContain('“fileType” twice')
  const refusalOf = async (post: object[]) => {
    const transformation = { post } as never
    return (await rejectionOf<Error>(uploadPicture(opened, 1, { transformation }))).message
  }
  expect(await refusalOf([{ type: 'gif-to-video' }])).toContain('videos')
  expect(await refusalOf(Array(6).fill({ type: 'thumbnail' }))).toContain('5 entries')
})

test('a source that no path can be is a missing one', async () => {
  const { modern } = await openImageKit()
  for (const sourceFilePath of ['/a/../b.png', '/\u0001.png', `/${'x'.repeat(300)}`])
    expect(await rejectionOf(modern.files.copy({ sourceFilePath, destinationPath: '/b' }))).toMatchObject({
      status: 404,
      error: expect.objectContaining({ reason: 'SOURCE_FILE_MISSING' }),
    })
})

test('tags may have 500 characters together, however many they are', async () => {
  const opened = await openImageKit()
  const { fileId } = await uploadPicture(opened, 1)
  const one = 'x'.repeat(500)
  expect(await opened.modern.files.update(fileId, { tags: [one] })).toMatchObject({ tags: [one] })
  const many = Array.from({ length: 125 }, (_, at) => `t${String(at).padStart(3, '0')}`)
  await opened.modern.files.update(fileId, { tags: null })
  await opened.modern.files.bulk.addTags({ fileIds: [fileId], tags: many })
  expect((await opened.modern.files.get(fileId)).tags).toHaveLength(125)
  const tooLong = opened.modern.files.bulk.addTags({ fileIds: [fileId], tags: [one, 'y'] })
  expect(await rejectionOf(tooLong)).toMatchObject({ status: 400 })
})

test('a call that there is not is refused in ImageKit’s shape', async () => {
  const { askWithKey, modern } = await openImageKit()
  const response = await askWithKey('/v1/nothing')
  expect(response.status).toBe(404)
  expect(response.headers.get('x-ik-requestid')).toBeTruthy()
  expect(await response.json()).toMatchObject({
    type: 'NOT_FOUND',
    message: expect.any(String),
    help: expect.any(String),
  })
  expect(await rejectionOf(modern.get('/api/v2/nothing'))).toMatchObject({ status: 404 })
})

test('a searchQuery as long as one may be is read', async () => {
  const { modern } = await openImageKit()
  const names = (length: number) =>
    `name IN [${Array(480)
      .fill(`"ä${'x'.repeat(length)}"`)
      .join(', ')}]`
  expect(await modern.assets.list({ searchQuery: names(15) })).toEqual([])
  expect(await rejectionOf(modern.assets.list({ searchQuery: names(17) }))).toMatchObject({ status: 400 })
})
