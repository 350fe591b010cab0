import { readFile } from 'node:fs/promises'
import type { Locator, Page } from 'playwright/test'
import sharp from 'sharp'
import { encoder, orientedJpeg, paint, scene } from '../helpers/pictures.ts'
import { cell, cells, expect, test, type WindowServer } from '../helpers/window-server.ts'

const preview = (page: Page) => page.getByRole('region', { name: 'Preview' })
const original = (page: Page) => preview(page).getByRole('img', { name: /^Original:/ })
const result = (page: Page) => preview(page).getByRole('img', { name: /^Result:/ })
const figures = (page: Page) => preview(page).getByRole('row', { name: /^Result/ })
const urlField = (page: Page) => page.getByRole('textbox', { name: 'URL', exact: true })
const divider = (page: Page) => page.getByRole('slider', { name: 'Divider between original and result' })
const cropBox = (page: Page) => preview(page).getByRole('button', { name: /^Crop box/ })
const field = (page: Page, name: string) => preview(page).getByRole('spinbutton', { name })
const tool = (page: Page, name: 'Crop' | 'Focus') => preview(page).getByRole('button', { name, exact: true })
const look = (page: Page, name: string) => preview(page).getByRole('radio', { name })

/** Redder to the right, greener to the bottom: any part of it tells where it is from. */
const map = (): Promise<Buffer> =>
  encoder(paint(1200, 800, (x, y) => [x * 255, y * 255, 128]))
    .png()
    .toBuffer()

/** Opens the room on a picture, with steps. */
async function openRoom(page: Page, server: WindowServer, steps: string, bytes?: Buffer) {
  const hash = await server.post({ url: 'https://example.com/map.png', bytes: bytes ?? (await map()) })
  await page
    .getByRole('navigation', { name: 'Places' })
    .getByRole('button', { name: /Transform/ })
    .click()
  await expect(urlField(page)).toHaveValue(new RegExp(hash))
  if (steps) await write(page, steps)
  await settled(page)
  return hash
}

/** Writes steps into the URL, by keyboard. */
async function write(page: Page, steps: string) {
  const url = await urlField(page).inputValue()
  const hash = /[0-9a-f]{64}/.exec(url)?.[0] ?? ''
  await urlField(page).fill(url.replace(/\/media\/.*$/, `/media/tr:${steps}/${hash}`))
}

/** The figures of the latest steps are there. */
const settled = (page: Page) => expect(figures(page)).toContainText(/\d/)

/** What the URL that is shown is answered with, as an image element asks for it. */
async function answerOf(page: Page) {
  const headers = { accept: 'image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8' }
  const response = await fetch(await urlField(page).inputValue(), { headers })
  const bytes = Buffer.from(await response.arrayBuffer())
  return { bytes, type: response.headers.get('content-type'), ...(await sharp(bytes).metadata()) }
}

const boxOf = async (element: Locator) => {
  const box = await element.boundingBox()
  if (!box) throw new Error('it is not shown')
  return box
}

/** Drags from one point of the original to another, both 0 to 1 of it. */
async function drag(page: Page, from: [number, number], to: [number, number]) {
  const { x, y, width, height } = await boxOf(original(page))
  await page.mouse.move(x + width * from[0], y + height * from[1])
  await page.mouse.down()
  await page.mouse.move(x + width * to[0], y + height * to[1], { steps: 6 })
  await page.mouse.up()
}

async function clickAt(page: Page, share: [number, number]) {
  const { x, y, width, height } = await boxOf(original(page))
  await page.mouse.click(x + width * share[0], y + height * share[1])
}

/** Where the middle of a picture is from, 0 to 1 of the map. */
async function middleOf(bytes: Buffer) {
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const place = (Math.floor(info.height / 2) * info.width + Math.floor(info.width / 2)) * info.channels
  return [data[place] ?? 0, data[place + 1] ?? 0].map((value) => value / 255)
}

