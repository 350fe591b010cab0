import ImageKit from '@imagekit/nodejs'
import { expect, test } from 'vitest'
import { imagekitCalls } from '../../../electron/api/rest/imagekit-calls.ts'
import { ErrorDocument } from '../../../electron/api/rest/imagekit-documents.ts'
import { makePicture, pictureForm } from '../../helpers/api-doors.ts'
import { basic, openImageKit, rejectionOf } from './clients.ts'

const guarded = imagekitCalls.filter(({ isForBrowsers }) => !isForBrowsers)
const somewhere = (path: string) => path.replace(/:\w+/g, '0'.repeat(24))

test('no call is reachable without the private key: neither by a program, nor by the window, nor with the token', async () => {
  const { ask, app } = await openImageKit({ token: 'secret', ownOrigins: ['app://magpie'] })
  for (const { method, path } of guarded) {
    const [at, bearer] = [somewhere(path), { authorization: 'Bearer secret' }]
    expect((await ask(at, { method })).status, `${method} ${path}`).toBe(401)
    expect((await ask(at, { method, headers: bearer })).status).toBe(401)
    expect((await ask(`/k/secret${at}`, { method })).status).toBe(401)
    expect((await ask(`${at}/`, { method, headers: basic('private_other') })).status).toBe(403)
    expect((await app.fetch(new Request(`app://magpie${at}`, { method }))).status).toBe(401)
  }
})

test('of the address for uploads, pages may do nothing else without the key', async () => {
  const { ask } = await openImageKit()
  for (const path of ['/v1/files/upload', '/api/v1/files/upload/', '/api/v2/files/upload'])
    for (const method of ['DELETE', 'GET', 'PUT', 'PATCH']) expect((await ask(path, { method })).status).toBe(401)
})

test('the private key stands for the token, whatever the password', async () => {
  const { askWithKey, ask, privateKey } = await openImageKit({ token: 'secret' })
  expect((await askWithKey('/v1/files')).status).toBe(200)
  const authorization = `Basic ${btoa(`${privateKey}:do_not_set`)}`
  expect((await ask('/v1/files', { headers: { authorization } })).status).toBe(200)
  expect((await ask('/v1/files', { headers: basic('') })).status).toBe(401)
})

test('the private key opens no other door', async () => {
  const { askWithKey } = await openImageKit({ token: 'secret' })
  expect((await askWithKey('/images/search?url_contains=a')).status).toBe(401)
})

test('a foreign page is refused even with the key, and may not read what it is told', async () => {
  const origin = 'http://localhost:3000'
  const { askWithKey } = await openImageKit({ origins: [origin] })
  const response = await askWithKey('/v1/files', { headers: { origin } })
  expect(response.status).toBe(403)
  expect(response.headers.get('access-control-allow-origin')).toBeNull()
  expect((await askWithKey('/v1/files', { method: 'OPTIONS', headers: { origin } })).status).toBe(403)
})

test('every answer has a request id of its own, and an error its sentence and help', async () => {
  const { askWithKey, ask } = await openImageKit()
  const answers = await Promise.all([
    askWithKey('/v1/files'),
    askWithKey('/v1/files?limit=0'),
    askWithKey('/v1/folder'),
    ask('/v1/files'),
    askWithKey('/v1/accounts/origins', { method: 'POST' }),
    askWithKey('/v1/folder', { method: 'POST', body: '{"folderName":"a","parentFolderPath":"/"}' }),
  ])
  expect(answers.map(({ status }) => status)).toEqual([200, 400, 405, 401, 501, 201])
  const ids = answers.map(({ headers }) => headers.get('x-ik-requestid'))
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).not.toContain(null)
  for (const failed of answers.slice(1, 5)) ErrorDocument.parse(await failed.json())
})

test('a wrong key is told to both SDKs in their manner', async () => {
  const { base, classic, modern } = await openImageKit()
  const stranger = new ImageKit({ privateKey: 'private_wrong', baseURL: base, maxRetries: 0 })
  expect(await rejectionOf(stranger.assets.list())).toBeInstanceOf(ImageKit.PermissionDeniedError)
  expect(await rejectionOf(modern.files.get('abc'))).toBeInstanceOf(ImageKit.BadRequestError)
  const error = await rejectionOf(classic.getFileDetails('f'.repeat(24)))
  expect(error).toMatchObject({ message: 'The requested file does not exist.', help: expect.any(String) })
  expect(Reflect.get(error, '$ResponseMetadata')).toMatchObject({ statusCode: 404 })
})

test('uploads beyond those that fit are told the limit as SDKs read it', async () => {
  const { classic, askWithKey } = await openImageKit({ limits: { uploads: 0 } })
  const file = (await makePicture(1)).toString('base64')
  const limits = { 'X-RateLimit-Limit': 0, 'X-RateLimit-Reset': 1000, 'X-RateLimit-Interval': 1000 }
  expect(await rejectionOf(classic.upload({ file, fileName: 'a.png' }))).toMatchObject(limits)
  const body = pictureForm(await makePicture(1), { fileName: 'a.png' })
  const response = await askWithKey('/api/v1/files/upload', { method: 'POST', body })
  expect([response.status, response.headers.get('retry-after')]).toEqual([429, '1'])
})
