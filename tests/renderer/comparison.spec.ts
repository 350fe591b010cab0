import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright/test'
import sharp from 'sharp'
import { encoder, jpeg, scene } from '../helpers/pictures.ts'
import { openDuplicates } from '../helpers/window-duplicates.ts'
import { expect, test, type WindowServer } from '../helpers/window-server.ts'

const comparison = (page: Page) => page.getByRole('region', { name: 'Comparison' })
const keeper = (page: Page) =>
  comparison(page)
    .getByRole('img', { name: /^Keeper/ })
    .first()
const candidate = (page: Page) => comparison(page).getByRole('img', { name: /^Candidate/ })
const pane = (page: Page, name: string) => comparison(page).getByRole('group', { name })

/** Where a picture lies in its pane, and how large: numbers that do not tell one pane from another. */
async function placeOf(page: Page, side: 'Keeper' | 'Candidate') {
  const box = await (side === 'Keeper' ? keeper(page) : candidate(page)).boundingBox()
  const room = await pane(page, side).boundingBox()
  if (!box || !room) throw new Error(`the ${side.toLowerCase()} is not shown`)
  return [box.x - room.x, box.y - room.y, box.width, box.height].map((value) => Math.round(value) + 0)
}

/** Both pictures lie alike in their panes; they are placed one after the other. */
const expectTogether = (page: Page) =>
  expect(async () => {
    expect(await placeOf(page, 'Candidate')).toEqual(await placeOf(page, 'Keeper'))
  }).toPass({ timeout: 15_000 })

/** Posts a picture and a copy of it, and opens the view of duplicates on the two. */
async function compare(server: WindowServer, page: Page, copy: (bytes: Buffer) => Promise<Buffer>) {
  const bytes = await jpeg(31, 900, 600)
  const first = await server.post({ url: 'https://example.com/large.jpg', bytes })
  const second = await server.post({ url: 'https://example.com/copy.jpg', bytes: await copy(bytes) })
  await openDuplicates(page)
  await expect(comparison(page)).toBeVisible()
  await expect(candidate(page)).toHaveAttribute('src', /\/images\//)
  return { first, second }
}

const smaller = (bytes: Buffer) => sharp(bytes).resize(300).jpeg({ quality: 80 }).toBuffer()

const choose = (page: Page, mode: string) => comparison(page).getByRole('radio', { name: mode }).check()

test('both pictures are zoomed and moved together, whatever their pixel counts', async ({ server, window }) => {
  await compare(server, window, smaller)
  await expectTogether(window)
  const fitted = await placeOf(window, 'Keeper')
  const room = await pane(window, 'Candidate').boundingBox()
  await window.mouse.move((room?.x ?? 0) + 100, (room?.y ?? 0) + (room?.height ?? 0) / 2)
  await window.mouse.wheel(0, -600)
  await expect.poll(async () => (await placeOf(window, 'Keeper'))[2]).toBeGreaterThan((fitted[2] ?? 0) * 2)
  await expectTogether(window)
  const before = await placeOf(window, 'Keeper')
  await window.mouse.down()
  await window.mouse.move((room?.x ?? 0) + 60, (room?.y ?? 0) + (room?.height ?? 0) / 2, { steps: 4 })
  await window.mouse.up()
  await expect.poll(async () => (await placeOf(window, 'Keeper'))[0]).toBe((before[0] ?? 0) - 40)
  await expectTogether(window)
  await choose(window, 'Slider')
  await choose(window, 'Side by side')
  await expect.poll(async () => (await placeOf(window, 'Keeper'))[0]).toBe((before[0] ?? 0) - 40)
  await window.keyboard.press('0')
  await expect.poll(() => placeOf(window, 'Keeper')).toEqual(fitted)
})

test('a double click shows every pixel of the keeper, another one all of it', async ({ server, window }) => {
  await compare(server, window, smaller)
  await pane(window, 'Keeper').dblclick()
  await expect.poll(async () => (await placeOf(window, 'Keeper'))[2]).toBe(900)
  await expect(comparison(window)).toContainText('100 %')
  await pane(window, 'Candidate').dblclick()
  await expect.poll(async () => (await placeOf(window, 'Candidate'))[2]).toBeLessThan(900)
})

test('blinking says at any time which one is shown, and can be stopped', async ({ server, window }) => {
  await compare(server, window, smaller)
  await choose(window, 'Blink')
  const label = pane(window, 'Blink').getByText(/^(Keeper|Candidate)$/)
  await expect(label).toHaveText('Candidate')
  await expect(label).toHaveText('Keeper')
  await comparison(window).getByRole('button', { name: 'Pause' }).click()
  const isShown = async () => [await keeper(window).isVisible(), await candidate(window).isVisible()]
  const words = await label.textContent()
  expect(await isShown()).toEqual([words === 'Keeper', words === 'Candidate'])
  await comparison(window).getByRole('button', { name: /^Show/ }).click()
  await expect(label).not.toHaveText(words ?? '')
  expect(await isShown()).toEqual([words !== 'Keeper', words !== 'Candidate'])
})

test('who wishes for little motion is shown none, and switches by hand', async ({ server, window }) => {
  await window.emulateMedia({ reducedMotion: 'reduce' })
  await compare(server, window, smaller)
  await choose(window, 'Blink')
  await expect(comparison(window).getByRole('button', { name: 'Play' })).toBeVisible()
  await comparison(window).getByRole('button', { name: 'Show candidate' }).click()
  await expect(pane(window, 'Blink').getByText(/^(Keeper|Candidate)$/)).toHaveText('Candidate')
})

test('the divider is moved by keys and by the pointer, tells where it is, and leaves each name on its side', async ({
  server,
  window,
}) => {
  await compare(server, window, smaller)
  await choose(window, 'Slider')
  const divider = comparison(window).getByRole('slider')
  await divider.focus()
  await divider.press('ArrowRight')
  await expect(divider).toHaveAttribute('aria-valuenow', '52')
  await divider.press('Home')
  await expect(divider).toHaveAttribute('aria-valuetext', 'Keeper in the left 0 %, candidate in the right 100 %')
  await divider.press('End')
  const room = await pane(window, 'Slider').boundingBox()
  await divider.hover()
  await window.mouse.down()
  await window.mouse.move((room?.x ?? 0) + (room?.width ?? 0) / 10, (room?.y ?? 0) + 20, { steps: 3 })
  await window.mouse.up()
  await expect(divider).toHaveAttribute('aria-valuenow', '10')
  const caption = await comparison(window).locator('.layer-keeper .layer-label').boundingBox()
  expect((caption?.x ?? 0) + (caption?.width ?? 0)).toBeLessThan((room?.x ?? 0) + (room?.width ?? 0) / 10)
})

test('the difference of a copy that was encoded again is nearly none; what was drawn over shows', async ({
  server,
  window,
}) => {
  await compare(server, window, (bytes) => sharp(bytes).jpeg({ quality: 85 }).toBuffer())
  await choose(window, 'Difference')
  await expect(comparison(window)).toContainText(/No pixel differs by more than|0[\d.]* % of the pixels differ/)
  await expect(comparison(window)).toContainText('compared at 900 × 600')
})

test('the heat is where a mark was drawn, and nowhere else', async ({ server, window }) => {
  const mark = await encoder(scene(5, 150, 60))
    .png()
    .toBuffer()
  await compare(server, window, (bytes) =>
    sharp(bytes)
      .composite([{ input: mark, left: 750, top: 540 }])
      .jpeg({ quality: 95 })
      .toBuffer(),
  )
  await choose(window, 'Difference')
  const map = comparison(window).locator('canvas')
  await expect(map).toHaveAttribute('aria-label', /^[\d.]+ % of the pixels differ/)
  const [marked, elsewhere] = await map.evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] }
    const most = [0, 0]
    for (let place = 0; place < data.length; place += 4) {
      const [x, y] = [(place / 4) % canvas.width, Math.floor(place / 4 / canvas.width)]
      const where = x >= 740 && y >= 530 ? 0 : 1
      most[where] = Math.max(most[where] ?? 0, data[place] ?? 0)
    }
    return most
  })
  expect(marked).toBeGreaterThan(150)
  expect(elsewhere).toBeLessThan(90)
})

