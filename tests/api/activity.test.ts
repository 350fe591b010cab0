import { expect, onTestFinished, test } from 'vitest'
import type { AppOptions } from '../../electron/api/app.ts'
import { makePicture, openDoors, storePicture } from '../helpers/api-doors.ts'
import { clientOf } from '../helpers/library.ts'
import { basic } from './imagekit/clients.ts'

async function openActivity(options: AppOptions = {}) {
  const doors = await openDoors('a socket', options)
  onTestFinished(doors.close)
  const client = clientOf(doors.library)
  const askAs = async (agent: string, path: string, init: RequestInit = {}) => {
    const response = await doors.ask(path, { ...init, headers: { 'user-agent': agent, ...init.headers } })
    await response.arrayBuffer()
    return response.status
  }
  return { ...doors, client, askAs, list: () => client.activity.list({}) }
}

test('what programs ask is told with who asked, how it was answered and how long that took, the latest first', async () => {
  const { askAs, list, ...doors } = await openActivity()
  const { entry } = await storePicture(doors, await makePicture(1), 'https://example.com/a.png')
  await askAs('curl/8.5.0', `/images/${entry.content_hash}`, { method: 'HEAD' })
  await askAs('python-requests/2.32', '/images/lookup?url=https%3A%2F%2Fexample.com%2Fb.png')
  await askAs('', '/nowhere')
  const rows = await list()
  expect(rows.map(({ method, path, client, status }) => [method, path, client, status])).toEqual([
    ['GET', '/nowhere', 'unnamed', 404],
    ['GET', '/images/lookup?url=https%3A%2F%2Fexample.com%2Fb.png', 'python-requests 2.32', 404],
    ['HEAD', `/images/${entry.content_hash}`, 'curl 8.5.0', 200],
    ['POST', '/images', 'tester', 201],
  ])
  expect(rows.map(({ id }) => id)).toEqual([4, 3, 2, 1])
  for (const { at, milliseconds } of rows) {
    expect(Math.abs(Date.parse(at) - Date.now())).toBeLessThan(60_000)
    expect(milliseconds).toBeGreaterThan(0)
  }
})

test('what the library’s own page asks is not told, over HTTP and inside the app alike', async () => {
  const { askAs, app, list } = await openActivity({ ownOrigins: ['app://magpie'] })
  const headers = { 'sec-fetch-site': 'same-origin' }
  for (const path of ['/rpc/host.info', '/v1/thumbnails/x', '/media/a.png'])
    await askAs('Mozilla/5.0', path, { headers })
  await app.fetch(new Request('app://magpie/rpc/host.info', { method: 'POST', body: '{}' }))
  expect(await list()).toEqual([])
  await askAs('Mozilla/5.0', '/media/a.png', { headers: { 'sec-fetch-site': 'cross-site' } })
  expect((await list()).map(({ client, status }) => [client, status])).toEqual([['Mozilla 5.0', 403]])
})

test('nothing that lets its bearer in is kept', async () => {
  const token = 'a token/of #1'
  const { askAs, list, ...doors } = await openActivity({ token })
  const key = await doors.library.delivery.privateKey()
  const asked = [
    `/k/${encodeURIComponent(token)}/images/search?url_contains=${encodeURIComponent(`/k/${token}/`)}`,
    '/k/wrong/media/a.png?tr=w-9&ik-t=9999999999&ik-s=0123456789abcdef',
    `/media/${encodeURIComponent('https://example.com/a.png?ik-s=0123456789abcdef')}`,
    `/v1/files?privateKey=x&limit=2&searchQuery=${key}`,
    `/v1/files/upload?token=0123456789abcdef&signature=0123456789abcdef`,
  ]
  for (const path of asked) await askAs(`${key}/1`, path, { headers: basic(key) })
  const rows = await list()
  expect(rows.map(({ path }) => path).reverse()).toEqual([
    '/images/search?url_contains=%2Fk%2F…%2F',
    '/media/a.png?tr=w-9&ik-t=9999999999',
    '/media/https%3A%2F%2Fexample.com%2Fa.png%3Fik-s%3D…',
    '/v1/files?limit=2&searchQuery=private_…',
    '/v1/files/upload',
  ])
  expect(new Set(rows.map(({ client }) => client))).toEqual(new Set(['private_… 1']))
})

test('the last 500 are kept, in memory alone', async () => {
  const { app, client } = await openActivity()
  for (let at = 1; at <= 503; at++) await app.fetch(new Request(`http://127.0.0.1:8010/nowhere?at=${at}`))
  const rows = await client.activity.list({ limit: 500 })
  expect([rows.length, rows.at(0)?.path, rows.at(-1)?.path]).toEqual([500, '/nowhere?at=503', '/nowhere?at=4'])
  expect((await client.activity.list({ limit: 2 })).map(({ id }) => id)).toEqual([503, 502])
})