test('the result is seen beside the original, and the divider between them goes by pointer and keys', async ({
  server,
  window: page,
}) => {
  await openRoom(page, server, 'w-300,e-grayscale')
  await expect(divider(page)).toHaveAttribute('aria-valuenow', '50')
  const pane = await boxOf(preview(page).getByRole('group', { name: 'Before and after' }))
  const handle = await boxOf(divider(page))
  await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2)
  await page.mouse.down()
  await page.mouse.move(pane.x + pane.width * 0.25, pane.y + pane.height / 2, { steps: 5 })
  await page.mouse.up()
  await expect(divider(page)).toHaveAttribute('aria-valuetext', 'Original in the left 25 %, result in the right 75 %')
  await divider(page).press('End')
  await expect(divider(page)).toHaveAttribute('aria-valuenow', '100')
  await look(page, 'Side by side').check()
  await expect(original(page)).toBeVisible()
  await expect(result(page)).toBeVisible()
  await look(page, 'Result').check()
  await expect(original(page)).toHaveCount(0)
})

test('the result is zoomed to its own pixels and fitted again', async ({ server, window: page }) => {
  await openRoom(page, server, 'w-300')
  await look(page, 'Result').check()
  await preview(page)
    .getByRole('button', { name: /of the result; show every pixel/ })
    .click()
  await expect.poll(async () => Math.round((await boxOf(result(page))).width)).toBe(300)
  await preview(page).getByRole('button', { name: 'Fit into the panes' }).click()
  await expect.poll(async () => (await boxOf(result(page))).width).toBeGreaterThan(400)
})

test('figures tell the type, size and bytes of what the URL answers, and what is saved', async ({
  server,
  window: page,
}) => {
  await openRoom(page, server, 'w-300,h-200,f-webp,q-60')
  const { bytes } = await answerOf(page)
  await expect(figures(page)).toContainText('WEBP')
  await expect(figures(page)).toContainText('300 × 200')
  await expect(figures(page)).toContainText(bytes.length < 1000 ? `${bytes.length} bytes` : 'KB')
  await expect(figures(page)).toContainText(/% smaller/)
  await expect(preview(page)).toContainText(/\d ms: plan [\d.]+ ms, picture [\d.]+ ms/)
  await expect(preview(page)).toContainText('Browsers keep it for ever')
  await write(page, 'w-100,f-png')
  await expect(figures(page)).toContainText('100 × 67')
  await expect(figures(page)).toContainText('PNG')
  await expect(preview(page)).toContainText('Rendered now')
  await write(page, 'w-300,h-200,f-webp,q-60')
  await expect(preview(page)).toContainText('Kept from before')
})

