import type { Locator, Page } from 'playwright/test'
import sharp from 'sharp'
import { encoder, paint } from './pictures.ts'
import { expect, type WindowServer } from './window-server.ts'

export const preview = (page: Page) => page.getByRole('region', { name: 'Preview' })
export const original = (page: Page) => preview(page).getByRole('img', { name: /^Original:/ })
export const result = (page: Page) => preview(page).getByRole('img', { name: /^Result:/ })
export const figures = (page: Page) => preview(page).getByRole('row', { name: /^Result/ })
export const urlField = (page: Page) => page.getByRole('textbox', { name: 'URL', exact: true })
export const look = (page: Page, name: string) => preview(page).getByRole('radio', { name })

/** Redder to the right, greener to the bottom: any part of it tells where it is from. */
const map = (): Promise<Buffer> =>
  encoder(paint(1200, 800, (x, y) => [x * 255, y * 255, 128]))
    .png()
    .toBuffer()

/** Opens the room on a picture, with steps. */
export async function openRoom(page: Page, server: WindowServer, steps: string, bytes?: Buffer) {
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
export async function write(page: Page, steps: string) {
  const url = await urlField(page).inputValue()
  const hash = /[0-9a-f]{64}/.exec(url)?.[0] ?? ''
  await urlField(page).fill(url.replace(/\/media\/.*$/, `/media/tr:${steps}/${hash}`))
}

/** The figures of the latest steps are there. */
const settled = (page: Page) => expect(figures(page)).toContainText(/\d/)

/** What the URL that is shown is answered with, as an image element asks for it. */
export async function answerOf(page: Page) {
  const headers = { accept: 'image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8' }
  const response = await fetch(await urlField(page).inputValue(), { headers })
  const bytes = Buffer.from(await response.arrayBuffer())
  return { bytes, type: response.headers.get('content-type'), ...(await sharp(bytes).metadata()) }
}

export const boxOf = async (element: Locator) => {
  const box = await element.boundingBox()
  if (!box) throw new Error('it is not shown')
  return box
}

/** Where the middle of a picture is from, 0 to 1 of the map. */
export async function middleOf(bytes: Buffer) {
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const place = (Math.floor(info.height / 2) * info.width + Math.floor(info.width / 2)) * info.channels
  return [data[place] ?? 0, data[place + 1] ?? 0].map((value) => value / 255)
}
