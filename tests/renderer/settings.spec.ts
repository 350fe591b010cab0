import type { Page } from 'playwright/test'
import { callsOf } from '../helpers/window-duplicates.ts'
import { contrast, smallTargets } from '../helpers/window-looks.ts'
import { expect, test, type WindowServer } from '../helpers/window-server.ts'
import { room as transformRoom } from '../helpers/window-transform.ts'

const settings = (page: Page) => page.getByRole('region', { name: 'Settings', exact: true })
const part = (page: Page, name: string) => settings(page).getByRole('region', { name, exact: true })
const fields = (page: Page) => part(page, 'Custom fields')
const form = (page: Page, name = 'New field') => fields(page).getByRole('form', { name })
const button = (page: Page, name: string) => settings(page).getByRole('button', { name, exact: true })
const toast = (page: Page) => page.locator('.toast')

async function openSettings(page: Page) {
  await expect(page.getByText('Programs reach it at')).toBeVisible()
  await page.keyboard.press('Control+,')
  await expect(settings(page)).toBeVisible()
}

const fieldsOf = (server: WindowServer) => callsOf(server).customFields.list({})
const namedOf = async (server: WindowServer) => (await callsOf(server).transformations.settings({})).named

test('the sidebar and a key lead to the settings and back, and the list of keys names it', async ({ window }) => {
  const place = window.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Settings' })
  await place.click()
  await expect(place).toHaveAttribute('aria-current', 'page')
  await expect(settings(window)).toBeVisible()
  await window.keyboard.press('Control+,')
  await expect(settings(window)).toHaveCount(0)
  await window.keyboard.press('?')
  await expect(window.getByRole('dialog', { name: 'Keys' })).toContainText('Settings and back')
})

