import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright/test'
import { withCopies } from '../helpers/copies.ts'
import { jpeg, png } from '../helpers/pictures.ts'
import { stage } from '../helpers/window-duplicates.ts'
import { cell, cells, dropPaths, dropTexts, expect, paste, test } from '../helpers/window-server.ts'

const card = (page: Page) => page.getByRole('region', { name: 'Import' })
const verdict = (page: Page, name: string) => card(page).getByRole('listitem').filter({ hasText: name })

test('dropped files are stored, and the card tells of each what became of it', async ({ server, window }) => {
  const bytes = await jpeg(1, 600, 400)
  await server.post({ url: 'https://example.com/known.jpg', bytes })
  const trashed = await server.post({ url: 'https://example.com/trashed.jpg', bytes: await jpeg(2) })
  await fetch(`${server.origin}/images/${trashed}`, { method: 'DELETE' })
  await writeFile(join(server.folder, 'fresh.png'), await png(3))
  await writeFile(join(server.folder, 'same.jpg'), bytes)
  await writeFile(join(server.folder, 'alike.png'), await png(1, 480, 320))
  await writeFile(join(server.folder, 'deleted.jpg'), await jpeg(2))
  await writeFile(join(server.folder, 'notes.png'), 'not a picture at all')
  await writeFile(join(server.folder, 'cut.jpg'), bytes.subarray(0, 40))
  const names = ['cut.jpg', 'fresh.png', 'same.jpg', 'alike.png', 'deleted.jpg', 'notes.png']
  await dropPaths(
    window,
    names.map((name) => join(server.folder, name)),
  )
  await expect(verdict(window, 'fresh.png')).toContainText('New')
  await expect(verdict(window, 'cut.jpg')).toContainText('Stored, but it could not be read in full: ')
  await expect(verdict(window, 'same.jpg')).toContainText('Already stored, source added')
  await expect(verdict(window, 'alike.png')).toContainText(/near-duplicate of .* at distance \d/)
  await expect(verdict(window, 'deleted.jpg')).toContainText('Deleted before')
  await expect(verdict(window, 'notes.png')).toContainText('Not an image')
  await expect(cell(window, 'fresh.png')).toBeVisible()

  await card(window).getByRole('button', { name: 'Restore it from the trash' }).click()
  await expect(cell(window, 'trashed.jpg')).toBeVisible()
  await card(window).getByRole('button', { name: 'Store the file anyway' }).click()
  await expect(cell(window, 'notes.png')).toBeVisible()

  await verdict(window, 'alike.png').getByRole('button', { name: 'this one' }).click()
  await expect(window.getByRole('complementary').getByRole('heading', { level: 2 })).toHaveText('known.jpg')
  await card(window).getByRole('button', { name: 'Close the import card' }).click()
  await expect(card(window)).toBeHidden()
})

test('a near-duplicate leads from its line and from the card to its cluster, which the card does not cover, and says how it is turned', async ({
  server,
  window,
}) => {
  const [original, mirrored] = await withCopies(31, ['mirrored'])
  await server.post({ url: 'https://example.com/original.jpg', ...(original ? { bytes: original } : {}) })
  await writeFile(join(server.folder, 'mirror.jpg'), mirrored ?? '')
  await dropPaths(window, [join(server.folder, 'mirror.jpg')])
  await expect(verdict(window, 'mirror.jpg')).toContainText(/near-duplicate of .* at distance \d+, mirrored/)
  await verdict(window, 'mirror.jpg').getByRole('button', { name: 'Review' }).click()
  await expect(stage(window)).toContainText('mirror.jpg')
  await expect(verdict(window, 'mirror.jpg')).toBeHidden()
  await window
    .getByRole('navigation', { name: 'Places' })
    .getByRole('button', { name: /Library/ })
    .click()
  await expect(cells(window)).toHaveCount(2)
  await card(window).getByRole('button', { name: 'Show more' }).click()
  await card(window).getByRole('button', { name: 'Review the near-duplicate' }).click()
  await expect(stage(window)).toContainText('original.jpg')
})

