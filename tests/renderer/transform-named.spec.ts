import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright/test'
import { callsOf } from '../helpers/window-duplicates.ts'
import { contrast, smallTargets } from '../helpers/window-looks.ts'
import { cell, cells, expect, test, type WindowServer } from '../helpers/window-server.ts'
import {
  enterTransform,
  exportCard,
  giveFolder,
  opener,
  preset,
  room,
  toast,
  usePreset,
} from '../helpers/window-transform.ts'

const saved = (page: Page, name: string) => page.getByRole('option', { name: new RegExp(`^${name}`) })
const namedOf = async (server: WindowServer) => (await callsOf(server).transformations.settings({})).named

async function saveAs(page: Page, name: string) {
  await opener(page, 'Save as…').click()
  await page.getByRole('textbox', { name: 'Save these steps as' }).fill(name)
  await page.keyboard.press('Enter')
}

test('T takes the selected picture to be transformed and back, and the steps stay', async ({ server, window }) => {
  await server.fill(3)
  await expect(cells(window)).toHaveCount(3)
  await cell(window, 'picture-1.jpg').click()
  await window.keyboard.press('t')
  await expect(room(window)).toContainText('picture-1.jpg')
  await expect(window.getByRole('complementary', { name: 'Inspector' })).toHaveCount(0)
  await usePreset(window, 'Thumbnail')
  await window.keyboard.press('t')
  await expect(cell(window, 'picture-1.jpg')).toBeVisible()
  await cell(window, 'picture-2.jpg').click()
  await window.keyboard.press('t')
  await expect(room(window)).toContainText('picture-2.jpg')
  await saveAs(window, 'kept')
  await expect.poll(() => namedOf(server)).toEqual({ kept: 'w-400,h-300,fo-auto' })
})

test('the sidebar, the inspector and the list of keys lead there', async ({ server, window }) => {
  await server.fill(2)
  await expect(cells(window)).toHaveCount(2)
  const place = window.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Transform' })
  await place.click()
  await expect(place).toHaveAttribute('aria-current', 'page')
  await window.keyboard.press('t')
  await cell(window, 'picture-0.jpg').click()
  await window.getByRole('complementary', { name: 'Inspector' }).getByRole('button', { name: 'Transform' }).click()
  await expect(room(window)).toContainText('picture-0.jpg')
  await window.keyboard.press('?')
  await expect(window.getByRole('dialog', { name: 'Keys' })).toContainText('Transform the selected picture and back')
})

test('presets are chosen by the keyboard alone', async ({ server, window }) => {
  await enterTransform(server, window)
  await opener(window, 'Presets').focus()
  await window.keyboard.press('ArrowDown')
  await expect(preset(window, 'Thumbnail')).toBeFocused()
  await window.keyboard.press('ArrowUp')
  await expect(preset(window, 'Watermark')).toBeFocused()
  await window.keyboard.press('t')
  await expect(preset(window, 'Thumbnail')).toBeFocused()
  await window.keyboard.press('a')
  await expect(preset(window, 'Avatar')).toBeFocused()
  await window.keyboard.press('Enter')
  await expect(opener(window, 'Presets')).toBeFocused()
  await saveAs(window, 'face')
  await expect.poll(() => namedOf(server)).toEqual({ face: 'w-200,h-200,fo-auto,r-max' })
  await opener(window, 'Presets').focus()
  await window.keyboard.press('Enter')
  await window.keyboard.press('Escape')
  await expect(preset(window, 'Avatar')).toHaveCount(0)
  await expect(opener(window, 'Presets')).toBeFocused()
})

test('a name that cannot be is told in words, and one that is taken is replaced when that is wished', async ({
  server,
  window,
}) => {
  await enterTransform(server, window)
  await usePreset(window, 'Web')
  await saveAs(window, 'two words')
  const form = window.getByRole('dialog', { name: 'Save these steps' })
  await expect(form.getByRole('alert')).toHaveText('A name has letters from a to z, digits, _ and - alone.')
  await expect(form.getByRole('textbox')).toBeFocused()
  await form.getByRole('textbox').fill('web')
  await window.keyboard.press('Enter')
  await expect(toast(window)).toContainText('Saved “web”')
  await usePreset(window, 'Black and white')
  await saveAs(window, 'web')
  await expect(form.getByRole('alert')).toHaveText('“web” is there already. Replace it?')
  expect(await namedOf(server)).toEqual({ web: 'w-1600,h-1600,c-at_max' })
  await form.getByRole('button', { name: 'Replace' }).click()
  await expect(toast(window)).toContainText('Replaced “web”')
  expect(await namedOf(server)).toEqual({ web: 'e-grayscale' })
  await toast(window).getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => namedOf(server)).toEqual({ web: 'w-1600,h-1600,c-at_max' })
})

