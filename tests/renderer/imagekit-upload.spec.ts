import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, expect, type Page, test } from 'playwright/test'
import { getAuthenticationParameters } from '#shared/imagekit/auth.ts'
import { createApp } from '../../electron/api/app.ts'
import { type RunningServer, serve } from '../../electron/api/serve.ts'
import { createLibrary, type Library } from '../../electron/engine/library.ts'
import { findChromium } from '../helpers/chromium.ts'
import { jpeg } from '../helpers/pictures.ts'

const sdk = fileURLToPath(new URL('imagekit.esm.js', import.meta.resolve('@imagekit/javascript')))

let folder: string
let browser: Browser
let library: Library
let port: RunningServer
let site: Server
let origin: string

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'magpie-upload-'))
  library = await createLibrary({ directory: folder })
  port = await serve(createApp(library), { port: 0 })
  const script = await readFile(sdk)
  site = createServer((request, response) => {
    const isScript = request.url === '/sdk.js'
    response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html' })
    response.end(isScript ? script : '<!doctype html><body>')
  }).listen(0, '127.0.0.1')
  await once(site, 'listening')
  origin = `http://localhost:${(site.address() as AddressInfo).port}`
  const flags = ['--no-sandbox', '--disable-background-networking', '--disable-features=LocalNetworkAccessChecks']
  browser = await chromium.launch({ executablePath: findChromium() ?? '', args: flags })
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

interface Uploaded {
  filePath?: string
  url?: string
  requestId?: string
  events?: number
  error?: string
  message?: string
  status?: number
}

/** Uploads by ImageKit’s own SDK, whose address is replaced in the request it is given. */
async function upload(page: Page, parameters: object): Promise<Uploaded> {
  const picture = (await jpeg(1)).toString('base64')
  return page.evaluate(
    async ({ base, parameters, picture }) => {
      const address = '/sdk.js'
      const { upload } = await import(address)
      const xhr = new XMLHttpRequest()
      const open = xhr.open.bind(xhr)
      xhr.open = (method: string, url: string | URL) =>
        open(method, String(url).replace('https://upload.imagekit.io', base))
      let events = 0
      const bytes = Uint8Array.from(atob(picture), (character) => character.charCodeAt(0))
      const wish = { file: new File([bytes], 'a.jpg'), fileName: 'page.jpg', publicKey: 'public_any', tags: ['page'] }
      const more = { xhr, onProgress: () => void events++, useUniqueFileName: false }
      try {
        const { filePath, url, $ResponseMetadata } = await upload({ ...wish, ...more, ...parameters })
        return { filePath, url, requestId: $ResponseMetadata.requestId, events }
      } catch (error) {
        const failed = error as Error & { $ResponseMetadata?: { statusCode: number } }
        const status = failed.$ResponseMetadata?.statusCode ?? 0
        return { error: failed.constructor.name, message: failed.message, status }
      }
    },
    { base: `http://127.0.0.1:${port.port}`, parameters, picture },
  )
}

async function open(): Promise<Page> {
  const page = await browser.newPage()
  await page.goto(origin)
  return page
}

test('a page of an allowed origin uploads by ImageKit’s SDK, once with each token', async () => {
  await allow([origin])
  const page = await open()
  const parameters = getAuthenticationParameters({ privateKey: await library.delivery.privateKey() })
  const uploaded = await upload(page, parameters)
  expect(uploaded).toMatchObject({ filePath: '/page.jpg', requestId: expect.any(String) })
  expect(uploaded.events).toBeGreaterThan(0)
  expect(await library.call('files.at', { path: '/page.jpg' }, 'test')).toMatchObject({ tags: ['page'] })
  const again = await upload(page, parameters)
  expect(again).toMatchObject({ status: 400, message: expect.stringContaining('token') })
  const forged = await upload(page, { ...parameters, token: 'another' })
  expect(forged).toMatchObject({ status: 400, message: expect.stringContaining('signature') })
  const [latest] = await library.call('activity.list', { limit: 1 }, 'test')
  expect(latest?.client).toMatch(new RegExp(`^Chrome \\d+ on ${origin}$`))
  await page.close()
})

test('a page of another origin cannot upload, even with a good token', async () => {
  await allow([])
  const page = await open()
  const parameters = getAuthenticationParameters({ privateKey: await library.delivery.privateKey() })
  expect(await upload(page, parameters)).toMatchObject({ status: 0, error: 'ImageKitUploadNetworkError' })
  await page.close()
})
