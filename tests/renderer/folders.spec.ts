import type { Page } from 'playwright/test'
import { callLibrary, folder, postInto, tree } from '../helpers/window-folders.ts'
import { contrast, smallTargets } from '../helpers/window-looks.ts'
import { cell, cells, expect, test } from '../helpers/window-server.ts'

const toast = (page: Page, text: string) => page.locator('.toast', { hasText: text })

test('without folders the sidebar has no tree, and the library’s menu makes the first one', async ({ window }) => {
  await expect(window.getByRole('button', { name: /^Library/ })).toBeVisible()
  await expect(tree(window)).toHaveCount(0)
  await window.getByRole('button', { name: 'What can be done with the library' }).click()
  await window.getByRole('menuitem', { name: 'New folder' }).click()
  await window.keyboard.type('Travel')
  await window.keyboard.press('Enter')
  await expect(folder(window, 'Travel')).toBeFocused()
  await expect(toast(window, 'Made the folder “Travel”')).toBeVisible()
  await window.getByRole('button', { name: 'Undo' }).click()
  await expect(tree(window)).toHaveCount(0)
})

test('a folder shows its pictures and those below it, and the search finds within it until told otherwise', async ({
  server,
  window,
}) => {
  await postInto(server, '/trips/rome', 'forum.jpg')
  await postInto(server, '/trips', 'map.jpg')
  await server.post({ url: 'https://example.com/forum-plan.jpg' })
  await folder(window, 'trips').click()
  await expect(folder(window, 'trips')).toHaveAttribute('aria-selected', 'true')
  await expect(cells(window)).toHaveCount(2)
  const search = window.getByRole('textbox', { name: 'Search by any part of a URL' })
  await search.fill('forum')
  await expect(cells(window)).toHaveCount(1)
  await search.fill('nowhere')
  await expect(window.getByRole('heading', { name: /No picture in “trips”/ })).toBeVisible()
  await search.fill('forum')
  await window.getByRole('button', { name: 'Leave the folder /trips' }).click()
  await expect(cells(window)).toHaveCount(2)
  await expect(cell(window, 'forum-plan.jpg')).toBeVisible()
  await expect(window.getByRole('button', { name: /^Library/ })).toHaveAttribute('aria-current', 'page')
})

test('arrows, Home, End and letters go through the tree, and Enter shows the folder', async ({ server, window }) => {
  for (const path of ['/alpha/one', '/alpha/two', '/beta', '/delta'])
    await callLibrary(server, 'folders.create', { path })
  await expect(tree(window).getByRole('treeitem')).toHaveCount(3)
  await folder(window, 'alpha').focus()
  await window.keyboard.press('ArrowRight')
  await expect(folder(window, 'alpha')).toHaveAttribute('aria-expanded', 'true')
  await expect(folder(window, 'two')).toHaveAttribute('aria-level', '2')
  await expect(folder(window, 'two')).toHaveAttribute('aria-posinset', '2')
  await window.keyboard.press('ArrowRight')
  await expect(folder(window, 'one')).toBeFocused()
  await window.keyboard.press('End')
  await expect(folder(window, 'delta')).toBeFocused()
  await window.keyboard.press('t')
  await expect(folder(window, 'two')).toBeFocused()
  await window.keyboard.press('ArrowLeft')
  await expect(folder(window, 'alpha')).toBeFocused()
  await window.keyboard.press('ArrowLeft')
  await expect(tree(window).getByRole('treeitem')).toHaveCount(3)
  await window.keyboard.press('ArrowDown')
  await window.keyboard.press('Enter')
  await expect(folder(window, 'beta')).toHaveAttribute('aria-selected', 'true')
  await expect(window.getByRole('heading', { name: '“beta” is empty' })).toBeVisible()
  await expect(tree(window).locator('[tabindex="0"][role="treeitem"]')).toHaveCount(1)
})

test('F2 renames a folder where it stands, tells why a name is refused, and what was shown stays shown', async ({
  server,
  window,
}) => {
  await postInto(server, '/drafts', 'a.jpg')
  await callLibrary(server, 'folders.create', { path: '/final' })
  await folder(window, 'drafts').click()
  await expect(cells(window)).toHaveCount(1)
  await folder(window, 'drafts').press('F2')
  const field = window.getByRole('textbox', { name: 'Name of the folder “drafts”' })
  await expect(field).toBeFocused()
  await field.fill('final')
  await field.press('Enter')
  await expect(window.getByRole('alert').filter({ hasText: 'There is a folder /final already' })).toBeVisible()
  await field.fill('a/b')
  await field.press('Enter')
  await expect(window.getByRole('alert').filter({ hasText: 'none of them /' })).toBeVisible()
  await field.fill('sketches')
  await field.press('Enter')
  await expect(folder(window, 'sketches')).toBeFocused()
  await expect(folder(window, 'sketches')).toHaveAttribute('aria-selected', 'true')
  await expect(cells(window)).toHaveCount(1)
  await folder(window, 'sketches').press('F2')
  await window.keyboard.type('other')
  await window.keyboard.press('Escape')
  await expect(folder(window, 'sketches')).toBeFocused()
})

