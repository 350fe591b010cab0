import { createServer, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, createServer as createSocketServer } from 'node:net'
import { hostname } from 'node:os'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isPublicAddress } from '../../electron/engine/download.ts'
import { allowHosts, type OpenLibrary, openLibrary, temporaryFiles } from '../helpers/library.ts'
import { ended, kindsOf, reasonOf } from '../helpers/library-imports.ts'
import { png } from '../helpers/pictures.ts'

const picture = await png(1)

/** A place of the web that may be fetched from. */
const pages: Record<string, RequestListener> = {
  '/picture.png': (_, response) => response.end(picture),
  '/moved': (_, response) => response.writeHead(302, { location: '/picture.png?moved' }).end(),
  '/picture.png?moved': (_, response) => response.end(picture),
  '/page.html': (_, response) => response.end('<!doctype html><title>no picture</title>'),
  '/nothing': (_, response) => response.end(),
  '/silent': () => {},
  '/gone': (_, response) => response.writeHead(404).end('gone'),
  '/again': (_, response) => response.writeHead(301, { location: '/again' }).end(),
  '/broken': (_, response) => {
    response.writeHead(200, { 'content-length': picture.length })
    response.write(picture.subarray(0, 100), () => response.destroy())
  },
  '/large.png': (_, response) => response.end(Buffer.concat([picture, Buffer.alloc(300_000)])),
}

let web: Server
let origin: string
/** Sends on to what stands behind `/to?`, in raw bytes, as careless servers do. */
const redirect: RequestListener = ({ url = '' }, response) => {
  const location = Buffer.from(decodeURIComponent(url.slice('/to?'.length))).toString('latin1')
  response.writeHead(302, { location }).end()
}

beforeAll(async () => {
  web = createServer((request, response) => {
    if (request.url?.startsWith('/to?')) return redirect(request, response)
    const page = pages[request.url ?? '']
    if (page) page(request, response)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(web.address() as AddressInfo).port}`
})
afterAll(() => new Promise((resolve) => web.close(resolve)))

async function openWithWeb(): Promise<OpenLibrary> {
  const opened = await openLibrary({ limits: { download: 200_000 } })
  await allowHosts(opened.library, new URL(origin).host)
  return opened
}

describe('a URL that is imported', () => {
  test('is fetched, stored and kept as the picture’s source', async () => {
    const { library, client } = await openWithWeb()
    const url = `${origin}/picture.png`
    const progress = await ended(client, client.imports.urls({ urls: [url] }))
    expect(progress).toMatchObject({ label: url, total: 1, counts: { added: 1 } })
    expect(await library.entries.lookup(url)).toMatchObject({
      url,
      clientName: 'magpie',
      filename: 'picture.png',
      contentType: 'image/png',
    })
  })

  test('that leads to another place is followed, and keeps its own name', async () => {
    const { library, client } = await openWithWeb()
    const progress = await ended(client, client.imports.urls({ urls: [`${origin}/moved`] }))
    expect(progress.counts).toMatchObject({ added: 1 })
    expect(await library.entries.lookup(`${origin}/moved`)).toBeDefined()
  })

  test('that fails does so alone, with its reason', async () => {
    const { client, directory } = await openWithWeb()
    const names = ['gone', 'again', 'broken', 'large.png', 'page.html', 'nothing', 'picture.png']
    const urls = names.map((name) => `${origin}/${name}`)
    const progress = await ended(client, client.imports.urls({ urls }))
    expect(kindsOf(progress)).toEqual({
      [`${origin}/gone`]: 'failed',
      [`${origin}/again`]: 'failed',
      [`${origin}/broken`]: 'failed',
      [`${origin}/large.png`]: 'failed',
      [`${origin}/nothing`]: 'failed',
      'page.html': 'notImage',
      'picture.png': 'added',
    })
    expect(reasonOf(progress, `${origin}/gone`)).toMatch(/answered 404/)
    expect(reasonOf(progress, `${origin}/again`)).toMatch(/More than 5 redirects/)
    expect(reasonOf(progress, `${origin}/large.png`)).toMatch(/larger than the 0\.2 MiB/)
    expect(reasonOf(progress, `${origin}/broken`)).toMatch(/could not be reached/)
    expect(await temporaryFiles(directory)).toEqual([])
  })

  test('whose host keeps it waiting stays listed whatever is imported meanwhile, and can be cancelled', async () => {
    const { client } = await openWithWeb()
    const { job } = await client.imports.urls({ urls: [`${origin}/silent`] })
    for (let newer = 0; newer < 60; newer++)
      await ended(client, client.imports.urls({ urls: [`ftp://example.org/${newer}`] }))
    const listed = await client.imports.list({})
    expect([listed.length, listed.at(-1)?.id]).toEqual([50, job])
    expect(await client.imports.cancel({ job })).toEqual({ cancelled: true })
    expect(await ended(client, Promise.resolve({ job }))).toMatchObject({ state: 'cancelled' })
  })

  test('that was imported before is there already; that was deleted before is listed so', async () => {
    const { client } = await openWithWeb()
    const urls = [`${origin}/picture.png`]
    await ended(client, client.imports.urls({ urls }))
    expect((await ended(client, client.imports.urls({ urls }))).counts).toMatchObject({ existing: 1 })
    const hashes = (await client.images.list({})).items.map(({ hash }) => hash)
    await client.images.trash({ hashes })
    expect((await ended(client, client.imports.urls({ urls }))).counts).toMatchObject({ deletedBefore: 1 })
  })

  test('whose host does not answer fails with that reason', async () => {
    const closed = createSocketServer()
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve))
    const { port } = closed.address() as AddressInfo
    await new Promise((resolve) => closed.close(resolve))
    const { client, library } = await openLibrary()
    await allowHosts(library, `127.0.0.1:${port}`)
    const url = `http://127.0.0.1:${port}/`
    expect(reasonOf(await ended(client, client.imports.urls({ urls: [url] })), url)).toMatch(
      /could not be reached \(ECONNREFUSED\)/,
    )
  })
})

