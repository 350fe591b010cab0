import { mkdir, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Library } from '../../../electron/engine/library.ts'
import { hashOf, openSharedLibrary, temporaryFolder } from '../../helpers/library.ts'
import { encoder, paint } from '../../helpers/pictures.ts'

let library: Library
let server: Server
let hits: string[]

let remove: () => Promise<void>
beforeAll(async () => {
  ;({ library, remove } = await openSharedLibrary())
})
afterAll(() => remove())

beforeEach(async () => {
  hits = []
  server = createServer(({ url }, response) => {
    hits.push(url ?? '')
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterEach(() => new Promise((resolve) => server.close(resolve)))

/** A folder with a red picture that nobody may see, and an SVG beside it that tries to show it. */
async function folderWith(inside: (at: { web: string; file: string }) => string, prolog = ''): Promise<string> {
  const folder = join(await temporaryFolder(), 'pictures')
  await mkdir(folder)
  const secret = join(folder, 'secret.png')
  await writeFile(
    secret,
    await encoder(paint(40, 40, () => [255, 0, 0]))
      .png()
      .toBuffer(),
  )
  await writeFile(join(folder, 'style.css'), 'rect { fill: #ff0000 }')
  await writeFile(
    join(folder, 'part.svg'),
    '<svg xmlns="http://www.w3.org/2000/svg"><rect id="r" width="40" height="40" fill="#f00"/></svg>',
  )
  const web = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const body = inside({ web, file: pathToFileURL(folder).href })
  const svg = `${prolog}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xi="http://www.w3.org/2001/XInclude" width="40" height="40">${body}</svg>`
  const path = join(folder, 'attack.svg')
  await writeFile(path, svg)
  return path
}

/** Whether a pixel of the thumbnail is nearly red. */
async function showsRed(thumbnail: Uint8Array | undefined): Promise<boolean> {
  if (!thumbnail) return false
  const pixels = await sharp(thumbnail).raw().toBuffer()
  return pixels.some((red, at) => at % 3 === 0 && red > 180 && (pixels[at + 1] ?? 0) < 90 && (pixels[at + 2] ?? 0) < 90)
}

const image = (href: string) =>
  `<image width="40" height="40" href="${href}"/><image width="40" height="40" xlink:href="${href}"/>`

test.each<[string, (at: { web: string; file: string }) => string]>([
  [
    'a script',
    ({ web }) =>
      `<script>fetch('${web}/script')</script><script href="${web}/script.js"/><rect width="9" height="9" onload="fetch('${web}/onload')"/>`,
  ],
  ['a picture of the web', ({ web }) => image(`${web}/image.png`)],
  ['a picture beside it', () => image('secret.png')],
  ['a picture by file URL', ({ file }) => image(`${file}/secret.png`)],
  [
    'a picture of another document',
    ({ web, file }) => `<use href="${web}/part.svg#r"/><use xlink:href="${file}/part.svg#r"/><use href="part.svg#r"/>`,
  ],
  [
    'a style sheet',
    ({ web, file }) =>
      `<style>@import url("${web}/style.css"); @import url("${file}/style.css"); @import "style.css";</style><rect width="40" height="40" fill="#00f"/>`,
  ],
  [
    'a font of the web',
    ({ web }) =>
      `<style>@font-face { font-family: x; src: url("${web}/font.woff") }</style><text y="20" font-family="x">text</text>`,
  ],
  [
    'an included file',
    ({ web, file }) =>
      `<text y="20"><xi:include href="${file}/part.svg" parse="text"/><xi:include href="${web}/include"/></text>`,
  ],
  [
    'a filter with a picture',
    ({ web, file }) =>
      `<filter id="f"><feImage href="${web}/fe.png"/><feImage href="${file}/secret.png"/></filter><rect width="40" height="40" filter="url(#f)"/>`,
  ],
  [
    'a foreign page',
    ({ web }) =>
      `<foreignObject width="40" height="40"><iframe xmlns="http://www.w3.org/1999/xhtml" src="${web}/frame"/></foreignObject>`,
  ],
])('an SVG with %s reaches neither the network nor a file', async (_, inside) => {
  const path = await folderWith(inside)
  const stored = await library.storeFile(path, { url: pathToFileURL(path).href, clientName: 'magpie' })
  expect(stored.entry).toMatchObject({ contentType: 'image/svg+xml', perceptualHash: null, width: 40, height: 40 })
  expect(await showsRed(await library.thumbnail(hashOf(stored)))).toBe(false)
  expect(hits).toEqual([])
})

test('an SVG whose entities name files and addresses reaches neither', async () => {
  const prolog = `<!DOCTYPE svg [<!ENTITY passwd SYSTEM "file:///etc/passwd"><!ENTITY net SYSTEM "http://127.0.0.1:${(server.address() as AddressInfo).port}/entity">]>`
  const path = await folderWith(() => '<text y="20">&passwd;&net;</text>', prolog)
  const stored = await library.storeFile(path, { url: pathToFileURL(path).href, clientName: 'magpie' })
  expect(stored.verdict.kind).toBe('added')
  expect(hits).toEqual([])
})

test('an SVG whose entities multiply without end costs only itself', async () => {
  const names = Array.from({ length: 12 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(12)}">`).join('')
  const path = await folderWith(() => '<text y="20">&e12;</text>', `<!DOCTYPE svg [<!ENTITY e0 "ha">${names}]>`)
  const stored = await library.storeFile(path, { url: pathToFileURL(path).href, clientName: 'magpie' })
  expect(stored.verdict.reason).toBeTruthy()
  const next = await library.storeFile(await folderWith(() => '<rect width="9" height="9"/>'), {
    url: 'file:///next.svg',
    clientName: 'magpie',
  })
  expect(next.verdict.reason).toBeNull()
})

test('the test would see a red picture', async () => {
  const path = await folderWith(() => '<rect width="40" height="40" fill="#ff0000"/>')
  const stored = await library.storeFile(path, { url: pathToFileURL(path).href, clientName: 'magpie' })
  expect(await showsRed(await library.thumbnail(hashOf(stored)))).toBe(true)
})