test('the URL endpoint and the address of the port are shown and copied', async ({ server, window, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openSettings(window)
  await expect(part(window, 'Access')).toContainText(`${server.origin}/media`)
  await button(window, 'Copy the URL endpoint').click()
  const copied = () => window.evaluate(() => navigator.clipboard.readText())
  await expect.poll(copied).toBe(`${server.origin}/media`)
  await button(window, `Copy the address ${server.origin}`).click()
  await expect.poll(copied).toBe(server.origin)
})

test('a browser is told where the private key is shown, and has no button for it', async ({ window }) => {
  await openSettings(window)
  const key = settings(window).getByRole('region', { name: 'Private key' })
  await expect(key).toContainText('Only Magpie’s desktop window shows and replaces the private key')
  await expect(key.getByRole('button')).toHaveCount(0)
})

test('pages are allowed and how strictly URLs are read is set here, too', async ({ server, window }) => {
  await openSettings(window)
  await settings(window).getByRole('textbox', { name: 'Origin to allow' }).fill('localhost:3000')
  await window.keyboard.press('Enter')
  await expect(part(window, 'Pages')).toContainText('Begin with http:// or https://')
  await settings(window).getByRole('textbox', { name: 'Origin to allow' }).fill('http://localhost:3000/page')
  await window.keyboard.press('Enter')
  await expect(button(window, 'No longer allow http://localhost:3000')).toBeVisible()
  await settings(window).getByRole('checkbox', { name: 'Strict' }).press('Space')
  const kept = { strict: true, origins: ['http://localhost:3000'], named: {} }
  await expect.poll(() => callsOf(server).transformations.settings({})).toEqual(kept)
})

test('private hosts are allowed, refused beside the field where they are none, and taken back by the keyboard', async ({
  server,
  window,
}) => {
  const { downloads } = callsOf(server)
  const allowed = async () => (await downloads.settings({})).allowedHosts
  await openSettings(window)
  await expect(part(window, 'Downloads')).toContainText('Whoever may upload or import by URL then reaches them')
  const field = settings(window).getByRole('textbox', { name: 'Host to allow' })
  await field.fill('http://nas/')
  await window.keyboard.press('Enter')
  await expect(field).toHaveAccessibleDescription(/^This must be a host such as nas\.local or localhost:3000/)
  await expect(field).toBeFocused()
  await field.fill(' NAS:8080')
  await expect(field).toHaveAccessibleDescription('')
  await window.keyboard.press('Enter')
  await expect(button(window, 'No longer allow nas:8080')).toBeVisible()
  await expect(field).toHaveValue('')
  await field.fill('nas:8080')
  await window.keyboard.press('Enter')
  await expect(field).toHaveAccessibleDescription('nas:8080 is allowed already.')
  await field.fill('10.0.0.0/8')
  await window.keyboard.press('Enter')
  await expect(button(window, 'No longer allow 10.0.0.0/8')).toBeVisible()
  await expect.poll(allowed).toEqual(['nas:8080', '10.0.0.0/8'])
  await button(window, 'No longer allow nas:8080').press('Enter')
  await expect(button(window, 'No longer allow nas:8080')).toHaveCount(0)
  await expect(field).toBeFocused()
  await expect.poll(allowed).toEqual(['10.0.0.0/8'])
  await toast(window).getByRole('button', { name: 'Undo' }).click()
  await expect(button(window, 'No longer allow nas:8080')).toBeVisible()
  await downloads.configure({ allowedHosts: [] })
  await expect(button(window, 'No longer allow nas:8080')).toHaveCount(0)
})

test('named transformations are renamed, opened, and deleted with a way back', async ({ server, window }) => {
  await callsOf(server).transformations.configure({
    strict: false,
    origins: [],
    named: { hero: 'w-90,h-60', thumb: 'w-9' },
  })
  await window.reload()
  await openSettings(window)
  await button(window, 'Rename hero').press('Enter')
  await settings(window).getByRole('textbox', { name: 'Rename “hero” to' }).fill('no such name')
  await window.keyboard.press('Enter')
  await expect(settings(window).getByRole('alert').filter({ hasText: 'letters from a to z' })).toBeVisible()
  await settings(window).getByRole('textbox', { name: 'Rename “hero” to' }).fill('banner')
  await window.keyboard.press('Enter')
  await expect.poll(() => namedOf(server)).toEqual({ banner: 'w-90,h-60', thumb: 'w-9' })
  await expect(button(window, 'Rename banner')).toBeFocused()
  await button(window, 'Delete thumb').click()
  await expect.poll(() => namedOf(server)).toEqual({ banner: 'w-90,h-60' })
  await toast(window).getByRole('button', { name: 'Undo' }).click()
  await expect(button(window, 'Delete thumb')).toBeVisible()
  await button(window, 'Open banner').click()
  await expect(transformRoom(window)).toBeVisible()
  await expect(transformRoom(window)).toContainText('90')
})

test('a custom field is made by the keyboard alone, its name following its label', async ({ server, window }) => {
  await openSettings(window)
  await button(window, 'New field…').press('Enter')
  await expect(form(window).getByRole('textbox', { name: 'Label' })).toBeFocused()
  await window.keyboard.type('Shot by')
  await expect(form(window).getByRole('textbox', { name: 'Name' })).toHaveValue('shot_by')
  await form(window).getByRole('textbox', { name: 'Most characters' }).fill('40')
  await window.keyboard.press('Enter')
  await expect(form(window)).toHaveCount(0)
  await expect(button(window, 'New field…')).toBeFocused()
  await expect(fields(window)).toContainText('at most 40 characters')
  await expect
    .poll(() => fieldsOf(server))
    .toMatchObject([{ name: 'shot_by', label: 'Shot by', schema: { type: 'Text', maxLength: 40 } }])
})

test('what is wrong with a field is said at its input, and what was written stays', async ({ server, window }) => {
  await openSettings(window)
  await button(window, 'New field…').click()
  await form(window).getByRole('textbox', { name: 'Label' }).fill('Stars')
  await form(window).getByRole('combobox', { name: 'Type' }).selectOption('Number')
  const low = form(window).getByRole('textbox', { name: 'At least' })
  await low.fill('9')
  await form(window).getByRole('textbox', { name: 'At most' }).fill('5')
  await button(window, 'Make the field').click()
  await expect(low).toBeFocused()
  await expect(low).toHaveAccessibleDescription('This is larger than “At most”.')
  await low.fill('one')
  await window.keyboard.press('Enter')
  await expect(low).toHaveAccessibleDescription('This has to be a number.')
  await low.fill('1')
  await form(window).getByRole('checkbox', { name: 'A value is required' }).check()
  await window.keyboard.press('Enter')
  const byDefault = form(window).getByRole('textbox', { name: 'Default' })
  await expect(byDefault).toHaveAccessibleDescription('This has to be there when a value is required.')
  await byDefault.fill('3')
  await window.keyboard.press('Enter')
  await expect(fields(window)).toContainText('Number · 1 to 5 · required · default 3')
  const schema = { type: 'Number', minValue: 1, maxValue: 5, defaultValue: 3, isValueRequired: true }
  await expect.poll(() => fieldsOf(server)).toMatchObject([{ label: 'Stars', schema }])
  await button(window, 'New field…').click()
  await form(window).getByRole('textbox', { name: 'Label' }).fill('Stars')
  await window.keyboard.press('Enter')
  const name = form(window).getByRole('textbox', { name: 'Name' })
  await expect(name).toHaveAccessibleDescription('There is a custom field “stars” already: choose another name.')
  await name.fill('two words')
  await window.keyboard.press('Enter')
  await expect(name).toHaveAccessibleDescription('This must have 1 to 100 letters, digits, _, . and -.')
})

test('a field of choices is edited, keeping numbers numbers, and its type stays', async ({ server, window }) => {
  const schema = { type: 'SingleSelect' as const, selectOptions: [1, 2, 'many'] }
  await callsOf(server).customFields.create({ name: 'copies', label: 'Copies', schema })
  await openSettings(window)
  await button(window, 'Edit Copies').press('Enter')
  const edited = form(window, 'Edit Copies')
  await expect(edited.getByRole('combobox', { name: 'Type' })).toBeDisabled()
  await edited.getByRole('textbox', { name: 'May be chosen' }).fill('1\n2\nseveral')
  await edited.getByRole('combobox', { name: 'Default' }).selectOption('several')
  await edited.getByRole('textbox', { name: 'Label' }).fill('Prints')
  await window.keyboard.press('Enter')
  await expect(button(window, 'Edit Prints')).toBeVisible()
  const after = { type: 'SingleSelect', selectOptions: [1, 2, 'several'], defaultValue: 'several' }
  await expect.poll(() => fieldsOf(server)).toMatchObject([{ name: 'copies', label: 'Prints', schema: after }])
})

test('deleting a field is asked about, and undone', async ({ server, window }) => {
  await callsOf(server).customFields.create({ name: 'mood', label: 'Mood', schema: { type: 'Boolean' } })
  await openSettings(window)
  await button(window, 'Delete Mood').press('Enter')
  const dialog = window.getByRole('dialog', { name: 'Delete the field “Mood”?' })
  await expect(dialog).toContainText('Every file loses its value')
  await window.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(button(window, 'Delete Mood')).toBeVisible()
  await button(window, 'Delete Mood').click()
  await dialog.getByRole('button', { name: 'Delete the field' }).click()
  await expect(button(window, 'Delete Mood')).toHaveCount(0)
  await expect.poll(() => fieldsOf(server)).toEqual([])
  await toast(window).getByRole('button', { name: 'Undo' }).click()
  await expect(button(window, 'Delete Mood')).toBeVisible()
})

test('fields that a program makes appear by themselves', async ({ server, window }) => {
  await openSettings(window)
  await expect(fields(window)).toContainText('None yet')
  await callsOf(server).customFields.create({ name: 'origin', label: 'Origin', schema: { type: 'Text' } })
  await expect(button(window, 'Edit Origin')).toBeVisible()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the settings are easy to read and to press in the ${colorScheme} scheme`, async ({ server, window }) => {
    await window.emulateMedia({ colorScheme })
    await callsOf(server).customFields.create({ name: 'mood', label: 'Mood', schema: { type: 'Text' } })
    await openSettings(window)
    await button(window, 'Edit Mood').click()
    for (const text of ['.settings-part .hint', '.settings-fact dt', '.settings-row small', '.field-entry label'])
      expect(await contrast(window, text), text).toBeGreaterThan(4.5)
    expect(await smallTargets(window)).toEqual([])
    await button(window, 'Delete Mood').click()
    expect(await contrast(window, '.confirmation .button-danger')).toBeGreaterThan(4.5)
  })
}