test('while files hover over the window it says that they can be dropped, and how many', async ({ server, window }) => {
  await expect(window.getByText('Drop pictures or folders here')).toBeVisible()
  const session = await window.context().newCDPSession(window)
  const files = ['a.png', 'b.png'].map((name) => join(server.folder, name))
  for (const file of files) await writeFile(file, await png(4))
  const data = { items: [], files, dragOperationsMask: 1 }
  await session.send('Input.dispatchDragEvent', { type: 'dragEnter', x: 400, y: 300, data })
  await expect(window.getByText('Drop 2 items to store them')).toBeVisible()
  // The browser’s protocol cannot let a drag leave the window.
  await window.evaluate(() => document.body.dispatchEvent(new DragEvent('dragleave', { bubbles: true })))
  await expect(window.getByText('Drop 2 items to store them')).toBeHidden()
})

test('a dropped folder is stored with all that lies below it, but for what is hidden', async ({ server, window }) => {
  await expect(window.getByText('Drop pictures or folders here')).toBeVisible()
  const folder = join(server.folder, 'holiday')
  await mkdir(join(folder, 'beach', 'late'), { recursive: true })
  await mkdir(join(folder, '.cache'))
  for (let place = 0; place < 104; place += 1)
    await writeFile(join(folder, 'beach', `${place}.png`), await png(place, 24, 16))
  await writeFile(join(folder, 'beach', 'late', 'deep.png'), await png(500))
  await writeFile(join(folder, '.cache', 'hidden.png'), await png(501))
  await dropPaths(window, [folder])
  await expect(window.getByRole('contentinfo')).toContainText('105 pictures', { timeout: 30_000 })
  await expect(card(window).getByRole('heading')).toHaveText('Done: 105 files')
  await window.getByRole('textbox').fill('holiday/beach/late')
  await expect(cells(window)).toHaveCount(1)
})

test('a picture dragged from a web page is fetched by its address; one that must not be fetched is refused with the reason', async ({
  window,
}) => {
  await expect(window.getByText('Drop pictures or folders here')).toBeVisible()
  const html = '<meta charset="utf-8"><img alt="x" src="http://127.0.0.1:9/private.jpg?a=1&amp;b=2">'
  await dropTexts(window, { 'text/html': html, 'text/uri-list': 'http://127.0.0.1:9/page.html' })
  await expect(verdict(window, 'private.jpg')).toContainText('Failed')
  await expect(verdict(window, 'page.html')).toHaveCount(0)
})

test('links that are no web addresses are not taken', async ({ window }) => {
  await expect(window.getByText('Drop pictures or folders here')).toBeVisible()
  await dropTexts(window, { 'text/uri-list': 'javascript:alert(1)' })
  await expect(window.locator('.toast')).toContainText('There is no file in what was dropped.')
  await expect(card(window)).toBeHidden()
})

test('a pasted picture is stored with the time of pasting as its source', async ({ window }) => {
  await expect(window.getByText('Drop pictures or folders here')).toBeVisible()
  await paste(window, { picture: await png(11) })
  await cells(window).first().click()
  await expect(window.getByRole('region', { name: 'Sources' })).toContainText(/paste:20\d\d-/)
})

test('pasted addresses are fetched, and what cannot be reached is told', async ({ window }) => {
  await expect(window.getByText('Drop pictures or folders here')).toBeVisible()
  await paste(window, { text: 'http://127.0.0.1:9/one.jpg http://127.0.0.1:9/two.jpg' })
  await expect(verdict(window, 'one.jpg')).toContainText('Failed')
  await expect(verdict(window, 'two.jpg')).toContainText('Failed')
})

test('files chosen in the dialog are stored', async ({ server, window }) => {
  const path = join(server.folder, 'chosen.png')
  await writeFile(path, await png(21))
  const chooser = window.waitForEvent('filechooser')
  await window.getByRole('button', { name: 'Add pictures' }).first().click()
  await (await chooser).setFiles([path])
  await expect(cell(window, 'chosen.png')).toBeVisible()
})

test('a long import shows how far it is and can be stopped', async ({ server, window }) => {
  const folder = join(server.folder, 'many')
  await mkdir(folder)
  for (let place = 0; place < 400; place += 1) await writeFile(join(folder, `${place}.png`), await png(place, 48, 32))
  await dropPaths(window, [folder])
  await expect(card(window).getByRole('progressbar')).toBeVisible()
  await expect(card(window)).toContainText(/of 400 · [\d.]+ a second/)
  await card(window).getByRole('button', { name: 'Stop' }).click()
  await expect(card(window).getByRole('heading')).toHaveText('Stopped: 400 files')
  await expect(card(window).getByRole('progressbar')).toBeHidden()
})
