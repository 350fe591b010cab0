import { plant, stage } from '../helpers/window-duplicates.ts'
import { cell, cells, expect, test } from '../helpers/window-server.ts'

test('the keyboard alone finds a picture, opens it, moves it to the trash and takes that back', async ({
  server,
  window,
}) => {
  await server.fill(12)
  await expect(cells(window)).toHaveCount(12)
  await window.keyboard.press('/')
  await window.keyboard.type('picture-7')
  await expect(cells(window)).toHaveCount(1)
  await window.keyboard.press('Enter')
  await expect(cell(window, 'picture-7.jpg')).toBeFocused()
  await window.keyboard.press('Enter')
  const viewer = window.getByRole('dialog', { name: 'Viewer' })
  await expect(viewer.getByRole('img', { name: 'picture-7.jpg' })).toBeVisible()
  await window.keyboard.press('Escape')
  await expect(viewer).toBeHidden()
  await expect(cell(window, 'picture-7.jpg')).toBeFocused()
  await window.keyboard.press(' ')
  await expect(viewer).toBeVisible()
  await window.keyboard.press(' ')
  await expect(viewer).toBeHidden()
  await window.keyboard.press('ArrowLeft')
  await window.keyboard.press('Delete')
  await expect(window.getByText('Moved 1 picture to the trash').first()).toBeVisible()
  await expect(cells(window)).toHaveCount(0)
  await window.keyboard.press('Control+z')
  await expect(cell(window, 'picture-7.jpg')).toBeVisible()
  await window.keyboard.press('Control+Shift+z')
  await expect(cells(window)).toHaveCount(0)
})

test('arrows, Home and End move one focus through the grid; Shift and Ctrl select as everywhere', async ({
  server,
  window,
}) => {
  await server.fill(50)
  await expect(cells(window).first()).toHaveAccessibleName(/picture-49/)
  const columns = Number(await window.getByRole('grid').getAttribute('aria-colcount'))
  await cells(window).first().click()
  await window.keyboard.press('ArrowRight')
  await window.keyboard.press('ArrowDown')
  await expect(window.locator(`[data-index="${columns + 1}"]`)).toBeFocused()
  await window.keyboard.press('Shift+ArrowRight')
  await window.keyboard.press('Shift+ArrowRight')
  const status = window.getByRole('contentinfo')
  await expect(status).toContainText('3 selected')
  await window.keyboard.press('Control+ArrowLeft')
  await window.keyboard.press('Control+ ')
  await expect(status).toContainText('2 selected')
  await window.keyboard.press('End')
  await expect(cell(window, 'picture-0.jpg')).toBeFocused()
  await expect(cell(window, 'picture-0.jpg')).toBeInViewport()
  await window.keyboard.press('Home')
  await expect(cell(window, 'picture-49.jpg')).toBeInViewport()
  await window.keyboard.press('PageDown')
  await expect(cell(window, 'picture-49.jpg')).not.toBeFocused()
  await window.keyboard.press('Control+a')
  await expect(status).toContainText('50 selected')
  await window.keyboard.press('Escape')
  await expect(status).not.toContainText('selected')
})

test('the focused cell stays in the document when the grid is scrolled away from it', async ({ server, window }) => {
  await server.fill(80)
  await expect(cells(window).first()).toHaveAccessibleName(/picture-79/)
  await cells(window).first().click()
  await window.getByRole('grid').evaluate((grid) => {
    grid.scrollTop = grid.scrollHeight
  })
  await expect(cell(window, 'picture-0.jpg')).toBeVisible()
  await expect(cell(window, 'picture-79.jpg')).toBeFocused()
  await window.keyboard.press('ArrowRight')
  await expect(cell(window, 'picture-78.jpg')).toBeInViewport()
})

test('the keyboard goes along into another room and back to the picture that it left', async ({ server, window }) => {
  await server.fill(3)
  await expect(cells(window)).toHaveCount(3)
  await cells(window).nth(1).click()
  for (const [key, room] of [
    ['t', 'Transform'],
    ['Control+,', 'Settings'],
  ] as const) {
    await window.keyboard.press(key)
    await expect(window.getByRole('region', { name: room, exact: true })).toBeFocused()
    await window.keyboard.press(key)
    await expect(cells(window).nth(1)).toBeFocused()
  }
  await window.keyboard.press('d')
  await window.keyboard.press('d')
  await window.keyboard.press('ArrowRight')
  await expect(cells(window).nth(2)).toBeFocused()
})

test('a plan that was applied gives the keyboard back to the duplicates when it is closed', async ({
  server,
  window,
}) => {
  await plant(server, { seed: 41, copies: ['reencoded'] })
  await window.keyboard.press('d')
  await expect(stage(window)).toBeFocused()
  await window.keyboard.press('p')
  const plan = window.getByRole('dialog', { name: 'Plan' })
  await plan.getByRole('button', { name: 'Apply' }).click()
  await expect(plan).toContainText('Discarded 1 copy in favour of 1')
  await expect(stage(window)).toHaveCount(0)
  await window.keyboard.press('Escape')
  await expect(window.getByRole('listbox', { name: 'Clusters' })).toBeFocused()
})

test('a question mark shows all keys, and Esc puts them away', async ({ window }) => {
  await expect(window.getByText('Drop pictures or folders here')).toBeVisible()
  await window.keyboard.press('?')
  await expect(window.getByRole('dialog', { name: 'Keys' })).toBeVisible()
  await window.keyboard.press('Escape')
  await expect(window.getByRole('dialog', { name: 'Keys' })).toBeHidden()
})

test('everything on the window is reached with Tab, and each stop has a name', async ({ server, window }) => {
  await server.fill(3)
  await expect(cells(window)).toHaveCount(3)
  await cells(window).first().click()
  await expect(window.getByRole('region', { name: 'Sources' })).toBeVisible()
  const names = new Set<string>()
  for (let stop = 0; stop < 30; stop += 1) {
    await window.keyboard.press('Tab')
    names.add(
      await window.evaluate(() => {
        const element = document.activeElement as HTMLInputElement
        const label = element.labels?.[0]?.textContent
        return element === document.body ? 'body' : (element.ariaLabel ?? label ?? element.textContent ?? '').trim()
      }),
    )
  }
  expect([...names]).not.toContain('')
  for (const name of ['Library0', 'Add pictures', 'Tile size', 'Move to trash']) {
    expect([...names].some((one) => one.startsWith(name.replace('0', '')))).toBe(true)
  }
})
