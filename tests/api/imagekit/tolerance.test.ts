import { expect, test } from 'vitest'
import { url } from '#shared/imagekit/url.ts'
import { makePicture, pictureForm, storePicture } from '../../helpers/api-doors.ts'
import { fileAt, openImageKit, uploadPicture } from './clients.ts'

test('the oldest Python client uploads at its own address, in its own words and any order', async () => {
  const opened = await openImageKit()
  const body = new FormData()
  body.set('file', new Blob([new Uint8Array(await makePicture(1))]), 'file')
  for (const [name, value] of Object.entries({ isPrivateFile: 'True', useUniqueFileName: 'False', fileName: 'py.png' }))
    body.set(name, value)
  const response = await opened.askWithKey('/v1/files/upload/', { method: 'POST', body })
  expect([response.status, await response.json()]).toMatchObject([200, { filePath: '/py.png' }])
  expect(await fileAt(opened, '/py.png')).toMatchObject({ isPrivate: true })
})

test('fields may stand before the file, behind it, and be unknown', async () => {
  const opened = await openImageKit()
  const body = pictureForm(await makePicture(1), { somethingNew: 'yes', fileName: 'a.png' })
  for (const [name, value] of Object.entries({ tags: 'behind', useUniqueFileName: 'false' })) body.append(name, value)
  expect((await opened.askWithKey('/api/v1/files/upload', { method: 'POST', body })).status).toBe(200)
  expect(await fileAt(opened, '/a.png')).toMatchObject({ tags: ['behind'] })
})

test('tags of an upload may be repeated, as in a list; another field may not', async () => {
  const opened = await openImageKit()
  const body = pictureForm(await makePicture(1), { fileName: 'a.png', useUniqueFileName: 'false' })
  for (const tag of ['one,two', 'three']) body.append('tags', tag)
  expect((await opened.askWithKey('/api/v1/files/upload', { method: 'POST', body })).status).toBe(200)
  expect(await fileAt(opened, '/a.png')).toMatchObject({ tags: ['one', 'three', 'two'] })
  body.append('fileName', 'b.png')
  const again = await opened.askWithKey('/api/v1/files/upload', { method: 'POST', body })
  expect([again.status, await again.json()]).toMatchObject([400, { message: expect.stringContaining('fileName') }])
  expect(await fileAt(opened, '/b.png')).toBeUndefined()
})

test('a private file is shown by a URL that an SDK signed, and by no other', async () => {
  const opened = await openImageKit()
  const { filePath } = await uploadPicture(opened, 1, { isPrivateFile: true })
  const urlEndpoint = `${opened.base}/media`
  const wish = { src: filePath, urlEndpoint, transformation: [{ width: 10 }] }
  const statusOf = async (address: string) => (await fetch(address)).status
  expect(await statusOf(urlEndpoint + filePath)).toBe(401)
  expect(await statusOf(opened.modern.helper.buildSrc(wish))).toBe(401)
  expect(await statusOf(opened.modern.helper.buildSrc({ ...wish, signed: true }))).toBe(200)
  expect(await statusOf(opened.classic.url({ path: filePath, signed: true, expireSeconds: 60 }))).toBe(200)
  const stranger = { privateKey: 'private_wrong', urlEndpoint, path: filePath, signed: true }
  expect(await statusOf(url(stranger))).toBe(401)
})

test('the address of a file is good whatever letters its name has', async () => {
  const opened = await openImageKit()
  const names = ['tr:w-5', 'a b%20c?d#e&f+g.png', 'ü–漢字.png', 'https:', "it's “so”.png"]
  for (const [seed, filename] of names.entries()) {
    const { entry } = await storePicture(opened, await makePicture(seed), `https://example.com/${seed}`)
    const file = await fileAt(opened, `/${seed}`)
    await opened.library.call('files.rename', { id: file?.id ?? '', name: filename }, 'test')
    expect(entry.content_hash).toBe(file?.hash)
  }
  const files = (await opened.modern.assets.list()) as { name: string; url: string; thumbnail: string }[]
  expect(files.map(({ name }) => name)).toEqual(names)
  for (const file of files) {
    const shown = await Promise.all([fetch(file.url), fetch(file.thumbnail)])
    expect(
      shown.map(({ status }) => status),
      file.name,
    ).toEqual([200, 200])
  }
})

test('what is uploaded is a picture like any other, at once', async () => {
  const opened = await openImageKit()
  const { fileId } = await uploadPicture(opened, 1, { fileName: 'a.png', folder: '/x', tags: ['t'] })
  const { hash } = await opened.library.call('files.get', { id: fileId }, 'test')
  expect((await opened.ask(`/images/${hash}`)).status).toBe(200)
  expect((await opened.ask(`/media/tr:w-9/${hash}`)).status).toBe(200)
  const { items } = await opened.library.call('images.list', { text: '', view: 'library', offset: 0, limit: 9 }, 'test')
  expect(items).toMatchObject([{ hash, name: 'a.png' }])
})

test('an upload that a client makes can be undone where it overwrote a file', async () => {
  const opened = await openImageKit()
  await uploadPicture(opened, 1, { fileName: 'a.png' })
  const before = await fileAt(opened, '/a.png')
  await uploadPicture(opened, 2, { fileName: 'a.png' })
  const [latest] = await opened.library.call('history.list', { limit: 1 }, 'test')
  await opened.library.call('history.undo', { id: latest?.id }, 'test')
  expect((await fileAt(opened, '/a.png'))?.hash).toBe(before?.hash)
})
