import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { test as base, type ConsoleMessage, expect, type Page } from 'playwright/test'
import { jpeg } from './pictures.ts'

interface Post {
  url: string
  bytes?: Buffer
  filename?: string
  client?: string
}

/** A real headless library in a folder of its own, reached as scrapers reach it. */
export interface WindowServer {
  origin: string
  /** An empty folder for the test’s own files. */
  folder: string
  /** Posts one picture as a scraper does; resolves to its content hash. */
  post(post: Post): Promise<string>
  /** Posts as many pictures, each of its own. */
  fill(count: number): Promise<void>
  stop(): Promise<void>
  /** Starts the library again where it was, on the same port. */
  start(): Promise<void>
}

interface Fixtures {
  server: WindowServer
  /** The window in a browser, open on the library; every violation of its policy and every error fails the test. */
  window: Page
}

/** Tests of the window in a real browser over a real library. */
export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
  server: async ({}, use) => {
    const root = await mkdtemp(join(tmpdir(), 'magpie-window-'))
    const server = createServer(root)
    await server.start()
    await use(server)
    await server.stop()
    await rm(root, { recursive: true, force: true })
  },
  window: async ({ server, page }, use) => {
    const complaints = watch(page)
    await page.goto(`${server.origin}/`)
    await use(page)
    expect(complaints).toEqual([])
  },
})

export { expect }

/** The built server: its process starts in half the time that the sources take. */
const headless = fileURLToPath(new URL('../../out/main/headless.js', import.meta.url))

/** What the browser says of a library that a test stops and starts under its page; anything else is a complaint. */
const expected =
  /ERR_(CONNECTION_(REFUSED|RESET|CLOSED|ABORTED)|SOCKET_NOT_CONNECTED|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING)/

function watch(page: Page): string[] {
  const complaints: string[] = []
  const hear = (message: ConsoleMessage) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return
    const isConnection = expected.test(message.text())
    const isAnswer = /the server responded with a status of 4\d\d/.test(message.text())
    if (!isConnection && !isAnswer) complaints.push(message.text())
  }
  page.on('console', hear)
  page.on('pageerror', (error) => complaints.push(error.message))
  return complaints
}

function createServer(root: string): WindowServer {
  let child: ChildProcess | undefined
  let origin = ''
  async function start() {
    const port = origin ? new URL(origin).port : '0'
    const flags = [headless, '--library', join(root, 'library'), '--port', port]
    child = spawn(process.execPath, flags, { stdio: ['ignore', 'pipe', 'inherit'] })
    origin = await addressOf(child)
  }
  async function post({ url, bytes, filename = '', client = 'scraper' }: Post) {
    const form = new FormData()
    const file = new Uint8Array(bytes ?? (await jpeg(seedOf(url))))
    form.set('file', new Blob([file]), filename || new URL(url).pathname.slice(1))
    form.set('url', url)
    form.set('client_name', client)
    const response = await fetch(`${origin}/images`, { method: 'POST', body: form })
    return ((await response.json()) as { content_hash: string }).content_hash
  }
  return {
    get origin() {
      return origin
    },
    folder: root,
    start,
    post,
    async fill(count) {
      for (let place = 0; place < count; place += 1) await post({ url: `https://example.com/picture-${place}.jpg` })
    },
    async stop() {
      if (!child || child.exitCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

/** The address that the library says it listens at. */
async function addressOf(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('the library was started without an output')
  for await (const line of createInterface({ input: child.stdout })) {
    const found = /https?:\/\/127\.0\.0\.1:\d+/.exec(line)
    if (found) return found[0]
  }
  throw new Error('the library ended before it listened')
}

const seedOf = (text: string) => [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7)

/** The cells of the grid. */
export const cells = (page: Page) => page.getByRole('gridcell')

/** The cell of a picture by its name. */
export const cell = (page: Page, name: string) => page.getByRole('gridcell', { name })

/** Drops real files and folders onto the window, by the browser’s own protocol. */
export async function dropPaths(page: Page, files: string[]): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files, dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data })
  }
}

/** Drops what another page offers when a picture or a link is dragged out of it. */
export async function dropTexts(page: Page, texts: Record<string, string>): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const items = Object.entries(texts).map(([mimeType, data]) => ({ mimeType, data }))
  const data = { items, dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data })
  }
}

/** Pastes a picture or a text, as the browser hands them over. */
export async function paste(page: Page, what: { picture: Buffer } | { text: string }): Promise<void> {
  const picture = 'picture' in what ? what.picture.toString('base64') : ''
  const text = 'text' in what ? what.text : ''
  await page.evaluate(
    ([base64, words]) => {
      const clipboardData = new DataTransfer()
      if (words) clipboardData.setData('text/plain', words)
      const bytes = Uint8Array.from(atob(base64 ?? ''), (letter) => letter.charCodeAt(0))
      if (base64) clipboardData.items.add(new File([bytes], 'image.png', { type: 'image/png' }))
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    },
    [picture, text],
  )
}