test('saved transformations are used, updated, renamed and deleted, and what was done is undone', async ({
  server,
  window,
}) => {
  const { transformations } = callsOf(server)
  const named = { alpha: 'w-100', beta: 'w-200' }
  await transformations.configure({ strict: false, origins: [], named })
  await enterTransform(server, window)
  await opener(window, 'Saved').focus()
  await window.keyboard.press('Enter')
  await expect(saved(window, 'alpha')).toBeFocused()
  await window.keyboard.press('b')
  await expect(saved(window, 'beta')).toHaveAttribute('aria-selected', 'true')
  await window.keyboard.press('Enter')
  await saveAs(window, 'copy')
  await expect.poll(() => namedOf(server)).toEqual({ ...named, copy: 'w-200' })

  const panel = window.getByRole('dialog', { name: 'Saved transformations' })
  await opener(window, 'Saved').click()
  await saved(window, 'alpha').click()
  await panel.getByRole('button', { name: 'Update' }).click()
  await expect.poll(async () => (await namedOf(server)).alpha).toBe('w-200')
  await panel.getByRole('button', { name: 'Rename…' }).click()
  await panel.getByRole('textbox', { name: 'Rename “alpha” to' }).fill('gamma')
  await window.keyboard.press('Enter')
  await expect(saved(window, 'gamma')).toHaveAttribute('aria-selected', 'true')
  await panel.getByRole('button', { name: 'Use by name' }).click()
  await saveAs(window, 'gamma')
  const form = window.getByRole('dialog', { name: 'Save these steps' })
  await expect(form.getByRole('alert')).toContainText('ask for n-gamma themselves')
  await window.keyboard.press('Escape')

  await opener(window, 'Saved').click()
  await saved(window, 'gamma').click()
  await panel.getByRole('button', { name: 'Delete' }).click()
  await expect(saved(window, 'gamma')).toHaveCount(0)
  expect(await namedOf(server)).toEqual({ beta: 'w-200', copy: 'w-200' })
  await toast(window).getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => namedOf(server)).toEqual({ beta: 'w-200', copy: 'w-200', gamma: 'w-200' })
})

test('what another window saves is there at once', async ({ server, window }) => {
  await enterTransform(server, window)
  await opener(window, 'Saved').click()
  await expect(window.getByText('Nothing is saved yet.')).toBeVisible()
  await callsOf(server).transformations.configure({ strict: false, origins: [], named: { theirs: 'w-9' } })
  await expect(saved(window, 'theirs')).toBeVisible()
})

test('strictness and allowed pages are set, and a field says what is wrong with an address', async ({
  server,
  window,
}) => {
  const settings = () => callsOf(server).transformations.settings({})
  await enterTransform(server, window)
  await opener(window, 'Delivery…').click()
  const dialog = window.getByRole('dialog', { name: 'Delivery settings' })
  await dialog.getByRole('checkbox', { name: 'Strict' }).check()
  await expect.poll(async () => (await settings()).strict).toBe(true)
  const field = dialog.getByRole('textbox', { name: 'Origin to allow' })
  await field.fill('localhost:3000')
  await field.press('Enter')
  await expect(dialog.getByRole('alert')).toContainText('Begin with http:// or https://')
  await field.fill('http://localhost:3000/shop/index.html')
  await field.press('Enter')
  await expect.poll(async () => (await settings()).origins).toEqual(['http://localhost:3000'])
  await expect(field).toHaveValue('')
  await dialog.getByRole('button', { name: 'No longer allow http://localhost:3000' }).click()
  await expect.poll(async () => (await settings()).origins).toEqual([])
  await toast(window).getByRole('button', { name: 'Undo' }).click()
  await expect.poll(async () => (await settings()).origins).toEqual(['http://localhost:3000'])
})

async function openSite(): Promise<{ site: Server; origin: string }> {
  const site = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><body>')
  }).listen(0, '127.0.0.1')
  await once(site, 'listening')
  return { site, origin: `http://localhost:${(site.address() as AddressInfo).port}` }
}

