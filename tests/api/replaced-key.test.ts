import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from '#shared/client.ts'
import { getAuthenticationParameters } from '#shared/imagekit/auth.ts'
import { type Doors, makePicture, openDoors, pictureForm, storePicture } from '../helpers/api-doors.ts'
import { clientOf } from '../helpers/library.ts'
import { basic } from './imagekit/clients.ts'

let doors: Doors
let client: Client
beforeAll(async () => {
  doors = await openDoors('a socket')
  client = clientOf(doors.library)
  await storePicture(doors, await makePicture(1), 'https://example.com/a.png', { filename: 'a.png' })
  const { id } = await client.files.at({ path: '/a.png' })
  await client.files.update({ files: [id], isPrivate: true })
})
afterAll(() => doors.close())

const foreign = { origin: 'http://elsewhere.example', 'sec-fetch-site': 'cross-site' }
const signed = async () => {
  const urlEndpoint = `${doors.base}/media`
  return (await client.transformations.sign({ url: `${urlEndpoint}/tr:w-9/a.png`, urlEndpoint })).url
}
const statuses = async (url: string) =>
  Promise.all([{}, foreign].map(async (headers) => (await fetch(url, { headers })).status))
const listWith = async (key: string) => (await doors.ask('/v1/files', { headers: basic(key) })).status
const key = async () => (await client.transformations.key({})).privateKey

test('another private key refuses at once what the former one signed, and those who bear it', async () => {
  const [former, url] = [await key(), await signed()]
  const upload = getAuthenticationParameters({ privateKey: former })
  expect([await statuses(url), await statuses(url), await listWith(former)]).toEqual([[200, 200], [200, 200], 200])
  const { privateKey } = await client.transformations.replaceKey({})
  expect(privateKey).toMatch(/^private_[\w-]{28}$/)
  expect(privateKey).not.toBe(former)
  expect([await statuses(url), await listWith(former)]).toEqual([[401, 401], 403])
  expect([await key(), await statuses(await signed()), await listWith(privateKey)]).toEqual([
    privateKey,
    [200, 200],
    200,
  ])
  const fields = { fileName: 'b.png', publicKey: 'public_any', ...upload, expire: String(upload.expire) }
  const body = pictureForm(await makePicture(2), fields)
  expect((await doors.ask('/api/v1/files/upload', { method: 'POST', body })).status).toBe(400)
})

test('another private key is no change that can be undone, and no program may ask for it', async () => {
  const [history, former, revision] = [await client.history.list({}), await key(), doors.library.revision]
  const { privateKey } = await client.transformations.replaceKey({})
  expect(await client.history.list({})).toEqual(history)
  expect(doors.library.revision).toBeGreaterThan(revision)
  await client.history.undo({})
  expect([await key(), privateKey]).toEqual([privateKey, expect.not.stringMatching(former)])
  const answer = await doors.ask('/rpc/transformations.replaceKey', { method: 'POST', body: '{}' })
  expect([answer.status, await key()]).toEqual([403, privateKey])
})
