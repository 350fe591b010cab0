import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, expect, test } from 'playwright/test'
import { createApp } from '../../electron/api/app.ts'
import { serve } from '../../electron/api/serve.ts'
import { createLibrary } from '../../electron/engine/library.ts'
import { findChromium } from '../helpers/chromium.ts'
import { jpeg } from '../helpers/pictures.ts'

interface Seen {
  what: string
  status: number
}

/** A library with one picture, served with a record of what each request was answered. */
async function openVictim(folder: string) {
  const library = await createLibrary({ directory: folder })
  const source = { url: 'https://example.com/a.jpg', clientName: 'test' }
  const bytes = async function* () {
    yield await jpeg(1)
  }
  const { verdict } = await library.store(bytes(), source)
  const app = createApp(library)
  const seen: Seen[] = []
  const server = await serve(
    {
      async fetch(request, connection) {
        const response = await app.fetch(request, connection)
        seen.push({ what: `${request.method} ${request.url}`, status: response.status })
        return response
      },
    },
    { port: 0 },
  )
  return { library, server, seen, hash: verdict.hash ?? '' }
}

/** Everything a page knows to do to another origin; runs in the page. */
async function attack({ port, hash, host }: { port: number; hash: string; host: string }): Promise<void> {
  const base = `http://${host}:${port}`
  const form = () => {
    const data = new FormData()
    data.set('url', 'https://evil.test/x')
    data.set('client_name', 'evil')
    data.set('file', new Blob(['not a picture']), 'x')
    return data
  }
  const quietly = (work: Promise<unknown>) => work.catch(() => {})
  for (const mode of ['cors', 'no-cors'] as const) {
    await quietly(fetch(`${base}/images/search?url_contains=a`, { mode }))
    await quietly(fetch(`${base}/images/meta/${hash}`, { mode, referrerPolicy: 'no-referrer' }))
    await quietly(fetch(`${base}/media/tr:w-9/${hash}`, { mode }))
    await quietly(fetch(`${base}/media/${hash}`, { mode, referrerPolicy: 'no-referrer' }))
    await quietly(fetch(`${base}/images`, { mode, method: 'POST', body: form() }))
    await quietly(fetch(`${base}/v1/images?url=x`, { mode, method: 'POST', body: 'bytes' }))
    await quietly(fetch(`${base}/rpc/images.trash`, { mode, method: 'POST', body: JSON.stringify({ hashes: [hash] }) }))
  }
  await quietly(fetch(`${base}/images/${hash}`, { method: 'DELETE' }))
  navigator.sendBeacon(`${base}/images`, form())
  const element = (tag: string, attributes: Record<string, string>) =>
    new Promise<void>((resolve) => {
      const node = Object.assign(document.createElement(tag), attributes, { onload: resolve, onerror: resolve })
      document.body.append(node)
      setTimeout(resolve, 500)
    })
  await element('img', { src: `${base}/images/${hash}` })
  await element('img', { src: `${base}/media/${hash}` })
  await element('script', { src: `${base}/images/lookup?url=https://example.com/a.jpg` })
  await element('link', { rel: 'stylesheet', href: `${base}/health` })
  await element('iframe', { src: `${base}/` })
  await element('video', { src: `${base}/images/${hash}` })
  await new Promise<void>((resolve) => {
    const events = new EventSource(`${base}/events`)
    events.onerror = events.onmessage = () => resolve(events.close())
  })
  await new Promise<void>((resolve) => {
    const socket = new WebSocket(`ws://${host}:${port}/events`)
    socket.onerror = socket.onclose = () => resolve()
  })
  document.body.insertAdjacentHTML(
    'beforeend',
    `<iframe name="sink"></iframe><form target="sink" method="post" enctype="multipart/form-data" action="${base}/images">
       <input name="url" value="https://evil.test/form"><input name="client_name" value="evil"></form>`,
  )
  document.querySelector('form')?.submit()
  await new Promise((resolve) => setTimeout(resolve, 300))
}

let folder: string
let browser: Browser
let evil: Server

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'magpie-foreign-'))
  // The sandboxed page has no origin of its own: its requests say `Origin: null`.
  evil = createServer((request, response) => {
    const sandbox =
      request.url === '/sandboxed' ? { 'content-security-policy': 'sandbox allow-scripts allow-forms' } : {}
    response.writeHead(200, { 'content-type': 'text/html', ...sandbox }).end('<!doctype html><body>')
  }).listen(0, '127.0.0.1')
  await once(evil, 'listening')
  browser = await chromium.launch({
    executablePath: findChromium() ?? '',
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-features=LocalNetworkAccessChecks',
      '--host-resolver-rules=MAP *.test 127.0.0.1',
    ],
  })
})

test.afterAll(async () => {
  await browser.close()
  evil.close()
  await rm(folder, { recursive: true, force: true })
})

test('a foreign page gets nothing from the port and changes nothing, whatever it tries', async () => {
  const { library, server, seen, hash } = await openVictim(join(folder, 'library'))
  const before = library.revision
  const { port } = evil.address() as AddressInfo
  for (const from of [`http://evil.test:${port}/`, `http://localhost:${port}/`, `http://evil.test:${port}/sandboxed`]) {
    for (const host of ['127.0.0.1', 'rebind.test']) {
      const page = await browser.newPage()
      await page.goto(from)
      await page.evaluate(attack, { port: server.port, hash, host })
      await page.close()
    }
  }
  expect(seen.length).toBeGreaterThan(80)
  expect(seen.filter(({ status }) => status !== 403)).toEqual([])
  expect(library.revision).toBe(before)
  await server.close()
  await library.close()
})

test('a name that was bound anew to this machine shows nothing, typed or linked', async () => {
  const { library, server } = await openVictim(join(folder, 'rebound'))
  const page = await browser.newPage()
  for (const path of ['/', '/health', '/images/search?url_contains=a']) {
    expect((await page.goto(`http://rebind.test:${server.port}${path}`))?.status()).toBe(403)
  }
  expect((await page.goto(`http://127.0.0.1:${server.port}/health`))?.status()).toBe(200)
  await page.close()
  await server.close()
  await library.close()
})
