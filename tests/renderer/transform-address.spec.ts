import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from 'playwright/test'
import { callsOf } from '../helpers/window-duplicates.ts'
import { cell, expect, test } from '../helpers/window-server.ts'

const source = 'https://photos.example/my album/boat.jpg?size=large&v=2'

test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

test.beforeEach(async ({ server, window }) => {
  await server.post({ url: source, filename: 'boat at sea.jpg' })
  await cell(window, 'boat at sea.jpg').click()
  await window.keyboard.press('t')
  await expect(button(window, 'Copy URL')).toBeEnabled()
})

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const item = (page: Page, name: string) => page.getByRole('menuitem', { name, exact: true })
const choice = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true })
const preview = (page: Page) => page.locator('.copy-preview')
const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText())

async function writeSteps(page: Page, steps: string) {
  const field = page.getByRole('textbox', { name: 'URL', exact: true })
  await field.fill(steps)
  await field.press('Enter')
}

async function copyAs(page: Page, name: string): Promise<string> {
  await button(page, 'Copy as').click()
  await item(page, name).click()
  await expect(page.getByText(/^Copied the /).first()).toBeVisible()
  return clipboard(page)
}

const statusOf = async (url: string) => (await fetch(url)).status

test('the URL follows dialect, position and naming, and each spelling is answered', async ({ server, window }) => {
  await writeSteps(window, 'w-30,b-2_red')
  const copied = new Set<string>()
  for (const dialect of ['seed', 'classic', 'modern'])
    for (const position of ['path', 'query'])
      for (const naming of ['hash', 'path', 'source']) {
        await choice(window, 'Dialect').selectOption(dialect)
        await choice(window, 'Steps in').selectOption(position)
        await choice(window, 'Picture by').selectOption(naming)
        await window.evaluate(() => navigator.clipboard.writeText(''))
        await button(window, 'Copy URL').click()
        await expect.poll(() => clipboard(window)).not.toBe('')
        const url = await clipboard(window)
        copied.add(url)
        expect([url, await statusOf(url)]).toEqual([url, 200])
      }
  // In the path, classic and modern URLs are the same.
  expect(copied.size).toBe(15)
  expect([...copied]).toContain(`${server.origin}/media/tr:w-30,bo-2_red/boat%20at%20sea.jpg`)
  expect([...copied]).toContain(`${server.origin}/media/boat%20at%20sea.jpg?tr=w-30,b-2_red`)
})

test('a signed URL is answered until a character of it changes', async ({ window }) => {
  await writeSteps(window, 'w-30')
  await window.getByRole('checkbox', { name: 'Signed' }).check()
  await choice(window, 'Expiry').selectOption('For 1 hour')
  await button(window, 'Copy signed URL').click()
  await expect.poll(() => clipboard(window)).toMatch(/\?ik-t=\d+&ik-s=[0-9a-f]{40}$/)
  const url = await clipboard(window)
  expect(await statusOf(url)).toBe(200)
  expect(await statusOf(url.replace('w-30', 'w-31'))).toBe(401)
  expect(await statusOf(url.replace(/.$/, (last) => (last === '0' ? '1' : '0')))).toBe(401)
})

test('a signature lasts as many seconds as are typed', async ({ window }) => {
  await window.getByRole('checkbox', { name: 'Signed' }).check()
  await choice(window, 'Expiry').selectOption('For … seconds')
  await window.getByRole('spinbutton', { name: 'Seconds until it expires' }).fill('90')
  const url = await copyAs(window, 'Signed URL')
  const left = Number(/ik-t=(\d+)/.exec(url)?.[1]) - Date.now() / 1000
  expect(left).toBeGreaterThan(0)
  expect(left).toBeLessThanOrEqual(90)
})

test('the menu is worked by keys: it opens, finds by letters, shows what it will copy, and gives the focus back', async ({
  window,
}) => {
  await button(window, 'Copy as').focus()
  await window.keyboard.press('ArrowDown')
  await expect(item(window, 'URL')).toBeFocused()
  await window.keyboard.press('ArrowUp')
  await expect(item(window, 'Python')).toBeFocused()
  await expect(preview(window)).toContainText('from imagekitio import ImageKit')
  await window.keyboard.press('c')
  await expect(preview(window)).toContainText("--output 'boat at sea.jpg'")
  await window.keyboard.press('Escape')
  await expect(button(window, 'Copy as')).toBeFocused()
  await window.keyboard.press('Enter')
  await expect(item(window, 'URL')).toBeFocused()
  await window.keyboard.press('t')
  await expect(item(window, 'TypeScript: ImageKit')).toBeFocused()
  await window.keyboard.press('t')
  await window.keyboard.press('Enter')
  await expect.poll(() => clipboard(window)).toContain('const src = url({')
  await expect(button(window, 'Copy as')).toBeFocused()
})

