import { contrast, smallTargets } from '../helpers/window-looks.ts'
import { cells, expect, test } from '../helpers/window-server.ts'

test('the grid says to assistive technology how large it is and where each cell stands', async ({ server, window }) => {
  await server.fill(40)
  await expect(cells(window).first()).toHaveAccessibleName(/picture-39\.jpg, 192 by 128, [\d.]+ KB/)
  const grid = window.getByRole('grid', { name: 'Pictures' })
  const columns = Number(await grid.getAttribute('aria-colcount'))
  await expect(grid).toHaveAttribute('aria-rowcount', String(Math.ceil(40 / columns)))
  await expect(grid).toHaveAttribute('aria-multiselectable', 'true')
  const second = window.getByRole('row').nth(1)
  await expect(second).toHaveAttribute('aria-rowindex', '2')
  await expect(second.getByRole('gridcell').nth(1)).toHaveAttribute('aria-colindex', '2')
  await expect(grid.locator('[tabindex="0"]')).toHaveCount(1)
})

test('the picture at the top stays there when tiles and window change their size', async ({ server, window }) => {
  await server.fill(120)
  const grid = window.getByRole('grid')
  await expect(cells(window).first()).toHaveAccessibleName(/picture-119/)
  await grid.evaluate((element) => {
    element.scrollTop = 2400
  })
  const top = () =>
    grid.evaluate((element) => {
      const sight = element.getBoundingClientRect()
      const shown = [...element.querySelectorAll('[data-index]')].filter((tile) => {
        const { top, bottom } = tile.getBoundingClientRect()
        return bottom > sight.top && top < sight.bottom
      })
      return Math.min(...shown.map((tile) => Number((tile as HTMLElement).dataset.index)))
    })
  // Until the grid has followed, the rows in the document are elsewhere, and none is in sight.
  await expect.poll(top).toBeLessThan(120)
  const before = await top()
  await window.getByRole('slider', { name: 'Tile size' }).fill('104')
  await expect.poll(async () => Math.abs((await top()) - before)).toBeLessThan(9)
  await window.setViewportSize({ width: 900, height: 700 })
  await expect.poll(async () => Math.abs((await top()) - before)).toBeLessThan(12)
  await expect(window.getByRole('button', { name: 'Add folder' })).toBeInViewport({ ratio: 1 })
})

const texts = [
  '.tile-name',
  '.place-name',
  '.place-count',
  '.fact dt',
  '.source-facts',
  '.source-url a',
  '.status-bar',
  '.button',
]

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the ${colorScheme} scheme follows the system, and its texts are easy to read`, async ({ server, window }) => {
    await window.emulateMedia({ colorScheme })
    await server.fill(4)
    await expect(cells(window)).toHaveCount(4)
    await cells(window).first().click()
    await expect(window.getByRole('region', { name: 'Sources' })).toBeVisible()
    const ground = await window.locator('.main').evaluate((element) => getComputedStyle(element).backgroundColor)
    const red = Number(/\d+/.exec(ground)?.[0])
    expect(colorScheme === 'dark' ? red < 60 : red > 200).toBe(true)
    for (const text of texts) expect(await contrast(window, text), text).toBeGreaterThan(4.5)
  })
}

test('everything that can be pressed is at least 24 pixels high and wide', async ({ server, window }) => {
  await server.fill(3)
  await expect(cells(window)).toHaveCount(3)
  await cells(window).first().click()
  await expect(window.getByRole('region', { name: 'Sources' })).toBeVisible()
  expect(await smallTargets(window)).toEqual([])
})
