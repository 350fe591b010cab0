import { expect, test } from 'vitest'
import { makePicture } from '../../helpers/api-doors.ts'
import { allowHosts } from '../../helpers/library.ts'
import { listenAt } from '../../helpers/web-server.ts'
import { openImageKit, rejectionOf } from './clients.ts'

/** A server on loopback that gives a picture, or sends on to what stands behind `/to?`; and what an SDK makes of it. */
async function openWithServer() {
  let hits = 0
  const bytes = await makePicture(5)
  const { url, host } = await listenAt(({ url: path = '' }, response) => {
    hits += 1
    if (path.startsWith('/to?')) response.writeHead(302, { location: decodeURIComponent(path.slice(4)) }).end()
    else response.end(bytes)
  })
  const opened = await openImageKit()
  const upload = (file: string) => opened.modern.files.upload({ file, fileName: 'a.png' })
  const refusal = async (file: string) => {
    const { status, message } = await rejectionOf<{ status: number; message: string }>(upload(file))
    expect(status).toBe(400)
    return message
  }
  const allow = (...hosts: string[]) => allowHosts(opened.library, ...hosts)
  const byName = url.replace('127.0.0.1', 'localhost')
  return { ...opened, upload, refusal, allow, url, host, byName, hits: () => hits }
}

test('a private host is refused by a sentence that names the setting, then allowed, then refused again', async () => {
  const { upload, refusal, allow, url, hits, modern, library } = await openWithServer()
  const refused = /private address.*“Allowed hosts” in Magpie’s settings/
  expect(await refusal(url)).toMatch(refused)
  expect((await rejectionOf(modern.files.metadata.getFromURL({ url }))).message).toMatch(refused)
  expect(hits()).toBe(0)
  await allow('127.0.0.1')
  expect(await upload(url)).toMatchObject({ width: 48 })
  expect(await modern.files.metadata.getFromURL({ url: `${url}/b` })).toMatchObject({ width: 48 })
  await library.call('history.undo', {}, 'test')
  expect(await library.call('downloads.settings', {}, 'test')).toEqual({ allowedHosts: [] })
  expect(await refusal(url)).toMatch(refused)
  expect(hits()).toBe(2)
})

test('a redirect from an allowed host to one that is not is refused, and no connection is made', async () => {
  const { upload, refusal, allow, url, host, byName, hits } = await openWithServer()
  await allow(host.replace('127.0.0.1', 'localhost'))
  expect(await refusal(`${byName}/to?${encodeURIComponent(url)}`)).toContain('127.0.0.1 is a private address')
  expect(hits()).toBe(1)
  expect(await upload(`${byName}/to?${encodeURIComponent(byName)}`)).toMatchObject({ width: 48 })
})

test('a name that leads to a private address is fetched where it or its addresses are allowed', async () => {
  const { upload, refusal, allow, url, host, byName } = await openWithServer()
  const port = host.split(':')[1]
  for (const hosts of [['localhost'], ['LOCALHOST '], [`localhost:${port}`], ['127.0.0.0/8', '::1'], [host, '::/0']]) {
    await allow(...hosts)
    expect(await upload(byName), hosts.join()).toMatchObject({ width: 48 })
  }
  for (const other of ['127.0.0.1:1', 'local', 'localhost:1', '10.0.0.0/8', 'host']) {
    await allow(other)
    expect(await refusal(byName), other).toContain('localhost leads to the private address')
    expect(await refusal(url), other).toContain('127.0.0.1 is a private address')
  }
})

test('an allowed IPv4 address is allowed as a mapped one, too, and a range within its bounds', async () => {
  const { upload, refusal, allow, url } = await openWithServer()
  const mapped = url.replace('127.0.0.1', '[::ffff:127.0.0.1]')
  expect(await refusal(mapped)).toContain('private address')
  await allow('127.0.0.0/30')
  expect(await upload(mapped)).toMatchObject({ width: 48 })
  expect(await refusal(url.replace('127.0.0.1', '127.0.0.4'))).toContain('127.0.0.4 is a private address')
})

test('an unusual port is fetched from where it is allowed, and the reason names it', async () => {
  const { refusal, allow, byName } = await openWithServer()
  expect(await refusal('http://1.1.1.1:22/')).toMatch(/Port 22 of 1\.1\.1\.1 .*“Allowed hosts”/)
  await allow('localhost:1')
  expect(await refusal('http://localhost:1/')).toContain('ECONNREFUSED')
  expect(await refusal(byName)).toContain('private address')
})

test('entries that are no hosts are refused by their field, and nothing is changed', async () => {
  const { ask, allow, library } = await openWithServer()
  await allow('nas')
  const wrongs = [
    ...['', ' ', '*', '*.local', 'a b', 'http://nas', 'nas/', 'nas/24', 'user@nas', 'nas:0x1', 'nas:99999', 'nas.'],
    ...['-nas', '10.0.0', '999.1.1.1', '10.0.0.0/33', '::1/129', '[::1', '1.2.3.4:5/8', 'ñas', 'x'.repeat(301)],
  ]
  for (const wrong of wrongs) {
    const body = JSON.stringify({ allowedHosts: ['fine', wrong] })
    const response = await ask('/rpc/downloads.configure', { method: 'POST', body })
    expect([response.status, wrong]).toEqual([422, wrong])
    const { failure } = (await response.json()) as { failure: { field: string; message: string } }
    expect(failure, wrong).toMatchObject({ code: 'invalid', field: 'allowedHosts.1' })
  }
  expect(await library.call('downloads.settings', {}, 'test')).toEqual({ allowedHosts: ['nas'] })
  const fine = ['nas', 'my_nas:80', 'nas:443', 'a.b-c.d:3000', '10.0.0.7', '10.0.0.7:81', '::1', '[::1]:82', 'fd00::/8']
  const body = JSON.stringify({ allowedHosts: fine })
  expect((await ask('/rpc/downloads.configure', { method: 'POST', body })).status).toBe(200)
})