/** Counts every connection to a port of this machine that imports may use. */
async function listenForHits(): Promise<{ port: number; hits: () => number; close(): Promise<unknown> }> {
  let hits = 0
  for (const port of [8080, 8443, 80, 443]) {
    const server = createSocketServer((socket) => {
      hits++
      socket.destroy()
    })
    const isListening = await new Promise((resolve) => {
      server.once('error', () => resolve(false)).listen(port, '::', () => resolve(true))
    })
    const close = () => new Promise((resolve) => server.close(resolve))
    if (isListening) return { port, hits: () => hits, close }
  }
  throw new Error('every port that imports may use is taken on this machine')
}

/** Ways to write an address that is not a public one; `PORT` is a port where someone would answer. */
const hostileUrls = [
  'http://127.0.0.1:PORT/',
  'http://127.1:PORT/',
  'http://127.0.1:PORT/',
  'http://2130706433:PORT/',
  'http://0x7f000001:PORT/',
  'http://0x7f.0.0.1:PORT/',
  'http://0177.0.0.1:PORT/',
  'http://017700000001:PORT/',
  'http://127.0.0.1.:PORT/',
  'http://127.255.255.254:PORT/',
  'http://①②⑦.⓪.⓪.①:PORT/',
  'http://127。0。0。1:PORT/',
  'http://%31%32%37.0.0.1:PORT/',
  'http://0:PORT/',
  'http://0.0.0.0:PORT/',
  'http://[::]:PORT/',
  'http://[::1]:PORT/',
  'http://[0:0:0:0:0:0:0:1]:PORT/',
  'http://[::ffff:127.0.0.1]:PORT/',
  'http://[::ffff:7f00:1]:PORT/',
  'http://[::127.0.0.1]:PORT/',
  'http://[::ffff:0:127.0.0.1]:PORT/',
  'http://[64:ff9b::127.0.0.1]:PORT/',
  'http://[64:ff9b:1::127.0.0.1]:PORT/',
  'http://[2002:7f00:1::]:PORT/',
  'http://[2001:0:7f00:1::]:PORT/',
  'http://[fe80::1]:PORT/',
  'http://[fec0::1]:PORT/',
  'http://[fc00::1]:PORT/',
  'http://[fd12:3456::1]:PORT/',
  'http://[ff02::1]:PORT/',
  'http://[100::1]:PORT/',
  'http://[2001:db8::1]:PORT/',
  'http://[4000::1]:PORT/',
  'http://10.0.0.1:PORT/',
  'http://172.16.0.1:PORT/',
  'http://172.31.255.255:PORT/',
  'http://192.168.0.1:PORT/',
  'http://169.254.169.254:PORT/latest/meta-data/',
  'http://2852039166:PORT/',
  'http://100.64.0.1:PORT/',
  'http://192.0.0.1:PORT/',
  'http://198.18.0.1:PORT/',
  'http://224.0.0.1:PORT/',
  'http://240.0.0.1:PORT/',
  'http://255.255.255.255:PORT/',
  'http://localhost:PORT/',
  'http://LOCALHOST:PORT/',
  'http://localhost.:PORT/',
  'http://ip6-localhost:PORT/',
  'http://localhost.localdomain:PORT/',
  'http://sub.localhost:PORT/',
  `http://${hostname()}:PORT/`,
  'https://127.0.0.1:PORT/',
]

