import { sign } from 'hono/jwt'
import { expect, test } from 'vitest'
import { makePicture, pictureForm } from '../../helpers/api-doors.ts'
import { basic, type ImageKitLibrary, openImageKit } from './clients.ts'

const origin = 'http://localhost:3000'
const now = () => Math.floor(Date.now() / 1000)
const fields = { fileName: 'dress.png', useUniqueFileName: 'false', tags: 'summer,dress', folder: '/shop' }

async function openForPages() {
  const opened = await openImageKit()
  const settings = { strict: false, origins: [origin], named: {} }
  await opened.library.call('transformations.configure', settings, 'test')
  const signed = (claims: object = fields, key = opened.privateKey, exp: unknown = now() + 3600) =>
    sign({ ...claims, iat: now(), exp: exp as number }, key, 'HS256')
  return { ...opened, signed }
}

async function uploadAsPage(opened: ImageKitLibrary, form: Record<string, string>, headers: HeadersInit = { origin }) {
  const body = pictureForm(await makePicture(1), form)
  const response = await opened.ask('/api/v2/files/upload', { method: 'POST', body, headers })
  return { status: response.status, answer: (await response.json()) as Record<string, string> }
}

const countOf = async ({ library }: ImageKitLibrary) => (await library.call('host.info', {}, 'test')).images

test('a page uploads by a web token that signs all its fields, once', async () => {
  const opened = await openForPages()
  const token = await opened.signed()
  expect(await uploadAsPage(opened, { ...fields, token })).toMatchObject({
    status: 200,
    answer: { filePath: '/shop/dress.png' },
  })
  expect(await uploadAsPage(opened, { ...fields, token })).toMatchObject({
    status: 400,
    answer: { message: expect.stringContaining('used before') },
  })
})

test('a web token that is written in another way is the same token', async () => {
  const opened = await openForPages()
  const token = await opened.signed()
  const [last = ''] = token.slice(-1)
  const others = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'].filter((letter) => letter !== last)
  const variants = [token, `${token}=`, ...others.map((letter) => token.slice(0, -1) + letter)]
  const answers = await Promise.all(variants.map((one) => uploadAsPage(opened, { ...fields, token: one })))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
})

test('claims may be of any kind of JSON, where the fields say the same', async () => {
  const opened = await openForPages()
  const claims = { fileName: 'a.png', useUniqueFileName: false, extensions: [] }
  const form = { fileName: 'a.png', useUniqueFileName: 'false', extensions: '[]' }
  expect((await uploadAsPage(opened, { ...form, token: await opened.signed(claims) })).status).toBe(200)
})

test('a field that is not as it was signed refuses the upload by its name', async () => {
  const opened = await openForPages()
  const { folder: _, ...less } = fields
  const forms: [form: Record<string, string>, field: string][] = [
    [{ ...fields, folder: '/elsewhere' }, 'folder'],
    [{ ...fields, isPrivateFile: 'true' }, 'isPrivateFile'],
    [less, 'folder'],
  ]
  for (const [form, field] of forms)
    expect(await uploadAsPage(opened, { ...form, token: await opened.signed() })).toMatchObject({
      status: 400,
      answer: { message: expect.stringContaining(`“${field}” is not as the token has it`) },
    })
  expect(await countOf(opened)).toBe(0)
})

test('a web token of another key, of another kind, out of its time or beside the private key is refused', async () => {
  const opened = await openForPages()
  const { privateKey, signed } = opened
  const unsigned = `${btoa('{"alg":"none","typ":"JWT"}')}.${btoa(JSON.stringify({ ...fields, exp: now() + 60 }))}.`
  const tokens = [
    await signed(fields, 'private_wrong'),
    await signed(fields, privateKey, now() - 1),
    await signed(fields, privateKey, now() + 3700),
    await signed(fields, privateKey, 'never'),
    await sign({ ...fields, exp: now() + 60 }, privateKey, 'HS512'),
    unsigned,
    'no token',
  ]
  for (const token of tokens) expect((await uploadAsPage(opened, { ...fields, token })).status, token).toBe(400)
  const both = { ...fields, token: await signed() }
  expect((await uploadAsPage(opened, both, basic(privateKey))).status).toBe(400)
  expect((await uploadAsPage(opened, fields)).status).toBe(401)
  expect((await uploadAsPage(opened, both, { origin: 'http://evil.test' })).status).toBe(403)
  expect(await countOf(opened)).toBe(0)
})
