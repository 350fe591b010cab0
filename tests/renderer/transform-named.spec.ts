import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright/test'
import { callsOf } from '../helpers/window-duplicates.ts'
import { contrast, smallTargets } from '../helpers/window-looks.ts'
import { cell, cells, expect, test, type WindowServer } from '../helpers/window-server.ts'

const room = (page: Page) => page.getByRole('region', { name: 'Transform' })
const opener = (page: Page, name: string) => room(page).getByRole('button', { name, exact: true })
const toast = (page: Page) => page.locator('.toast')
const preset = (page: Page, name: string) => page.getByRole('menuitem', { name, exact: true })
const saved = (page: Page, name: string) => page.getByRole('option', { name: new RegExp(`^${name}`) })
const namedOf = async (server: WindowServer) => (await callsOf(server).transformations.settings({})).named

async function usePreset(page: Page, name: string) {
  await opener(page, 'Presets').click()
  await preset(page, name).click()
}

async function saveAs(page: Page, name: string) {
  await opener(page, 'Save as…').click()
  await page.getByRole('textbox', { name: 'Save these steps as' }).fill(name)
  await page.keyboard.press('Enter')
}

async function enter(server: WindowServer, page: Page) {
  await server.fill(3)
  await expect(cells(page)).toHaveCount(3)
  await cells(page).first().click()
  await page.keyboard.press('t')
  await expect(room(page)).toBeVisible()
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
  await enter(server, window)
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
  await enter(server, window)
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
  await enter(server, window)
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
  await enter(server, window)
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
  await enter(server, window)
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
  await enter(server, window)
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

/** Gives the page a folder of its own where it asks for one: a real handle, without the browser’s dialog. */
const giveFolder = (page: Page) =>
  page.evaluate(() => {
    const showDirectoryPicker = async () =>
      (await navigator.storage.getDirectory()).getDirectoryHandle('out', { create: true })
    Object.assign(window, { showDirectoryPicker })
  })

/** The files in that folder: their sizes and the sums of their bytes, by name. */
const filesIn = (page: Page) =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory()
    const found: Record<string, { size: number; digest: string }> = {}
    for await (const handle of (await root.getDirectoryHandle('out', { create: true })).values()) {
      const bytes = handle.kind === 'file' ? await (await handle.getFile()).arrayBuffer() : new ArrayBuffer(0)
      const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
      const digest = [...sum].map((byte) => byte.toString(16).padStart(2, '0')).join('')
      found[handle.name] = { size: bytes.byteLength, digest }
    }
    return found
  })

async function digestOf(address: string) {
  const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer())
  return { size: bytes.length, digest: createHash('sha256').update(bytes).digest('hex') }
}

const card = (page: Page) => page.getByRole('region', { name: 'Export' })

test('selected pictures are exported, transformed, and none is written over another', async ({ server, window }) => {
  const hash = await server.post({ url: 'https://example.com/tower.jpg' })
  const others = [
    await server.post({ url: 'https://example.com/a/tower.png', filename: 'tower.png' }),
    await server.post({ url: 'https://example.com/gate.jpg' }),
  ]
  await giveFolder(window)
  await expect(cells(window)).toHaveCount(3)
  await cells(window).first().click()
  await window.keyboard.press('Control+a')
  await window.keyboard.press('t')
  await usePreset(window, 'Avatar')
  await opener(window, 'Export 3 pictures…').click()
  await expect(card(window)).toContainText('Done: 3 pictures written')
  const steps = 'w-200,h-200,fo-auto,r-max'
  const wanted = await Promise.all(
    [hash, ...others].map((one) => digestOf(`${server.origin}/media/${one}?tr=${steps}`)),
  )
  const written = await filesIn(window)
  expect(Object.keys(written).toSorted()).toEqual(['gate.png', 'tower (2).png', 'tower.png'])
  const sorted = (files: { digest: string }[]) => files.map(({ digest }) => digest).toSorted()
  expect(sorted(Object.values(written))).toEqual(sorted(wanted))
  await card(window).getByRole('button', { name: 'Close the export card' }).click()
  await opener(window, 'Export 3 pictures…').click()
  await expect(card(window)).toContainText('Done: 3 pictures written')
  expect(Object.keys(await filesIn(window))).toHaveLength(6)
  expect(await filesIn(window)).toMatchObject(written)
})