const forbiddenUrls = [
  'http://user:password@127.0.0.1:PORT/',
  'http://user@example.org/',
  'http://1.1.1.1:22/',
  'http://127.0.0.1:6379/',
  'http://127.0.0.1:1/',
  'file:///etc/passwd',
  'ftp://127.0.0.1/',
  'gopher://127.0.0.1:PORT/_x',
  'data:image/svg+xml,<svg/>',
  'javascript:alert(1)',
  'blob:http://127.0.0.1/x',
  'http:///',
  'http://[fe80::1%25eth0]:PORT/',
  'http://127.0.0.1:99999/',
  '//127.0.0.1:PORT/',
  'not a url',
]

describe('a URL that leads to what is not public', () => {
  const refused = /private address|Only http and https|user name or password|^Port |is not a URL/
  const unresolved = /could not be reached|took longer/

  test('is refused however it is written, and no connection is made', { timeout: 90_000 }, async () => {
    const listener = await listenForHits()
    const { client } = await openLibrary()
    const urls = [...hostileUrls, ...forbiddenUrls].map((url) => url.replace('PORT', `${listener.port}`))
    const { verdicts, counts } = await ended(client, client.imports.urls({ urls }))
    expect(counts.failed).toBe(urls.length)
    const odd = verdicts.filter(({ name, reason }) => {
      const isName = /localhost|localdomain/i.test(name) || name.includes(hostname())
      return !refused.test(reason ?? '') && !(isName && unresolved.test(reason ?? ''))
    })
    expect(odd.map(({ name, reason }) => `${name}: ${reason}`)).toEqual([])
    expect(reasonOf({ verdicts } as never, `http://localhost:${listener.port}/`)).toMatch(
      /localhost leads to the private address/,
    )
    expect(listener.hits()).toBe(0)
    await listener.close()
  })

  test('is refused as a redirect, too, and no connection is made', { timeout: 90_000 }, async () => {
    const listener = await listenForHits()
    const { client } = await openWithWeb()
    const urls = [...hostileUrls, ...forbiddenUrls].map(
      (url) => `${origin}/to?${encodeURIComponent(url.replace('PORT', `${listener.port}`))}`,
    )
    const { counts } = await ended(client, client.imports.urls({ urls }))
    expect(counts.failed).toBe(urls.length)
    expect(listener.hits()).toBe(0)
    await listener.close()
  })

  test.each(['1.1.1.1', '8.8.8.8', '2606:4700:4700::1111', '2a00:1450:4001::200e'])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })
})
