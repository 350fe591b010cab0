import type { Page } from 'playwright/test'
import { callsOf } from '../helpers/window-duplicates.ts'
import { callLibrary, folder } from '../helpers/window-folders.ts'
import { expect, test } from '../helpers/window-server.ts'

const focused = (page: Page) => page.locator(':focus')
const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

async function openSettings(page: Page) {
  await expect(page.getByText('Programs reach it at')).toBeVisible()
  await page.keyboard.press('Control+,')
}

test('after a custom field is deleted the keyboard is on the next, the one before, and at last on the heading', async ({
  server,
  window,
}) => {
  for (const name of ['a', 'b', 'c'])
    await callsOf(server).customFields.create({ name, label: `Field ${name}`, schema: { type: 'Boolean' } })
  await openSettings(window)
  for (const [gone, next] of [
    ['Field b', 'Field c'],
    ['Field c', 'Field a'],
    ['Field a', 'Custom fields'],
  ] as const) {
    await window.getByRole('button', { name: `Delete ${gone}` }).press('Enter')
    await window.getByRole('button', { name: 'Delete the field' }).press('Enter')
    await expect(window.getByRole('button', { name: `Delete ${gone}` })).toHaveCount(0)
    await expect(focused(window)).toContainText(next)
  }
})

test('after a named transformation is deleted the keyboard is on the next, in the settings and where it is saved', async ({
  server,
  window,
}) => {
  const named = { hero: 'w-90', small: 'w-30', thumb: 'w-9', wide: 'w-900' }
  await callsOf(server).transformations.configure({ strict: false, origins: [], named })
  await window.reload()
  await openSettings(window)
  await window.getByRole('button', { name: 'Delete hero' }).press('Enter')
  await expect(window.getByRole('button', { name: 'Delete hero' })).toHaveCount(0)
  await expect(focused(window)).toContainText('small')
  await part(window, 'Settings').getByRole('button', { name: 'Open small' }).press('Enter')
  await window.getByRole('button', { name: 'Saved' }).press('Enter')
  for (const next of ['thumb', 'wide']) {
    await window.getByRole('button', { name: 'Delete', exact: true }).press('Enter')
    await expect(focused(window)).toHaveText(new RegExp(`^${next}`))
  }
  await window.getByRole('button', { name: 'Delete', exact: true }).press('Enter')
  await expect(window.getByRole('button', { name: 'Saved' })).toBeFocused()
})

test('after a source is no longer protected the keyboard is on the next', async ({ server, window }) => {
  const rules = await callsOf(server).duplicates.settings({})
  const protectedSources = ['one', 'two'].map((value) => ({ kind: 'client' as const, value }))
  await callsOf(server).duplicates.configure({ ...rules, protectedSources })
  await window.getByRole('button', { name: /^Duplicates/ }).click()
  await window.getByRole('button', { name: 'Rules' }).click()
  await window.getByRole('button', { name: 'No longer protect client one' }).press('Enter')
  await expect(focused(window)).toContainText('two')
})

test('a folder that is removed by its menu leaves the keyboard on the next, the last one on the library', async ({
  server,
  window,
}) => {
  for (const path of ['/a/below', '/b']) await callLibrary(server, 'folders.create', { path })
  await folder(window, 'a').press('Shift+F10')
  await window.getByRole('menuitem', { name: 'Remove' }).press('Enter')
  await expect(folder(window, 'a')).toHaveCount(0)
  await expect(folder(window, 'b')).toBeFocused()
  await folder(window, 'b').press('Delete')
  await expect(folder(window, 'b')).toHaveCount(0)
  await expect(window.getByRole('button', { name: /^Library/ })).toBeFocused()
})

test('a folder that another renames or removes while its name is written leaves the keyboard in the tree, and the reason is told', async ({
  server,
  window,
}) => {
  for (const path of ['/a', '/b', '/c']) await callLibrary(server, 'folders.create', { path })
  await folder(window, 'b').press('F2')
  await window.keyboard.type('half written')
  await callLibrary(server, 'folders.remove', { path: '/b' })
  await expect(folder(window, 'c')).toBeFocused()
  await folder(window, 'a').press('F2')
  await window.keyboard.type('wanted')
  await window.route('**/rpc/folders.rename', async (route) => {
    await callLibrary(server, 'folders.rename', { path: '/a', name: 'first' })
    await route.continue()
  })
  await window.keyboard.press('Enter')
  await expect(folder(window, 'first')).toBeVisible()
  await expect(window.locator('.toast')).toContainText('The library has no folder /a')
  await expect(window.locator('[role="treeitem"]:focus')).toHaveCount(1)
})
