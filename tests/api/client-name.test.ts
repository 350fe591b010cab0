import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { clientNameOf } from '../../electron/api/client-name.ts'
import { makePicture, pictureForm } from '../helpers/api-doors.ts'
import { openImageKit } from './imagekit/clients.ts'

const nameOf = (agent: string, more: Record<string, string> = {}) =>
  clientNameOf(new Request('http://localhost', { headers: { 'user-agent': agent, ...more } }))
const engine = 'AppleWebKit/537.36 (KHTML, like Gecko)'

test('ImageKit’s SDKs and curl are listed by their names and versions', async () => {
  const { base, modern, classic, library } = await openImageKit()
  await modern.assets.list()
  await classic.listFiles({ limit: 1 })
  await promisify(execFile)('curl', ['--silent', `${base}/health`])
  const clients = (await library.call('activity.list', { limit: 3 }, 'test')).map(({ client }) => client)
  expect(clients.reverse()).toEqual([
    expect.stringMatching(/^ImageKit JS 7\.\d+\.\d+$/),
    expect.stringMatching(/^axios \d+\.\d+\.\d+$/),
    expect.stringMatching(/^curl \d+\.\d+\.\d+$/),
  ])
})

test('a client that gives its name with a picture is listed by it, and by no more than a hundred letters', async () => {
  const { ask, library } = await openImageKit()
  const long = 'n'.repeat(300)
  for (const [path, name] of [
    ['/images', 'tumblr_scraper'],
    ['/v1/images', 'importer'],
    ['/v1/images', long],
  ] as const) {
    const body = pictureForm(await makePicture(1), { url: 'https://example.com/a.png', client_name: name })
    await ask(path, { method: 'POST', body })
  }
  const clients = (await library.call('activity.list', { limit: 100 }, 'test')).map(({ client }) => client)
  expect(clients).toEqual([long.slice(0, 100), 'importer', 'tumblr_scraper'])
})

test.each([
  ['python-requests/2.34.2', 'python-requests 2.34.2'],
  ['python-httpx/0.28.1', 'python-httpx 0.28.1'],
  ['curl/8.5.0', 'curl 8.5.0'],
  ['axios/1.7.9', 'axios 1.7.9'],
  ['ImageKit/JS 7.10.0', 'ImageKit JS 7.10.0'],
  ['AsyncImageKit/Python 5.1.0', 'AsyncImageKit Python 5.1.0'],
  ['Wget/1.21.4 (linux-gnu)', 'Wget 1.21.4'],
  ['my-shop/2.0 axios/1.7.9', 'my-shop 2.0'],
  ['node', 'node'],
  ['', 'unnamed'],
  ['(none)', '(none)'],
  ['Mozilla/5.0 (compatible)', 'Mozilla 5.0'],
  [`Mozilla/5.0 (X11; Linux x86_64) ${engine} HeadlessChrome/140.0.0.0 Safari/537.36`, 'Chrome 140'],
  [`Mozilla/5.0 (Windows NT 10.0) ${engine} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.3485.54`, 'Edge 140'],
  [`Mozilla/5.0 (X11; Linux x86_64) ${engine} Chrome/139.0.0.0 Safari/537.36 OPR/121.0.0.0`, 'Opera 121'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0', 'Firefox 143'],
  ['Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15', 'Safari 26'],
])('who says %j is listed as %j', (agent, name) => {
  expect(nameOf(agent)).toBe(name)
})

test('a browser is listed with the page that it asks for', () => {
  const firefox = 'Mozilla/5.0 (X11; rv:143.0) Gecko/20100101 Firefox/143.0'
  expect(nameOf(firefox, { origin: 'http://localhost:3000' })).toBe('Firefox 143 on http://localhost:3000')
  expect(nameOf(firefox, { referer: 'https://shop.example/cart?id=1' })).toBe('Firefox 143 on https://shop.example')
  for (const unknown of ['null', 'about:blank', 'nonsense'])
    expect(nameOf(firefox, { origin: unknown })).toBe('Firefox 143')
})