test('a removed folder goes to the trash with its pictures, and comes back by one undo', async ({ server, window }) => {
  await postInto(server, '/old/older', 'a.jpg')
  await postInto(server, '/other', 'b.jpg')
  await folder(window, 'old').click()
  await expect(cells(window)).toHaveCount(1)
  await folder(window, 'old').press('Delete')
  await expect(folder(window, 'old')).toHaveCount(0)
  await expect(folder(window, 'other')).toBeFocused()
  await expect(cells(window)).toHaveCount(1)
  await expect(cell(window, 'b.jpg')).toBeVisible()
  await window.getByRole('button', { name: 'Undo' }).click()
  await expect(folder(window, 'old')).toHaveAccessibleName('old, 1 picture')
  await expect(cells(window)).toHaveCount(2)
})

test('a folder moves by its menu into another that is chosen by typing, and never into itself', async ({
  server,
  window,
}) => {
  for (const path of ['/archive/2024', '/archive/2025', '/june']) await callLibrary(server, 'folders.create', { path })
  await folder(window, 'archive').press('Shift+F10')
  await window.getByRole('menuitem', { name: 'Move to folder…' }).press('Enter')
  const dialog = window.getByRole('dialog', { name: /^Move “/ })
  await expect(dialog).toHaveAccessibleName('Move “archive” into')
  const field = dialog.getByRole('combobox', { name: 'Folder' })
  await field.fill('/arch')
  await expect(dialog.getByRole('option')).toHaveCount(0)
  await field.fill('/archive/2024')
  await field.press('Enter')
  await expect(dialog.getByRole('alert')).toContainText('cannot go into itself')
  await field.fill('/june/..')
  await field.press('Enter')
  await expect(dialog.getByRole('alert')).toHaveText(
    /^A folder’s name must be neither \. nor \.\. and have 1 to 255 .* control character\.$/,
  )
  await field.press('Escape')
  await expect(dialog).toHaveCount(0)
  await folder(window, 'june').press('Shift+F10')
  await window.getByRole('menuitem', { name: 'Move to folder…' }).press('Enter')
  await field.fill('/archive/')
  await expect(dialog.getByRole('option')).toHaveText(['/archive/2024', '/archive/2025'])
  await field.press('ArrowDown')
  await field.press('ArrowDown')
  await field.press('Enter')
  await expect(field).toHaveValue('/archive/2025')
  await field.press('Enter')
  await expect(toast(window, 'Moved “june” to 2025')).toBeVisible()
  await expect(folder(window, '2025')).toHaveAttribute('aria-expanded', 'true')
  await expect(folder(window, 'june')).toHaveAttribute('aria-level', '3')
  await expect(folder(window, 'june')).toBeFocused()
})

test('selected pictures are dragged onto a folder, and a folder onto another', async ({ server, window }) => {
  await server.fill(3)
  for (const path of ['/inbox', '/kept']) await callLibrary(server, 'folders.create', { path })
  await expect(cells(window)).toHaveCount(3)
  await cell(window, 'picture-0.jpg').click()
  await cell(window, 'picture-1.jpg').click({ modifiers: ['ControlOrMeta'] })
  await cell(window, 'picture-1.jpg').dragTo(folder(window, 'inbox'))
  await expect(folder(window, 'inbox')).toHaveAccessibleName('inbox, 2 pictures')
  await expect(toast(window, 'Moved 2 files to inbox')).toBeVisible()
  await folder(window, 'inbox').dragTo(folder(window, 'kept'))
  await expect(folder(window, 'kept')).toHaveAccessibleName('kept, 2 pictures')
  await expect(folder(window, 'inbox')).toHaveAttribute('aria-level', '2')
  await folder(window, 'kept').dragTo(folder(window, 'inbox'))
  await expect(toast(window, 'cannot go into itself')).toBeVisible()
  await folder(window, 'inbox').dragTo(window.getByRole('button', { name: /^Library/ }))
  await expect(folder(window, 'inbox')).toHaveAttribute('aria-level', '1')
})

test('what programs do to folders is seen at once, and a shown folder that goes away gives way to the library', async ({
  server,
  window,
}) => {
  await postInto(server, '/shared', 'a.jpg')
  await folder(window, 'shared').click()
  await expect(cells(window)).toHaveCount(1)
  await postInto(server, '/shared', 'b.jpg')
  await expect(cells(window)).toHaveCount(2)
  await expect(folder(window, 'shared')).toHaveAccessibleName('shared, 2 pictures')
  await callLibrary(server, 'folders.rename', { path: '/shared', name: 'common' })
  await expect(folder(window, 'common')).toBeVisible()
  await expect(window.getByRole('button', { name: /^Library/ })).toHaveAttribute('aria-current', 'page')
})

