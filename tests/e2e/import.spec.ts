import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page } from 'playwright/test'
import { type Magpie, test } from './launch.ts'
import { makeLargePicture, makePicture } from './pictures.ts'

const tiles = (page: Page) => page.locator('img[src*="/v1/thumbnails/"]')

async function post(
  { call }: Magpie,
  bytes: Buffer<ArrayBuffer>,
  url: string,
  type = 'image/jpeg',
): Promise<{ content_hash: string }> {
  const [address] = (await call('host.info', {})).addresses
  const form = new FormData()
  form.set('file', new Blob([bytes], { type }), 'posted.jpg')
  form.set('url', url)
  form.set('client_name', 'scraper')
  const answer = await fetch(`${address}/images`, { method: 'POST', body: form })
  expect(answer.status).toBe(201)
  return answer.json() as Promise<{ content_hash: string }>
}

test('a picture posted to the port appears in the open window', async ({ launch }) => {
  const magpie = await launch()
  await expect(tiles(magpie.page)).toHaveCount(0)
  const { content_hash } = await post(magpie, await makePicture(1), 'https://pictures.example/a.jpg')
  const tile = magpie.page.locator(`img[src$="/v1/thumbnails/${content_hash}"]`).first()
  await expect(tile).toBeVisible()
  await expect.poll(() => tile.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(384)
})

test('a picture dropped on the window is stored', async ({ launch }) => {
  const { page, call } = await launch()
  const base64 = (await makePicture(2)).toString('base64')
  await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File([bytes], 'dropped.jpg', { type: 'image/jpeg' }))
    for (const type of ['dragenter', 'dragover', 'drop'])
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }))
  }, base64)
  await expect.poll(async () => (await call('images.list', {})).items.map(({ name }) => name)).toEqual(['dropped.jpg'])
  await expect(tiles(page).first()).toBeVisible()
})

test('files and folders chosen in the dialog are imported by their paths', async ({ launch, home }) => {
  const folder = join(home.userData, '..', 'pictures')
  mkdirSync(folder)
  for (const seed of [3, 4, 5]) writeFileSync(join(folder, `photo-${seed}.jpg`), await makePicture(seed))
  const { app, call } = await launch()
  await app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
  }, folder)
  const { job } = await call('host.chooseFiles', { folders: true })
  expect(job).not.toBeNull()
  await expect.poll(async () => (await call('images.list', {})).total).toBe(3)
  const [newest] = (await call('images.list', {})).items
  const { sources } = await call('images.get', { hash: newest?.hash ?? '' })
  expect(sources[0]?.url).toMatch(/^file:\/\/.*photo-\d\.jpg$/)
})

test('a large picture goes into the library and comes back to the page byte for byte', async ({ launch }) => {
  const magpie = await launch()
  const bytes = await makeLargePicture()
  const { content_hash } = await post(magpie, bytes, 'https://pictures.example/large.png', 'image/png')
  const digests = await magpie.page.evaluate(async (hash) => {
    const digest = async (path: string) => {
      const body = await (await fetch(path)).arrayBuffer()
      return { size: body.byteLength, sum: [...new Uint8Array(await crypto.subtle.digest('SHA-256', body))].join() }
    }
    return Promise.all([digest(`/images/${hash}`), digest(`/images/${hash}`)])
  }, content_hash)
  const expected = { size: bytes.length, sum: [...createHash('sha256').update(bytes).digest()].join() }
  expect(digests).toEqual([expected, expected])
})

test('a dialog that is cancelled imports nothing', async ({ launch }) => {
  const { app, call } = await launch()
  await app.evaluate(({ dialog }) => {
    dialog.showOpenDialog = async () => ({ canceled: true, filePaths: [] })
  })
  expect(await call('host.chooseFiles', {})).toEqual({ job: null })
})

test('what was stored is there again after a restart, and nothing was left locked', async ({ launch }) => {
  const first = await launch()
  await post(first, await makePicture(6), 'https://pictures.example/b.jpg')
  await first.close()
  const second = await launch()
  expect((await second.call('images.list', {})).total).toBe(1)
  await expect(tiles(second.page).first()).toBeVisible()
})
