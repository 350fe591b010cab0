import type { Page } from 'playwright/test'
import { orientedJpeg, scene } from '../helpers/pictures.ts'
import {
  answerOf,
  boxOf,
  figures,
  look,
  middleOf,
  openRoom,
  original,
  preview,
  urlField,
} from '../helpers/transform-room.ts'
import { expect, test } from '../helpers/window-server.ts'

const cropBox = (page: Page) => preview(page).getByRole('button', { name: /^Crop box/ })
const field = (page: Page, name: string) => preview(page).getByRole('spinbutton', { name })
const tool = (page: Page, name: 'Crop' | 'Focus') => preview(page).getByRole('button', { name, exact: true })

/** Drags from one point of the original to another, both 0 to 1 of it. */
async function drag(page: Page, from: [number, number], to: [number, number]) {
  const { x, y, width, height } = await boxOf(original(page))
  await page.mouse.move(x + width * from[0], y + height * from[1])
  await page.mouse.down()
  await page.mouse.move(x + width * to[0], y + height * to[1], { steps: 6 })
  await page.mouse.up()
}

async function clickAt(page: Page, share: [number, number]) {
  const { x, y, width, height } = await boxOf(original(page))
  await page.mouse.click(x + width * share[0], y + height * share[1])
}

test('a box dragged on the picture is cut out of it', async ({ server, window: page }) => {
  await openRoom(page, server, 'w-300,f-png')
  await tool(page, 'Crop').click()
  await drag(page, [0.25, 0.5], [0.75, 0.9])
  await expect(urlField(page)).toHaveValue(/tr:w-\d+,h-\d+,x-\d+,y-\d+,cm-extract:w-300,f-png\//)
  const [w = 0, h = 0, x = 0, y = 0] = ((await urlField(page).inputValue()).match(/(?<=[,:][whxy]-)\d+/g) ?? []).map(
    Number,
  )
  for (const [value, wished] of [
    [w, 600],
    [h, 320],
    [x, 300],
    [y, 400],
  ] as const)
    expect(Math.abs(value - wished)).toBeLessThan(6)
  await expect(figures(page)).toContainText(`300 × ${Math.round((300 * h) / w)}`)
  const [red = 0, green = 0] = await middleOf((await answerOf(page)).bytes)
  expect(Math.abs(red - 0.5)).toBeLessThan(0.02)
  expect(Math.abs(green - 0.7)).toBeLessThan(0.02)
})

test('the box is moved, sized and taken away by the keyboard, in pixels of the original', async ({
  server,
  window: page,
}) => {
  await openRoom(page, server, 'w-200,h-100,x-50,y-60,cm-extract,f-png')
  await tool(page, 'Crop').press('Enter')
  await expect(cropBox(page)).toHaveAccessibleName(/200 by 100 pixels at 50, 60/)
  await cropBox(page).press('ArrowRight')
  await cropBox(page).press('Shift+ArrowDown')
  await expect(urlField(page)).toHaveValue(/tr:w-200,h-100,x-51,y-70,cm-extract,f-png\//)
  await preview(page)
    .getByRole('button', { name: /^Bottom right corner/ })
    .press('Shift+ArrowRight')
  await expect(field(page, 'Width')).toHaveValue('210')
  await field(page, 'Height').fill('5000')
  await expect(urlField(page)).toHaveValue(/w-210,h-800,x-51,y-0,/)
  await expect(figures(page)).toContainText('210 × 800')
  await preview(page).getByRole('button', { name: 'Whole picture' }).click()
  await expect(urlField(page)).toHaveValue(/tr:f-png\//)
  await page.keyboard.press('Escape')
  await expect(cropBox(page)).toHaveCount(0)
  await expect(look(page, 'Slider')).toBeChecked()
})

test('the box keeps the shape that the steps ask for', async ({ server, window: page }) => {
  await openRoom(page, server, 'w-400,ar-1-1')
  await tool(page, 'Crop').click()
  await expect(preview(page).getByRole('combobox', { name: 'Shape' })).toHaveValue('steps')
  await drag(page, [0.2, 0.2], [0.6, 0.4])
  const sides = async () => [await field(page, 'Width').inputValue(), await field(page, 'Height').inputValue()]
  await expect.poll(async () => (await sides())[0]).not.toBe('1200')
  const [across, down] = await sides()
  expect(across).toBe(down)
})

test('in a small window the picture stays large enough to draw a box on', async ({ server, window: page }) => {
  await page.setViewportSize({ width: 900, height: 700 })
  await openRoom(page, server, 'w-200')
  await tool(page, 'Crop').click()
  await expect.poll(async () => (await boxOf(cropBox(page))).height).toBeGreaterThan(150)
  await expect(preview(page).getByRole('button', { name: 'Fit into the panes' })).toBeInViewport({ ratio: 1 })
})

test('the box counts in upright pixels of a picture that its camera turned', async ({ server, window: page }) => {
  await openRoom(page, server, 'w-60,h-100,x-10,y-20,cm-extract', await orientedJpeg(scene(7, 300, 200), 6))
  await tool(page, 'Crop').click()
  await expect(cropBox(page)).toHaveAccessibleName(/60 by 100 pixels at 10, 20/)
  await expect(figures(page)).toContainText('60 × 100')
  await field(page, 'Height').fill('9999')
  await expect(field(page, 'Height')).toHaveValue('9999')
  await expect(urlField(page)).toHaveValue(/h-200,x-10,y-0/)
})

test('a click on the picture is what a crop keeps', async ({ server, window: page }) => {
  await openRoom(page, server, 'w-200,h-200,f-png')
  await tool(page, 'Focus').click()
  await clickAt(page, [0.45, 0.5])
  await expect(urlField(page)).toHaveValue(/tr:w-800,h-800,xc-\d+,yc-400,cm-extract:w-200,h-200,f-png\//)
  await expect(preview(page).getByRole('group', { name: 'Focus' })).toContainText('Written as a cut of 800 × 800')
  const [red = 0] = await middleOf((await answerOf(page)).bytes)
  expect(Math.abs(red - 0.45)).toBeLessThan(0.02)
  await clickAt(page, [0.98, 0.5])
  await expect(urlField(page)).toHaveValue(/tr:w-200,h-200,f-png,fo-right\//)
  await expect(preview(page).getByRole('group', { name: 'Focus' })).toContainText('Written as fo-right')
  await preview(page).getByRole('radio', { name: 'top left' }).check()
  await expect(urlField(page)).toHaveValue(/fo-top_left\//)
  await preview(page).getByRole('radio', { name: 'center' }).check()
  await expect(urlField(page)).toHaveValue(/tr:w-200,h-200,f-png\//)
  await preview(page)
    .getByRole('button', { name: /^Focus,/ })
    .press('Shift+ArrowRight')
  await expect(urlField(page)).toHaveValue(/xc-680,yc-400,cm-extract:/)
})

test('a focus without a crop says so, and offers one', async ({ server, window: page }) => {
  await openRoom(page, server, 'rt-90')
  await tool(page, 'Focus').click()
  await expect(preview(page)).toContainText('No step crops to a width and a height')
  await preview(page).getByRole('button', { name: 'Crop to a square' }).click()
  await expect(urlField(page)).toHaveValue(/tr:rt-90:w-600,h-600\//)
  await clickAt(page, [0.9, 0.1])
  await expect(urlField(page)).toHaveValue(/fo-top_right\//)
})
