import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright/test'
import {
  answerOf,
  boxOf,
  figures,
  look,
  openRoom,
  original,
  preview,
  result,
  urlField,
  write,
} from '../helpers/transform-room.ts'
import { cell, cells, expect, test } from '../helpers/window-server.ts'

const divider = (page: Page) => page.getByRole('slider', { name: 'Divider between original and result' })

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
  const note = await boxOf(preview(page).getByRole('status'))
  expect(note.x).toBeGreaterThan((await boxOf(divider(page))).x)
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