test('a turned copy is compared as the keeper stands, in every mode', async ({ server, window }) => {
  await compare(server, window, (bytes) => sharp(bytes).rotate(90).jpeg({ quality: 70 }).toBuffer())
  await expect(comparison(window)).toContainText('rotated by 90°, shown turned back')
  await expectTogether(window)
  await choose(window, 'Difference')
  await expect(comparison(window)).toContainText(/No pixel differs by more than|0[\d.]* % of the pixels differ/)
})

test('a damaged file is shown as far as it can be read, and said to be damaged', async ({ server, window }) => {
  await compare(server, window, (bytes) => Promise.resolve(bytes.subarray(0, Math.floor(bytes.length * 0.95))))
  await expect(comparison(window)).toContainText('The file is damaged: not all of it can be read.')
})

test('as long as Space is held, the keeper is shown in the candidate’s place', async ({ server, window }) => {
  await compare(server, window, smaller)
  await expect(candidate(window)).toBeVisible()
  await pane(window, 'Keeper').click()
  await window.keyboard.down(' ')
  await expect(candidate(window)).toBeHidden()
  await expect(pane(window, 'Candidate').getByRole('img', { name: /^Keeper/ })).toBeVisible()
  await window.keyboard.up(' ')
  await expect(candidate(window)).toBeVisible()
})

test('a missing original is told, its thumbnail stands in, and the other picture is shown as ever', async ({
  server,
  page,
}) => {
  const bytes = await jpeg(31, 900, 600)
  await server.post({ url: 'https://example.com/large.jpg', bytes })
  const hash = await server.post({ url: 'https://example.com/copy.jpg', bytes: await smaller(bytes) })
  await rm(blobOf(server, hash))
  await page.goto(`${server.origin}/`)
  await openDuplicates(page)
  await expect(comparison(page)).toContainText('The original is missing or damaged: this is the thumbnail.')
  await expect(keeper(page)).toHaveAttribute('src', /\/images\//)
  await choose(page, 'Difference')
  await expect(comparison(page)).toContainText('of the pixels differ')
})

/** Where the bytes of a picture lie below the library’s folder. */
const blobOf = (server: WindowServer, hash: string) => join(server.folder, 'library', 'blobs', hash.slice(0, 2), hash)
