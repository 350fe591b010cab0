import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { getAuthenticationParameters } from '#shared/imagekit/auth.ts'
import { makePicture, pictureForm, storePicture } from '../../helpers/api-doors.ts'
import { writeRequest } from '../../helpers/api-sockets.ts'
import { temporaryFiles, until } from '../../helpers/library.ts'
import { basic, type ImageKitLibrary, openImageKit, uploadPicture } from './clients.ts'

const origin = 'http://localhost:3000'

/** Uploads as a page does, without the private key: status, answer and the origin that may read it. */
async function uploadAsPage(opened: ImageKitLibrary, fields: object, headers: HeadersInit = { origin }) {
  const given = { fileName: 'a.png', publicKey: 'public_any', ...fields }
  const texts = Object.entries(given).map(([name, value]) => [name, String(value)])
  const body = pictureForm(await makePicture(1), Object.fromEntries(texts))
  const response = await opened.ask('/api/v1/files/upload', { method: 'POST', body, headers })
  const reader = response.headers.get('access-control-allow-origin')
  return { status: response.status, reader, answer: (await response.json()) as Record<string, string> }
}

async function openForPages() {
  const opened = await openImageKit()
  const settings = { strict: false, origins: [origin], named: {} }
  await opened.library.call('transformations.configure', settings, 'test')
  return opened
}

/** An upload that tells neither who sends it nor where it ends. */
const endlessUpload = (port: number) =>
  writeRequest(
    'POST /api/v1/files/upload',
    [`Host: 127.0.0.1:${port}`, 'Content-Type: multipart/form-data; boundary=b', 'Content-Length: 100000'],
    '--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\nbytes',
  )

const countOf = async ({ library }: ImageKitLibrary) => (await library.call('host.info', {}, 'test')).images

test('a page of an allowed origin uploads by a token that either SDK signed', async () => {
  const opened = await openForPages()
  for (const sign of [opened.classic, opened.modern.helper])
    expect(await uploadAsPage(opened, sign.getAuthenticationParameters())).toMatchObject({
      ...{ status: 200, reader: origin },
      answer: { filePath: expect.stringMatching(/^\/a_.*\.png$/) },
    })
})

test('a token is good for one upload, also when two come at once', async () => {
  const opened = await openForPages()
  const parameters = getAuthenticationParameters({ privateKey: opened.privateKey })
  const both = await Promise.all([uploadAsPage(opened, parameters), uploadAsPage(opened, parameters)])
  expect(both.map(({ status }) => status).sort()).toEqual([200, 400])
  const again = await uploadAsPage(opened, parameters)
  expect(again).toMatchObject({ status: 400, reader: origin, answer: { message: expect.stringContaining('token') } })
})

test('a clock that is off by an hour, a wrong signature and a part of the parameters are refused', async () => {
  const opened = await openForPages()
  const { privateKey } = opened
  const hour = 3600
  const now = Math.floor(Date.now() / 1000)
  const at = (expire: number) => getAuthenticationParameters({ privateKey, expire })
  const good = at(now + 600)
  const wrongs = [
    ...[at(now - 1), at(now - hour), at(now + hour + 60)],
    { ...good, signature: 'f'.repeat(40) },
    { ...good, token: 'another' },
    { ...good, expire: good.expire + 1 },
    { ...good, expire: 'soon' },
    { token: good.token, expire: good.expire },
    { ...good, publicKey: '' },
    getAuthenticationParameters({ privateKey: 'private_wrong' }),
  ]
  for (const wrong of wrongs) expect((await uploadAsPage(opened, wrong)).status, JSON.stringify(wrong)).toBe(400)
  expect((await uploadAsPage(opened, {})).status).toBe(401)
  expect(await countOf(opened)).toBe(0)
  expect((await uploadAsPage(opened, good)).status).toBe(200)
})

test('both kinds of authentication at once are refused, and a wrong private key is', async () => {
  const opened = await openForPages()
  const parameters = getAuthenticationParameters({ privateKey: opened.privateKey })
  expect((await uploadAsPage(opened, parameters, basic(opened.privateKey))).status).toBe(400)
  expect((await uploadAsPage(opened, {}, basic('private_wrong'))).status).toBe(403)
  expect(await countOf(opened)).toBe(0)
})

test('those who have shown no key yet do not keep out who has one, and hear when they are too many', async () => {
  const opened = await openForPages()
  const strangers = Array.from({ length: 80 }, () => connect(opened.port, '127.0.0.1').on('error', () => {}))
  const answer = Promise.race(strangers.map((socket) => once(socket, 'data')))
  for (const socket of strangers) socket.write(endlessUpload(opened.port))
  expect(String(await answer)).toMatch(/^HTTP\/1\.1 429/)
  expect((await storePicture(opened, await makePicture(2), 'https://example.com/2.png')).status).toBe(201)
  expect((await uploadPicture(opened, 3, { fileName: 'c.png' })).filePath).toBe('/c.png')
  for (const socket of strangers) socket.destroy()
})

test('an upload without the private key may be of 25 MiB; of a larger one nothing is kept', async () => {
  const opened = await openForPages()
  const { privateKey } = opened
  const send = async (bytes: number) => {
    const { expire, ...signed } = getAuthenticationParameters({ privateKey })
    const fields = { fileName: 'a.bin', publicKey: 'public_any', expire: `${expire}`, ...signed }
    return opened.ask('/api/v1/files/upload', { method: 'POST', body: pictureForm(Buffer.alloc(bytes), fields) })
  }
  const [most, more, muchMore] = [25 * 2 ** 20, 25 * 2 ** 20 + 1, 60 * 2 ** 20]
  expect((await send(most)).status).toBe(200)
  for (const bytes of [more, muchMore]) expect((await send(bytes)).status).toBe(400)
  await until(async () => (await temporaryFiles(opened.directory)).length === 0)
  expect(await countOf(opened)).toBe(1)
})

test('a page of another origin may neither upload nor read why, whatever it has', async () => {
  const opened = await openForPages()
  const parameters = getAuthenticationParameters({ privateKey: opened.privateKey })
  const foreign = { origin: 'http://evil.test' }
  expect(await uploadAsPage(opened, parameters, foreign)).toMatchObject({ status: 403, reader: null })
  expect(await countOf(opened)).toBe(0)
})

test('an allowed page may ask whether it may upload, and nothing else', async () => {
  const { ask } = await openForPages()
  const asked = { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } }
  const upload = await ask('/api/v1/files/upload', asked)
  expect([upload.status, upload.headers.get('access-control-allow-origin')]).toEqual([204, origin])
  expect((await ask('/v1/files', asked)).headers.get('access-control-allow-origin')).toBeNull()
})