test('what cannot be exported is told with its reason, and the rest is written', async ({ server, window }) => {
  await server.post({ url: 'https://example.com/good.jpg' })
  await server.post({ url: 'https://example.com/bad.jpg', bytes: Buffer.from('this is no picture') })
  await giveFolder(window)
  await expect(cells(window)).toHaveCount(2)
  await cells(window).first().click()
  await window.keyboard.press('Control+a')
  await window.keyboard.press('t')
  await usePreset(window, 'Web')
  await opener(window, 'Export 2 pictures…').click()
  await expect(card(window)).toContainText('Done: 1 picture written')
  await expect(card(window).getByRole('list', { name: 'Not exported' })).toContainText('bad.jpg')
  expect(Object.keys(await filesIn(window))).toEqual(['good.jpg'])
})

test('an export that is cancelled leaves whole files alone', async ({ server, window }) => {
  await server.fill(24)
  await giveFolder(window)
  await expect(window.getByRole('contentinfo')).toContainText('24 pictures')
  await cells(window).first().click()
  await window.keyboard.press('Control+a')
  await window.keyboard.press('t')
  await usePreset(window, 'Link preview')
  await opener(window, 'Export 24 pictures…').click()
  await card(window).getByRole('button', { name: 'Cancel' }).click()
  await expect(card(window)).toContainText('Cancelled: ')
  const written = await filesIn(window)
  expect(Object.keys(written).length).toBeLessThan(24)
  const { items } = await callsOf(server).images.list({})
  for (const [name, file] of Object.entries(written)) {
    const hash = items.find((item) => item.name === name)?.hash
    expect(await digestOf(`${server.origin}/media/${hash}?tr=w-1200,h-630,fo-auto,f-jpg`)).toEqual(file)
  }
})

test('a folder dialog that is closed starts nothing', async ({ server, window }) => {
  await enter(server, window)
  await window.evaluate(() => {
    const showDirectoryPicker = () => Promise.reject(new DOMException('closed', 'AbortError'))
    Object.assign(window, { showDirectoryPicker })
  })
  await opener(window, 'Export picture…').click()
  await expect(opener(window, 'Export picture…')).toBeEnabled()
  await expect(card(window)).toHaveCount(0)
  await expect(toast(window)).toHaveCount(0)
})

test('a browser that gives pages no folders says so in place of the button', async ({ server, window }) => {
  await window.evaluate(() => Object.assign(window, { showDirectoryPicker: undefined }))
  await enter(server, window)
  await expect(room(window)).toContainText('This browser lets no page write into a folder')
  await expect(room(window).getByRole('button', { name: /^Export/ })).toHaveCount(0)
})

test('a name in use is looked at again when what it stands for changes', async ({ server, window }) => {
  const { transformations } = callsOf(server)
  const settings = { strict: false, origins: [], named: { hero: 'w-50' } }
  await transformations.configure(settings)
  await enter(server, window)
  await opener(window, 'Saved').click()
  await window.getByRole('button', { name: 'Use by name' }).click()
  await transformations.configure({ ...settings, named: {} })
  await expect(room(window)).toContainText('No transformation is saved as “hero”.')
  await transformations.configure(settings)
  await expect(room(window)).not.toContainText('No transformation is saved as “hero”.')
})

test('letters typed into a field or a list of choices leave the room open', async ({ server, window }) => {
  await enter(server, window)
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
    await enter(server, window)
    await opener(window, 'Export picture…').click()
    await expect(card(window)).toContainText('Done: ')
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
