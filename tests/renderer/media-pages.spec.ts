import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, expect, type Page, test } from 'playwright/test'
import { url } from '#shared/imagekit/url.ts'
import { createApp } from '../../electron/api/app.ts'
import { type RunningServer, serve } from '../../electron/api/serve.ts'
import { createLibrary, type Library } from '../../electron/engine/library.ts'
import { findChromium } from '../helpers/chromium.ts'
import { jpeg } from '../helpers/pictures.ts'

let folder: string
let browser: Browser
let library: Library
let port: RunningServer
let site: Server
/** The page under development: another port of this machine, and a name of its own. */
let pages: string[]

async function* bytesOf(seed: number) {
  yield await jpeg(seed)
}

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'magpie-pages-'))
  library = await createLibrary({ directory: join(folder, 'library') })
  await library.store(bytesOf(1), { url: 'https://example.com/a.jpg', clientName: 'test', filename: 'a.jpg' })
  const windowDirectory = join(folder, 'window')
  await mkdir(windowDirectory)
  await writeFile(join(windowDirectory, 'index.html'), '<!doctype html><body>')
  port = await serve(createApp(library, { windowDirectory }), { port: 0 })
  site = createServer((request, response) => {
    const quiet = request.url === '/quiet' ? { 'referrer-policy': 'no-referrer' } : {}
    response.writeHead(200, { 'content-type': 'text/html', ...quiet }).end('<!doctype html><body>')
  }).listen(0, '127.0.0.1')
  await once(site, 'listening')
  const { port: number } = site.address() as AddressInfo
  pages = [`http://localhost:${number}`, `http://127.0.0.1:${number}`, `http://app.test:${number}`]
  const flags = ['--disable-background-networking', '--disable-features=LocalNetworkAccessChecks']
  browser = await chromium.launch({
    executablePath: findChromium() ?? '',
    args: ['--no-sandbox', ...flags, '--host-resolver-rules=MAP *.test 127.0.0.1'],
  })
})

test.afterAll(async () => {
  await browser.close()
  site.close()
  await port.close()
  await library.close()
  await rm(folder, { recursive: true, force: true })
})

const allow = (origins: string[]) =>
  library.call('transformations.configure', { strict: false, origins, named: {} }, 'test')

/** What a page gets of an address by an image, an image for reading, and a fetch; runs in the page. */
async function tryAll(page: Page, address: string) {
  return page.evaluate(async (src) => {
    const image = (crossOrigin: string | null) =>
      new Promise<number>((resolve) => {
        const node = Object.assign(new Image(), { crossOrigin, src })
        node.onload = () => resolve(node.naturalWidth)
        node.onerror = () => resolve(0)
      })
    const fetched = fetch(src).then(
      async (answer) => ({ status: answer.status, size: (await answer.blob()).size, tag: answer.headers.get('etag') }),
      () => undefined,
    )
    return { shown: await image(null), readable: await image('anonymous'), fetched: await fetched }
  }, address)
}

async function open(address: string): Promise<Page> {
  const page = await browser.newPage()
  await page.goto(address)
  return page
}

const picture = (below = '/media/tr:w-60,f-png/a.jpg', host = '127.0.0.1') => `http://${host}:${port.port}${below}`

test('an allowed page shows and reads pictures, whichever name of this machine it asks', async () => {
  await allow(pages)
  for (const from of pages)
    for (const host of ['127.0.0.1', 'localhost']) {
      const page = await open(from)
      const { shown, readable, fetched } = await tryAll(page, picture(undefined, host))
      expect([from, host, shown, readable, fetched?.status]).toEqual([from, host, 60, 60, 200])
      expect(fetched?.tag).toMatch(/^"[0-9a-f]{64}"$/)
      await page.close()
    }
})

test('a page that is not allowed shows and reads nothing, and leaves nothing to the one that is', async () => {
  const [allowed = '', ...others] = pages
  await allow([allowed])
  const address = picture('/media/tr:w-61,f-png/a.jpg')
  for (const from of [...others, `${allowed}/quiet`]) {
    const page = await open(from)
    const { shown, fetched } = await tryAll(page, address)
    expect([from, shown]).toEqual([from, 0])
    // A page that hides its address from images tells its origin when it reads.
    expect(fetched?.status).toBe(from.endsWith('/quiet') ? 200 : undefined)
    await page.close()
  }
  const page = await open(allowed)
  expect((await tryAll(page, address)).shown).toBe(61)
  await page.close()
})

test('a page that was refused is listed, and shows the picture once it is allowed', async () => {
  await allow(pages)
  await allow([])
  const announced: string[] = []
  const unlisten = library.listen((event) => {
    if (event.type === 'transformations.refused') announced.push(event.origin)
  })
  const address = picture('/media/tr:w-66,f-png/a.jpg', 'localhost')
  for (const from of pages) {
    const page = await open(`${from}/`)
    expect((await tryAll(page, address)).shown).toBe(0)
    const [latest] = await library.call('transformations.refused', {}, 'test')
    expect(latest).toMatchObject({ origin: from, url: address })
    await allow([from])
    expect(await library.call('transformations.refused', {}, 'test')).not.toContainEqual(latest)
    expect(await tryAll(page, address)).toMatchObject({ shown: 66, readable: 66, fetched: { status: 200 } })
    await page.close()
  }
  unlisten()
  expect(new Set(announced)).toEqual(new Set(pages))
})

test('an allowed page gets nothing but pictures', async () => {
  const [from = ''] = pages
  await allow([from])
  const page = await open(from)
  const before = library.revision
  const got = await page.evaluate(async (base) => {
    const paths = ['/health', '/images/search?url_contains=a', '/openapi.json', '/']
    const reads = paths.map((path) => fetch(base + path).then(({ status }) => status))
    const writes = ['/images', '/media/a.jpg', '/rpc/history.undo'].map((path) =>
      fetch(base + path, { method: 'POST', body: '{}' }).then(({ status }) => status),
    )
    return (await Promise.allSettled([...reads, ...writes])).map(({ status }) => status)
  }, picture(''))
  expect(got).toEqual(got.map(() => 'rejected'))
  expect(library.revision).toBe(before)
  await page.close()
})

test('a signed URL is shown by any page until it expires', async () => {
  await allow([])
  const privateKey = await library.delivery.privateKey()
  const sign = (expireSeconds: number, now = Date.now()) =>
    url({
      ...{ urlEndpoint: picture('/media'), path: '/a.jpg', transformation: [{ width: 62, format: 'png' }] },
      ...{ signed: true, privateKey, expireSeconds, now },
    })
  for (const from of [...pages, `${pages[0]}/quiet`]) {
    const page = await open(from)
    expect((await tryAll(page, sign(100))).shown).toBe(62)
    expect((await tryAll(page, sign(1, Date.now() - 5000))).shown).toBe(0)
    expect((await tryAll(page, sign(100).replace('w-62', 'w-63'))).shown).toBe(0)
    await page.close()
  }
})

for (const isAllowed of [true, false])
  test(`what the browser keeps for the own page ${isAllowed ? 'hides nothing from' : 'is not shown to'} another`, async () => {
    const { hash } = (await library.delivery.resolve('/a.jpg')) ?? {}
    const address = picture(`/media/tr:w-${isAllowed ? 64 : 65},f-png/${hash}`, 'localhost')
    await allow(isAllowed ? pages : [])
    const page = await open(picture('/', 'localhost'))
    expect((await tryAll(page, address)).shown).toBeGreaterThan(0)
    await page.goto(pages[0] ?? '')
    expect((await tryAll(page, address)).shown).toBe(isAllowed ? 64 : 0)
    await page.close()
  })
