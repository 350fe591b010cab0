import { cell, cells, expect, test } from '../helpers/window-server.ts'

test('what is moved to the trash is there, and restoring brings it back to its place', async ({ server, window }) => {
  await server.fill(5)
  await expect(cells(window)).toHaveCount(5)
  await cell(window, 'picture-3.jpg').click()
  await cell(window, 'picture-1.jpg').click({ modifiers: ['Shift'] })
  await window.getByRole('button', { name: 'Move to trash' }).click()
  await expect(cells(window)).toHaveCount(2)
  const places = window.getByRole('navigation', { name: 'Places' })
  await expect(places.getByRole('button', { name: /Trash/ })).toContainText('3')
  await places.getByRole('button', { name: /Trash/ }).click()
  await expect(cells(window)).toHaveCount(3)
  await cell(window, 'picture-2.jpg').click()
  await window.getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(cells(window)).toHaveCount(2)
  await places.getByRole('button', { name: /Library/ }).click()
  await expect(cells(window)).toHaveCount(3)
  await expect(cells(window).nth(1)).toHaveAccessibleName(/picture-2/)
})

test('the message offers to undo, and the history can undo and redo any change, over the pictures until Escape closes it', async ({
  server,
  window,
}) => {
  await server.fill(2)
  await expect(cells(window)).toHaveCount(2)
  await cell(window, 'picture-0.jpg').click()
  await window.keyboard.press('Delete')
  const message = window.locator('.toast')
  await expect(message).toContainText('Moved 1 picture to the trash')
  await message.getByRole('button', { name: 'Undo' }).click()
  await expect(cells(window)).toHaveCount(2)
  const width = (await window.locator('.pictures').boundingBox())?.width
  await window.getByRole('button', { name: 'History' }).click()
  const history = window.getByRole('region', { name: 'History' })
  await history.getByRole('button', { name: 'Redo' }).click()
  await expect(cells(window)).toHaveCount(1)
  await history.getByRole('button', { name: 'Undo' }).click()
  await expect(cells(window)).toHaveCount(2)
  expect((await window.locator('.pictures').boundingBox())?.width).toBe(width)
  await window.keyboard.press('Escape')
  await expect(history).toBeHidden()
  await expect(window.getByRole('button', { name: 'History' })).toBeFocused()
  await window.keyboard.press('Enter')
  await cell(window, 'picture-0.jpg').press('ArrowLeft')
  await window.keyboard.press('Escape')
  await expect(history).toBeVisible()
  await window.keyboard.press('Escape')
  await expect(history).toBeHidden()
})

test('what is deleted in the viewer is told over it and taken back there, also after another dialog, and the keys go on', async ({
  server,
  window,
}) => {
  await server.fill(2)
  await cell(window, 'picture-1.jpg').press('Enter')
  const viewer = window.getByRole('dialog', { name: 'Viewer' })
  await window.keyboard.press('Delete')
  await expect(viewer.getByRole('img', { name: 'picture-0.jpg' })).toBeVisible()
  await window.locator('.toast').getByRole('button', { name: 'Undo' }).click()
  await expect(viewer.getByRole('img', { name: 'picture-1.jpg' })).toBeVisible()
  await window.locator('body').dispatchEvent('keydown', { key: '?' })
  await window.getByRole('dialog', { name: 'Keys' }).press('Escape')
  await window.keyboard.press('Delete')
  await window.locator('.toast').getByRole('button', { name: 'Undo' }).click()
  await expect(viewer.getByRole('img', { name: 'picture-1.jpg' })).toBeVisible()
  await window.keyboard.press('ArrowRight')
  await expect(viewer.getByRole('img', { name: 'picture-0.jpg' })).toBeVisible()
  await window.keyboard.press('Escape')
  await expect(window.locator('.toast')).toContainText('Undone')
})

test('a change that can no longer be undone says so in a sentence and changes nothing', async ({ server, window }) => {
  const hash = await server.post({ url: 'https://example.com/cat.jpg' })
  await cell(window, 'cat.jpg').click()
  await window.keyboard.press('Delete')
  await expect(window.getByText('Drop pictures or folders here')).toBeVisible()
  await server.post({ url: 'https://example.com/cat.jpg' })
  await expect(cell(window, 'cat.jpg')).toBeVisible()
  await window.locator('.toast').getByRole('button', { name: 'Undo' }).click()
  await expect(window.locator('.toast-problem')).toHaveText(/\w+ .*\./)
  expect((await fetch(`${server.origin}/images/${hash}`)).status).toBe(200)
})

test('what a scraper deletes leaves the window without a reload, and the rest stays where it was', async ({
  server,
  window,
}) => {
  await server.fill(3)
  const hash = await server.post({ url: 'https://example.com/gone.jpg' })
  await expect(cells(window)).toHaveCount(4)
  await cell(window, 'picture-1.jpg').click()
  await fetch(`${server.origin}/images/${hash}`, { method: 'DELETE' })
  await expect(cells(window)).toHaveCount(3)
  await expect(cell(window, 'picture-1.jpg')).toHaveAttribute('aria-selected', 'true')
  await expect(window.getByRole('contentinfo')).toContainText('1 selected')
})
