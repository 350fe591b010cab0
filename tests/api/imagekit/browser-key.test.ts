import { expect, test } from 'vitest'
import { getAuthenticationParameters } from '#shared/imagekit/auth.ts'
import { makePicture, pictureForm } from '../../helpers/api-doors.ts'
import { basic, type ImageKitLibrary, openImageKit } from './clients.ts'

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