test('a box dragged on the picture is cut out of it', async ({ server, window: page }) => {
  await openRoom(page, server, 'w-300,f-png')
  await tool(page, 'Crop').click()
  await drag(page, [0.25, 0.5], [0.75, 0.9])
  await expect(urlField(page)).toHaveValue(/tr:w-\d+,h-\d+,x-\d+,y-\d+,cm-extract:w-300,f-png\//)
  const [w = 0, h = 0, x = 0, y = 0] = ((await urlField(page).inputValue()).match(/(?<=[,:][whxy]-)\d+/g) ?? []).map(
    Number,
  )
  for (const [value, wished] of [
    [w, 600],
    [h, 320],
    [x, 300],
    [y, 400],
  ] as const)
    expect(Math.abs(value - wished)).toBeLessThan(6)
  await expect(figures(page)).toContainText(`300 × ${Math.round((300 * h) / w)}`)
  const [red = 0, green = 0] = await middleOf((await answerOf(page)).bytes)
  expect(Math.abs(red - 0.5)).toBeLessThan(0.02)
  expect(Math.abs(green - 0.7)).toBeLessThan(0.02)
})

test('the box is moved, sized and taken away by the keyboard, in pixels of the original', async ({
  server,
  window: page,
}) => {
  await openRoom(page, server, 'w-200,h-100,x-50,y-60,cm-extract,f-png')
  await tool(page, 'Crop').press('Enter')
  await expect(cropBox(page)).toHaveAccessibleName(/200 by 100 pixels at 50, 60/)
  await cropBox(page).press('ArrowRight')
  await cropBox(page).press('Shift+ArrowDown')
  await expect(urlField(page)).toHaveValue(/tr:w-200,h-100,x-51,y-70,cm-extract,f-png\//)
  await preview(page)
    .getByRole('button', { name: /^Bottom right corner/ })
    .press('Shift+ArrowRight')
  await expect(field(page, 'Width')).toHaveValue('210')
  await field(page, 'Height').fill('5000')
  await expect(urlField(page)).toHaveValue(/w-210,h-800,x-51,y-0,/)
  await expect(figures(page)).toContainText('210 × 800')
  await preview(page).getByRole('button', { name: 'Whole picture' }).click()
  await expect(urlField(page)).toHaveValue(/tr:f-png\//)
  await page.keyboard.press('Escape')
  await expect(cropBox(page)).toHaveCount(0)
  await expect(look(page, 'Slider')).toBeChecked()
})

test('the box keeps the shape that the steps ask for', async ({ server, window: page }) => {
  await openRoom(page, server, 'w-400,ar-1-1')
  await tool(page, 'Crop').click()
  await expect(preview(page).getByRole('combobox', { name: 'Shape' })).toHaveValue('steps')
  await drag(page, [0.2, 0.2], [0.6, 0.4])
  const sides = async () => [await field(page, 'Width').inputValue(), await field(page, 'Height').inputValue()]
  await expect.poll(async () => (await sides())[0]).not.toBe('1200')
  const [across, down] = await sides()
  expect(across).toBe(down)
})

test('the box counts in upright pixels of a picture that its camera turned', async ({ server, window: page }) => {
  await openRoom(page, server, 'w-60,h-100,x-10,y-20,cm-extract', await orientedJpeg(scene(7, 300, 200), 6))
  await tool(page, 'Crop').click()
  await expect(cropBox(page)).toHaveAccessibleName(/60 by 100 pixels at 10, 20/)
  await expect(figures(page)).toContainText('60 × 100')
  await field(page, 'Height').fill('9999')
  await expect(field(page, 'Height')).toHaveValue('9999')
  await expect(urlField(page)).toHaveValue(/h-200,x-10,y-0/)
})

test('a click on the picture is what a crop keeps', async ({ server, window: page }) => {
  await openRoom(page, server, 'w-200,h-200,f-png')
  await tool(page, 'Focus').click()
  await clickAt(page, [0.45, 0.5])
  await expect(urlField(page)).toHaveValue(/tr:w-800,h-800,xc-\d+,yc-400,cm-extract:w-200,h-200,f-png\//)
  await expect(preview(page).getByRole('group', { name: 'Focus' })).toContainText('Written as a cut of 800 × 800')
  const [red = 0] = await middleOf((await answerOf(page)).bytes)
  expect(Math.abs(red - 0.45)).toBeLessThan(0.02)
  await clickAt(page, [0.98, 0.5])
  await expect(urlField(page)).toHaveValue(/tr:w-200,h-200,f-png,fo-right\//)
  await expect(preview(page).getByRole('group', { name: 'Focus' })).toContainText('Written as fo-right')
  await preview(page).getByRole('radio', { name: 'top left' }).check()
  await expect(urlField(page)).toHaveValue(/fo-top_left\//)
  await preview(page).getByRole('radio', { name: 'center' }).check()
  await expect(urlField(page)).toHaveValue(/tr:w-200,h-200,f-png\//)
  await preview(page)
    .getByRole('button', { name: /^Focus,/ })
    .press('Shift+ArrowRight')
  await expect(urlField(page)).toHaveValue(/xc-680,yc-400,cm-extract:/)
})

test('a focus without a crop says so, and offers one', async ({ server, window: page }) => {
  await openRoom(page, server, 'rt-90')
  await tool(page, 'Focus').click()
  await expect(preview(page)).toContainText('No step crops to a width and a height')
  await preview(page).getByRole('button', { name: 'Crop to a square' }).click()
  await expect(urlField(page)).toHaveValue(/tr:rt-90:w-600,h-600\//)
  await clickAt(page, [0.9, 0.1])
  await expect(urlField(page)).toHaveValue(/fo-top_right\//)
})

test('what is saved is what the URL answers, under a name that ends as its bytes are', async ({
  server,
  window: page,
}) => {
  await openRoom(page, server, 'w-240,f-webp')
  const download = page.waitForEvent('download')
  await preview(page).getByRole('button', { name: 'Save…' }).click()
  const saved = await download
  expect(saved.suggestedFilename()).toBe('map.webp')
  expect((await readFile(await saved.path())).equals((await answerOf(page)).bytes)).toBe(true)
})

test('the result can be dragged out as a file', async ({ server, window: page }) => {
  await openRoom(page, server, 'w-240,f-webp')
  const offered = await preview(page)
    .getByTitle(/^Drag the result/)
    .evaluate((element) => {
      const dataTransfer = new DataTransfer()
      element.dispatchEvent(new DragEvent('dragstart', { dataTransfer, bubbles: true, cancelable: true }))
      return dataTransfer.getData('DownloadURL')
    })
  expect(offered).toMatch(/^image\/webp:map\.webp:blob:http/)
})

test('steps that cannot be done leave the last result, and say so', async ({ server, window: page }) => {
  await openRoom(page, server, 'w-240,f-webp')
  const before = await result(page).getAttribute('src')
  await write(page, 'w-240,h-9000,cm-extract')
  await expect(preview(page)).toContainText('These steps cannot be done: this is the last result.')
  await expect(result(page)).toHaveAttribute('src', before ?? '')
  await expect(preview(page).getByRole('button', { name: 'Save…' })).toBeDisabled()
  await write(page, 'w-120,f-webp')
  await expect(figures(page)).toContainText('120 × 80')
  await expect(preview(page)).not.toContainText('cannot be done')
})

test('another picture is found by typing and taken by the keyboard', async ({ server, window: page }) => {
  await server.fill(5)
  await openRoom(page, server, 'w-100')
  await page.getByRole('button', { name: 'Change…' }).press('Enter')
  const chooser = page.getByRole('dialog', { name: 'Choose a picture' })
  await expect(chooser.getByRole('option')).toHaveCount(6)
  await page.keyboard.type('picture-')
  await expect(chooser.getByRole('option')).toHaveCount(5)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowRight')
  await expect(chooser.getByRole('option').nth(1)).toBeFocused()
  const name = await chooser.getByRole('option').nth(1).getAttribute('title')
  await page.keyboard.press('Enter')
  await expect(chooser).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'Picture' })).toContainText(name ?? 'a name')
  await expect(urlField(page)).toHaveValue(/tr:w-100\//)
})

test('selected pictures are walked through, and offered first', async ({ server, window: page }) => {
  await server.fill(6)
  await expect(cells(page)).toHaveCount(6)
  await cell(page, 'picture-4.jpg').click()
  await cell(page, 'picture-1.jpg').click({ modifiers: ['Control'] })
  await page
    .getByRole('navigation', { name: 'Places' })
    .getByRole('button', { name: /Transform/ })
    .click()
  const picture = page.getByRole('region', { name: 'Picture' })
  await expect(picture).toContainText('1 / 2')
  await expect(picture).toContainText('picture-4.jpg')
  await picture.getByRole('button', { name: 'Next selected picture' }).click()
  await expect(picture).toContainText('picture-1.jpg')
  await page.getByRole('button', { name: 'Change…' }).click()
  const options = page.getByRole('dialog', { name: 'Choose a picture' }).getByRole('option')
  await expect(options.nth(0)).toHaveAttribute('title', 'picture-4.jpg')
  await expect(options.nth(1)).toHaveAttribute('title', 'picture-1.jpg')
  await expect(options).toHaveCount(6)
})

test('an empty library has nothing to transform, and says how to begin', async ({ window: page }) => {
  await page
    .getByRole('navigation', { name: 'Places' })
    .getByRole('button', { name: /Transform/ })
    .click()
  await expect(preview(page)).toContainText('Nothing to transform yet')
  await expect(page.getByRole('region', { name: 'Picture' })).toContainText('Drop one onto the window')
})