test('a file’s name and folder are edited in the inspector, with words at the field when they are refused', async ({
  server,
  window,
}) => {
  await window.setViewportSize({ width: 1280, height: 700 })
  await postInto(server, '/a', 'taken.jpg')
  await server.post({ url: 'https://example.com/cat.jpg' })
  await server.post({ url: 'https://example.com/dog.jpg' })
  await cell(window, 'cat.jpg').click()
  const files = window.getByRole('region', { name: 'Files' })
  await files.getByRole('button', { name: 'cat.jpg: Rename cat.jpg' }).click()
  const name = files.getByRole('textbox', { name: 'Name of the file' })
  await name.fill('dog.jpg')
  await name.press('Enter')
  await expect(files.getByRole('alert')).toContainText('There is a file “dog.jpg” in that folder already')
  await name.fill('..')
  await name.press('Enter')
  await expect(files.getByRole('alert')).toHaveText(
    /^A file’s name must be neither \. nor \.\. and have 1 to 255 .* control character\.$/,
  )
  await name.fill('taken.jpg')
  await name.press('Enter')
  await expect(files.getByRole('button', { name: /^taken\.jpg/ })).toBeVisible()
  await expect(toast(window, 'Renamed the file to “taken.jpg”')).toBeVisible()
  await files.getByRole('button', { name: /Move to folder/ }).click()
  const place = files.getByRole('combobox', { name: 'Folder of the file' })
  await expect(files.getByRole('button', { name: 'Move', exact: true })).toBeInViewport({ ratio: 1 })
  await place.fill('/a')
  await place.press('Enter')
  await expect(files.getByRole('alert')).toContainText('There is a file “taken.jpg” in that folder already')
  await place.fill('/b/new')
  await place.press('Enter')
  await expect(files.getByRole('button', { name: '/b/new/: Move to folder…' })).toBeVisible()
  await window.getByRole('button', { name: 'Undo' }).click()
  await expect(files.getByRole('button', { name: '/: Move to folder…' })).toBeVisible()
})

test('private and unpublished files are marked, and several pictures move at once from the inspector', async ({
  server,
  window,
}) => {
  const hash = await postInto(server, '/a', 'secret.jpg')
  await server.post({ url: 'https://example.com/b.jpg' })
  await expect(cells(window)).toHaveCount(2)
  await cell(window, 'secret.jpg').click()
  const files = window.getByRole('region', { name: 'Files' })
  await expect(files).toContainText('secret.jpg')
  const { files: places } = (await callLibrary(server, 'images.get', { hash })) as { files: { id: string }[] }
  const wanted = { files: places.map(({ id }) => id), isPrivate: true, isPublished: false }
  await callLibrary(server, 'files.update', wanted)
  await expect(files).toContainText('private')
  await expect(files).toContainText('not published')
  await cells(window).first().click()
  await window.keyboard.press('ControlOrMeta+a')
  await window.getByRole('button', { name: 'Move to folder…' }).click()
  const field = window.getByRole('combobox', { name: 'Folder' })
  await field.fill('together')
  await field.press('Enter')
  await expect(folder(window, 'together')).toHaveAccessibleName('together, 2 pictures')
})

test('names as long as can be, and folders as deep, leave all that is told and done in reach', async ({
  server,
  window,
}) => {
  await callLibrary(server, 'folders.create', {
    path: `/${Array.from({ length: 12 }, (_, at) => `level ${at}`).join('/')}`,
  })
  for (let at = 0; at < 11; at += 1) await folder(window, `level ${at}`).press('ArrowRight')
  const name = folder(window, 'level 11').locator('.folder-name')
  expect(await name.evaluate(({ clientWidth, scrollWidth }) => scrollWidth - clientWidth)).toBe(0)
  await folder(window, 'level 0').press('F2')
  await window.keyboard.type('w'.repeat(255))
  await window.keyboard.press('Enter')
  await toast(window, 'Renamed “level 0”').getByRole('button', { name: 'Undo' }).click()
  await expect(folder(window, 'level 0')).toBeVisible()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`in the ${colorScheme} scheme folders and files are easy to read and to hit`, async ({ server, window }) => {
    await window.emulateMedia({ colorScheme })
    await postInto(server, '/trips/rome', 'forum.jpg')
    await folder(window, 'trips').press('ArrowRight')
    await folder(window, 'rome').click()
    await expect(cells(window)).toHaveCount(1)
    await cells(window).first().click()
    await expect(window.getByRole('region', { name: 'Files' })).toBeVisible()
    for (const text of [
      '.folder-name',
      '.folder-line .place-count',
      '.search-folder-name',
      '.file-folder',
      '.file-name',
    ])
      expect(await contrast(window, text), text).toBeGreaterThan(4.5)
    expect(await smallTargets(window)).toEqual([])
  })
}
