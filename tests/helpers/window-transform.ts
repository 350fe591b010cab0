import type { Page } from 'playwright/test'
import { cells, expect, type WindowServer } from './window-server.ts'

/** Where transformations are built. */
export const room = (page: Page) => page.getByRole('region', { name: 'Transform' })

/** A button of that room by its whole name. */
export const opener = (page: Page, name: string) => room(page).getByRole('button', { name, exact: true })

export const toast = (page: Page) => page.locator('.toast')

/** What tells of exports. */
export const exportCard = (page: Page) => page.getByRole('region', { name: 'Export' })

/** A preset in its open menu. */
export const preset = (page: Page, name: string) => page.getByRole('menuitem', { name, exact: true })

export async function usePreset(page: Page, name: string): Promise<void> {
  await opener(page, 'Presets').click()
  await preset(page, name).click()
}

/** Fills the library with three pictures and takes the newest to be transformed. */
export async function enterTransform(server: WindowServer, page: Page): Promise<void> {
  await server.fill(3)
  await expect(cells(page)).toHaveCount(3)
  await cells(page).first().click()
  await page.keyboard.press('t')
  await expect(room(page)).toBeVisible()
}

/** Gives the page a folder of its own where it asks for one: a real handle, without the browser’s dialog. */
export const giveFolder = (page: Page) =>
  page.evaluate(() => {
    const showDirectoryPicker = async () =>
      (await navigator.storage.getDirectory()).getDirectoryHandle('out', { create: true })
    Object.assign(window, { showDirectoryPicker })
  })
