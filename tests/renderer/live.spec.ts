import { member, openDuplicates, plant } from '../helpers/window-duplicates.ts'
import { cell, cells, expect, test } from '../helpers/window-server.ts'

test('a posted picture appears without a reload, with its thumbnail', async ({ server, window }) => {
  await expect(window.getByText('Drop pictures or folders here')).toBeVisible()
  await server.post({ url: 'https://example.com/cat.jpg' })
  const picture = cell(window, 'cat.jpg').locator('img')
  await expect(picture).toBeVisible()
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100)
  await expect(window.getByRole('contentinfo')).toContainText('1 picture')
})

test('an empty library shows three commands with the address it really has, ready to copy', async ({
  server,
  window,
}) => {
  const commands = window.locator('.curl code')
  await expect(commands).toHaveCount(3)
  for (const command of await commands.all()) await expect(command).toContainText(server.origin)
  await window.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await window.getByRole('button', { name: 'Copy the command' }).first().click()
  await expect.poll(() => window.evaluate(() => navigator.clipboard.readText())).toContain('curl -F')
})

test('pictures that come in under the pointer wait in a pill and move nothing until it is pressed', async ({
  server,
  window,
}) => {
  await server.fill(60)
  await expect(cells(window).first()).toHaveAccessibleName(/picture-59/)
  await cells(window).nth(5).hover()
  const before = await cells(window).nth(5).getAttribute('aria-label')
  await server.post({ url: 'https://example.com/new-1.jpg' })
  await server.post({ url: 'https://example.com/new-2.jpg' })
  const pill = window.getByRole('button', { name: '2 new' })
  await expect(pill).toBeVisible()
  await expect(cells(window).nth(5)).toHaveAccessibleName(before ?? '')
  await pill.click()
  await expect(cells(window).first()).toHaveAccessibleName(/new-2/)
  await expect(pill).toBeHidden()
})

test('pictures that come in while the grid is scrolled down wait in the pill, and the pill leads up to them', async ({
  server,
  window,
}) => {
  await server.fill(60)
  await expect(cells(window).first()).toHaveAccessibleName(/picture-59/)
  const grid = window.getByRole('grid')
  await grid.evaluate((element) => {
    element.scrollTop = 900
  })
  await server.post({ url: 'https://example.com/new.jpg' })
  await window.getByRole('button', { name: '1 new' }).click()
  await expect(cell(window, 'new.jpg')).toBeInViewport()
  await expect.poll(() => grid.evaluate((element) => element.scrollTop)).toBe(0)
})

test('at the very top, with the pointer elsewhere, new pictures come in by themselves', async ({ server, window }) => {
  await server.fill(40)
  await expect(cells(window).first()).toHaveAccessibleName(/picture-39/)
  await window.mouse.move(60, 400)
  await server.post({ url: 'https://example.com/new.jpg' })
  await expect(cells(window).first()).toHaveAccessibleName(/new/)
})

test('a lost connection is told and heals by itself, with what came in meanwhile', async ({ server, window }) => {
  await server.post({ url: 'https://example.com/before.jpg' })
  await expect(cell(window, 'before.jpg')).toBeVisible()
  await server.stop()
  await expect(window.getByRole('alert')).toContainText('reconnects by itself')
  await server.start()
  await server.post({ url: 'https://example.com/meanwhile.jpg' })
  await expect(cell(window, 'meanwhile.jpg')).toBeVisible({ timeout: 15_000 })
  await expect(window.getByRole('alert')).toBeHidden()
})

test('thumbnails that a lost connection keeps away are there when it heals', async ({ server, window }) => {
  await window.goto('about:blank')
  await server.fill(60)
  await window.goto(server.origin)
  await expect(cells(window).first().locator('img')).toBeVisible()
  await server.stop()
  await window.getByRole('grid').evaluate((grid) => {
    grid.scrollTop = grid.scrollHeight
  })
  await expect(cell(window, 'picture-0.jpg')).toContainText('JPEG')
  await server.start()
  await expect(cell(window, 'picture-0.jpg').locator('img')).toBeVisible()
})

test('an original that a lost connection keeps away is not called damaged, and is there when it heals', async ({
  server,
  window,
}) => {
  await plant(server, { seed: 31, copies: ['reencoded', 'resized'] })
  await openDuplicates(window)
  const comparison = window.getByRole('region', { name: 'Comparison' })
  const candidate = comparison.getByRole('img', { name: /^Candidate/ })
  await expect(candidate).toHaveAttribute('src', /\/images\//)
  await server.stop()
  await expect(window.getByRole('alert')).toContainText('reconnects by itself')
  await member(window, 3).click()
  await expect(candidate).toHaveAttribute('src', /\/thumbnails\//)
  await expect(comparison).not.toContainText('damaged')
  await server.start()
  await expect(candidate).toHaveAttribute('src', /\/images\//)
  await expect(comparison).not.toContainText('damaged')
})