/** The width of a picture that a page shows; 0 where it gets none. */
const shown = (page: Page, address: string) =>
  page.evaluate(
    (src) =>
      new Promise<number>((resolve) => {
        const image = Object.assign(new Image(), { src })
        image.onload = () => resolve(image.naturalWidth)
        image.onerror = () => resolve(0)
      }),
    address,
  )

test('a page that was refused is told at once, and one click allows it', async ({ server, window }) => {
  await enterTransform(server, window)
  const hash = (await callsOf(server).images.list({})).items[0]?.hash
  const { site, origin } = await openSite()
  const page = await window.context().newPage()
  await page.goto(origin)
  const address = (width: number) => `${server.origin}/media/tr:w-${width},f-png/${hash}`
  expect(await shown(page, address(20))).toBe(0)
  await expect(room(window)).toContainText(`${origin} asked for pictures and was refused.`)
  expect(await shown(page, address(21))).toBe(0)
  await opener(window, 'Delivery…').click()
  const dialog = window.getByRole('dialog', { name: 'Delivery settings' })
  await expect(dialog).toContainText(`2 times · `)
  await expect(dialog).toContainText('tr:w-21,f-png')
  await window.keyboard.press('Escape')
  await room(window).getByRole('status').getByRole('button', { name: 'Allow' }).click()
  await expect(toast(window)).toContainText(`Allowed ${origin} to show pictures`)
  await expect(room(window)).not.toContainText('was refused')
  expect(await shown(page, address(22))).toBe(22)
  await toast(window).getByRole('button', { name: 'Undo' }).click()
  let width = 30
  await expect.poll(() => shown(page, address(++width))).toBe(0)
  await expect(room(window)).toContainText(`${origin} asked for pictures and was refused.`)
  await room(window).getByRole('button', { name: 'Dismiss' }).click()
  await expect(room(window)).not.toContainText('was refused')
  expect(await shown(page, address(23))).toBe(0)
  await expect(room(window)).not.toContainText('was refused')
  await opener(window, 'Delivery…').click()
  await dialog.getByRole('button', { name: `Allow ${origin}` }).click()
  await expect(dialog).not.toContainText('Refused lately')
  expect(await shown(page, address(24))).toBe(24)
  site.close()
})

test('a name in use is looked at again when what it stands for changes', async ({ server, window }) => {
  const { transformations } = callsOf(server)
  const settings = { strict: false, origins: [], named: { hero: 'w-50' } }
  await transformations.configure(settings)
  await enterTransform(server, window)
  await opener(window, 'Saved').click()
  await window.getByRole('button', { name: 'Use by name' }).click()
  await transformations.configure({ ...settings, named: {} })
  await expect(room(window)).toContainText('No transformation is saved as “hero”.')
  await transformations.configure({ ...settings, named: { hero: 'w-40' } })
  await expect(room(window)).not.toContainText('No transformation is saved as “hero”.')
  await expect(room(window).getByRole('row', { name: /^Result/ })).toContainText('40 × ')
  await transformations.configure(settings)
  await expect(room(window).getByRole('row', { name: /^Result/ })).toContainText('50 × ')
})

test('letters typed into a field or a list of choices leave the room open', async ({ server, window }) => {
  await enterTransform(server, window)
  await room(window).getByRole('combobox').first().focus()
  await window.keyboard.press('t')
  await opener(window, 'Delivery…').click()
  await window.getByRole('textbox', { name: 'Origin to allow' }).press('t')
  await expect(room(window)).toBeVisible()
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`in ${colorScheme} colours all words can be read and all targets be hit`, async ({ server, window }) => {
    await window.emulateMedia({ colorScheme })
    const named = { alpha: 'w-100', beta: 'w-200' }
    await callsOf(server).transformations.configure({ strict: false, origins: ['http://localhost:1'], named })
    await giveFolder(window)
    await enterTransform(server, window)
    await opener(window, 'Export picture…').click()
    await expect(exportCard(window)).toContainText('Done: ')
    const seen: Record<string, string[]> = {
      Presets: ['.menu-item', '.menu-item small', '.menu-title'],
      Saved: ['.named-name code', '.named-name:not([aria-selected="true"]) code', '.named-actions .button-main'],
      'Delivery…': ['.delivery .hint', '.delivery-list span', '.card-counts', '.export-title code'],
    }
    for (const [name, selectors] of Object.entries(seen)) {
      await opener(window, name).click()
      for (const one of selectors) expect(await contrast(window, one), one).toBeGreaterThanOrEqual(4.5)
      expect(await smallTargets(window)).toEqual([])
      await window.keyboard.press('Escape')
    }
  })