test('the pointer shows what each form will be before it is chosen', async ({ window }) => {
  await button(window, 'Copy as').click()
  await item(window, 'Markdown').hover()
  await expect(preview(window)).toContainText(/^!\[boat at sea\]\(http.*\)$/)
  await item(window, 'TypeScript: ImageKit').hover()
  await expect(preview(window)).toContainText('imagekit.url({')
})

/** Shows HTML in a page of no origin, and tells what became of its image. */
async function show(window: Page, html: string) {
  const page = await window.context().newPage()
  await page.setContent(html)
  const image = await page.locator('img').evaluate(async (element) => {
    if (!(element instanceof HTMLImageElement)) throw new Error('that is no image')
    await element.decode()
    const { alt, sizes, srcset } = element
    return { alt, sizes, srcset, width: element.getAttribute('width') }
  })
  await page.close()
  const candidates = image.srcset.split(/,\s+/).map((candidate) => candidate.split(' '))
  const statuses = await Promise.all(candidates.map(([url = '']) => statusOf(url)))
  return { ...image, statuses, descriptors: candidates.map(([, descriptor]) => descriptor) }
}

test('the signed image tag loads in any page: by widths, or sharper where the steps fix a size', async ({ window }) => {
  await window.getByRole('checkbox', { name: 'Signed' }).check()
  const byWidths = await show(window, await copyAs(window, '<img srcset>'))
  expect(byWidths).toMatchObject({ alt: 'boat at sea', sizes: '100vw', width: null, statuses: [200] })
  expect(byWidths.descriptors).toEqual([expect.stringMatching(/^\d+w$/)])
  await writeSteps(window, 'w-30,h-20')
  await expect.poll(() => copyAs(window, '<img srcset>')).toContain('width="30"')
  const fixed = await show(window, await clipboard(window))
  expect(fixed).toMatchObject({ sizes: '', width: '30', statuses: [200, 200], descriptors: ['1x', '2x'] })
})

test('the curl command, run as copied, saves the picture under its name with the right ending', async ({
  server,
  window,
}) => {
  const run = async () => {
    const command = await copyAs(window, 'curl')
    await promisify(execFile)('bash', ['-c', command], { cwd: server.folder })
    return command
  }
  await choice(window, 'Picture by').selectOption('source')
  await run()
  await writeSteps(window, 'w-30')
  await expect.poll(run).toContain('boat at sea.webp')
  const startOf = async (name: string) => (await readFile(join(server.folder, name))).subarray(0, 12).toString('latin1')
  expect(await startOf('boat at sea.webp')).toContain('WEBP')
  expect(await startOf('boat at sea.jpg')).toContain('\xff\xd8')
})

test('a picture that came from no web address says why it is not named by one', async ({ server, window }) => {
  await choice(window, 'Picture by').selectOption('source')
  await server.post({ url: 'file:///home/me/scan.jpg', filename: 'scan.jpg' })
  await window.getByRole('button', { name: /^Library/ }).click()
  await cell(window, 'scan.jpg').click()
  await window.keyboard.press('t')
  await expect(
    window.getByText('The content hash stands in for the source URL: it came from no web address.'),
  ).toBeVisible()
  await button(window, 'Copy URL').click()
  await expect.poll(() => clipboard(window)).toMatch(/\/media\/[0-9a-f]{64}$/)
  expect(await statusOf(await clipboard(window))).toBe(200)
})

test('nothing is copied while the URL that is shown is broken, or names a picture in the trash', async ({
  server,
  window,
}) => {
  const field = window.getByRole('textbox', { name: 'URL', exact: true })
  await writeSteps(window, 'w-30')
  await field.fill('w-30:l-image,i-')
  await expect(button(window, 'Copy URL')).toBeDisabled()
  await expect(button(window, 'Copy as')).toBeDisabled()
  await field.fill('w-30')
  await expect(button(window, 'Copy URL')).toBeEnabled()
  const { items } = await callsOf(server).images.list({})
  await callsOf(server).images.trash({ hashes: items.map(({ hash }) => hash) })
  await expect(button(window, 'Copy URL')).toBeDisabled()
})

test('code that signs asks its own surroundings for the key: the window has none', async ({ window }) => {
  await window.getByRole('checkbox', { name: 'Signed' }).check()
  expect(await copyAs(window, 'TypeScript: Magpie')).toContain('privateKey: process.env.IMAGEKIT_PRIVATE_KEY')
})
