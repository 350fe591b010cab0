import type { Page } from 'playwright/test'
import { jpeg } from '../helpers/pictures.ts'
import { boxOf } from '../helpers/transform-room.ts'
import { expect, test, type WindowServer } from '../helpers/window-server.ts'

const urlField = (page: Page) => page.getByRole('textbox', { name: 'URL', exact: true })
const cards = (page: Page) =>
  page.getByRole('list', { name: 'Steps', exact: true }).locator(':scope > li > [role=group]')
const card = (page: Page, number: number) => cards(page).nth(number - 1)
const field = (page: Page, name: string) =>
  page.getByRole('region', { name: 'Steps' }).getByLabel(name, { exact: true })
const adder = (page: Page, number: number) =>
  card(page, number).getByRole('combobox', { name: 'Add a parameter' }).last()

/** The room, with one picture of 400 by 300 pixels chosen. */
async function openRoom(page: Page, server: WindowServer) {
  const hash = await server.post({ url: 'https://example.com/a.jpg', bytes: await jpeg(3, 400, 300) })
  await page
    .getByRole('navigation', { name: 'Places' })
    .getByRole('button', { name: /Transform/ })
    .click()
  await expect(urlField(page)).toHaveValue(new RegExp(`/media/${hash}$`))
  return hash
}

/** The transformation in the URL that is shown. */
async function expectSteps(page: Page, steps: string) {
  await expect(urlField(page)).toHaveValue(
    new RegExp(`/media/tr:${steps.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}/[0-9a-f]{64}$`),
  )
}

/** What the renderer answers to the URL that is shown. */
async function fetchShown(page: Page) {
  return page.evaluate(
    async (url) => {
      const response = await fetch(url)
      return { status: response.status, type: response.headers.get('content-type') ?? '' }
    },
    await urlField(page).inputValue(),
  )
}

test('the keyboard alone adds a step, types its width, slides its quality, reorders and deletes', async ({
  server,
  window: page,
}) => {
  await openRoom(page, server)
  await page.getByRole('button', { name: 'Add step' }).press('Enter')
  const search = page.getByRole('combobox', { name: 'What should the step do?' })
  await expect(search).toBeFocused()
  await page.keyboard.type('wid')
  await expect(page.getByRole('option', { name: /^Width w/ })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(field(page, 'Width')).toBeFocused()
  await page.keyboard.type('240')
  await expectSteps(page, 'w-240')

  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Shift+ArrowDown')
  await expectSteps(page, 'w-231')
  await adder(page, 1).focus()
  await page.keyboard.type('qual')
  await page.keyboard.press('Enter')
  await expect(field(page, 'Quality')).toBeFocused()
  await page.getByRole('slider', { name: 'Quality, slider' }).press('ArrowLeft')
  await expectSteps(page, 'w-231,q-79')

  await page.getByRole('button', { name: 'Add step' }).press('Enter')
  await page.keyboard.type('blu')
  await page.keyboard.press('Enter')
  await expectSteps(page, 'w-231,q-79:bl-10')
  await card(page, 2).focus()
  await page.keyboard.press('Alt+ArrowUp')
  await expectSteps(page, 'bl-10:w-231,q-79')
  await expect(card(page, 1)).toBeFocused()
  await page.keyboard.press('Alt+ArrowDown')
  await expectSteps(page, 'w-231,q-79:bl-10')
  await page.keyboard.press('Delete')
  await expectSteps(page, 'w-231,q-79')
  await expect(card(page, 1)).toBeFocused()
  expect(await fetchShown(page)).toEqual({ status: 200, type: 'image/jpeg' })
})

test('a field that the keyboard comes to is seen whole, above the foot of the steps', async ({
  server,
  window: page,
}) => {
  await openRoom(page, server)
  await urlField(page).fill('w-1:w-2:w-3:w-4:w-5:w-6')
  await expect(cards(page)).toHaveCount(6)
  const foot = await boxOf(page.getByRole('button', { name: 'Export picture…' }))
  for (const one of await page.getByRole('region', { name: 'Steps' }).locator('input').all()) {
    await one.focus()
    const { y, height } = await boxOf(one)
    expect(y + height).toBeLessThan(foot.y)
  }
})

test('the mouse adds, slides, drags a card before another, and takes parameters and steps away', async ({
  server,
  window: page,
}) => {
  await openRoom(page, server)
  for (const name of [/^Width w/, /^Rotation rt/, /^Quality q/]) {
    await page.getByRole('button', { name: 'Add step' }).click()
    await page.getByRole('option', { name }).click()
  }
  await expectSteps(page, 'w-300:rt-90:q-80')
  const slider = page.getByRole('slider', { name: 'Quality, slider' })
  const box = await slider.boundingBox()
  await slider.click({ position: { x: (box?.width ?? 0) - 2, y: (box?.height ?? 0) / 2 } })
  await expectSteps(page, 'w-300:rt-90:q-100')
  await card(page, 3)
    .locator('.step-text')
    .dragTo(card(page, 1).locator('.step-text'), { targetPosition: { x: 10, y: 1 } })
  await expectSteps(page, 'q-100:w-300:rt-90')
  await page.getByRole('button', { name: 'Move step 1 down' }).click()
  await expectSteps(page, 'w-300:q-100:rt-90')
  await page.getByRole('button', { name: 'Remove: Rotation' }).click()
  await page.getByRole('button', { name: 'Delete step 1' }).click()
  await expectSteps(page, 'q-100')
})

test('typing is smooth: a field keeps what is half typed, and one undo takes all of it back', async ({
  server,
  window: page,
}) => {
  await openRoom(page, server)
  await urlField(page).fill('w-300,h-200')
  const width = field(page, 'Width')
  await width.fill('')
  await expect(width).toBeVisible()
  await expect(width).toBeFocused()
  await width.pressSequentially('iw_dv_2')
  for (let count = 0; count < 3; count += 1) await page.keyboard.press('ArrowLeft')
  await page.keyboard.type('i')
  await expect(width).toHaveValue('iw_div_2')
  await expectSteps(page, 'w-iw_div_2,h-200')
  await page.keyboard.press('Control+z')
  await expect(width).toHaveValue('300')
  await page.keyboard.press('Control+Shift+z')
  await expect(width).toHaveValue('iw_div_2')
  await page.getByRole('button', { name: 'Undo the last edit' }).click()
  await page.getByRole('button', { name: 'Undo the last edit' }).click()
  await expect(cards(page)).toHaveCount(0)
})

test('a text layer, a picture and a colour are laid over, each with steps of its own', async ({
  server,
  window: page,
}) => {
  await openRoom(page, server)
  await page.getByRole('button', { name: 'Add layer' }).press('Enter')
  await page.getByRole('menuitem', { name: 'Text' }).press('Enter')
  await expect(field(page, 'Text')).toBeFocused()
  await page.keyboard.type('Grüße, Welt')
  await expect(field(page, 'Text')).toHaveValue('Grüße, Welt')
  await expectSteps(page, 'l-text,ie-R3LDvMOfZSwgV2VsdA==,fs-48,co-FFFFFF,l-end')
  await field(page, 'Text').fill('Hello')
  await expectSteps(page, 'l-text,i-Hello,fs-48,co-FFFFFF,l-end')
  await page.getByRole('group', { name: 'Text layer' }).getByRole('button', { name: 'Add step' }).click()
  await page.keyboard.type('rotat')
  await page.keyboard.press('Enter')
  await expectSteps(page, 'l-text,i-Hello,fs-48,co-FFFFFF:rt-90,l-end')
  await page.getByRole('button', { name: 'Add layer' }).click()
  await page.getByRole('menuitem', { name: 'Solid colour' }).click()
  await expect(field(page, 'Background')).toHaveValue('FFFFFF50')
  expect(await fetchShown(page)).toEqual({ status: 200, type: 'image/jpeg' })
})

test('a condition has a test and branches, whose steps are edited like all others', async ({
  server,
  window: page,
}) => {
  await openRoom(page, server)
  await page.getByRole('button', { name: 'Add condition' }).click()
  await field(page, 'If').fill('')
  await field(page, 'If').pressSequentially('w_gt_100')
  await expectSteps(page, 'if-w_gt_100,w-600,if-end')
  await page.getByRole('button', { name: 'Add else' }).click()
  await page.getByRole('group', { name: 'Else', exact: true }).getByRole('button', { name: 'Add step' }).click()
  await page.keyboard.type('heig')
  await page.keyboard.press('Enter')
  await expectSteps(page, 'if-w_gt_100,w-600,if-else,h-200,if-end')
  expect(await fetchShown(page)).toMatchObject({ status: 200 })
})

test('what is amiss stands at the field that caused it', async ({ server, window: page }) => {
  await openRoom(page, server)
  await urlField(page).fill('cm-extract,w-100,h-100,x-900:zz-1:w-300:e-bgremove')
  const crop = card(page, 1)
  await expect(crop.getByText(/^Error:/)).toBeVisible()
  const removal = card(page, 4)
  await expect(removal).toContainText('not rendered here')
  await expect(card(page, 2)).toContainText('unknown here')
  await page.getByRole('button', { name: 'Delete step 1' }).click()
  const alone = card(page, 3).getByLabel('AI remove background', { exact: true })
  await expect(alone).toHaveAttribute('aria-invalid', 'true')
  await expect(alone).toHaveAttribute('aria-errormessage', /.+/)
  await expect(card(page, 3)).toContainText('Error:')
  await page.getByRole('button', { name: /1 error/ }).click()
  await expect(alone).toBeFocused()
})

test('the URL edits the cards, keeps unknown codes, and marks what breaks it', async ({ server, window: page }) => {
  const hash = await openRoom(page, server)
  const other = await server.post({ url: 'https://example.com/b.jpg', bytes: await jpeg(4, 300, 200) })
  await urlField(page).fill(`${server.origin}/media/tr:w-120,zz-9:q-50/https://example.com/b.jpg`)
  await expect(cards(page)).toHaveCount(2)
  await expect(field(page, 'zz')).toHaveValue('9')
  await page.keyboard.press('Enter')
  await expect(urlField(page)).toHaveValue(`${server.origin}/media/tr:w-120,zz-9:q-50/${other}`)

  await urlField(page).fill('https://ik.imagekit.io/demo/tr:h-70:rt-90/nowhere.jpg')
  await expect(page.getByText('The library holds no such picture')).toContainText('/nowhere.jpg')
  await expect(field(page, 'Height')).toHaveValue('70')
  await urlField(page).fill(`h-70,,w-3`)
  await expect(page.getByRole('alert')).toContainText('nothing between the commas')
  await expect(page.locator('.url-excerpt mark')).toHaveText(',')
  await expect(urlField(page)).toHaveAttribute('aria-invalid', 'true')
  await expect(cards(page)).toHaveCount(2)
  await urlField(page).blur()
  await expect(urlField(page)).toHaveValue('h-70,,w-3')
  await field(page, 'Height').fill('71')
  await expectSteps(page, 'h-71:rt-90')
  await urlField(page).fill(`${server.origin}/media/${hash}`)
  await urlField(page).blur()
  await expect(cards(page)).toHaveCount(0)
})

test('the URL that is shown is one that the renderer takes, after any of many edits', async ({
  server,
  window: page,
}) => {
  await openRoom(page, server)
  await page.getByRole('button', { name: 'Add step' }).click()
  await page.getByRole('option', { name: /^Width w/ }).click()
  for (const name of [
    'aspect',
    'focus',
    'border',
    'backg',
    'format',
    'gradient',
    'radius',
    'opaci',
    'overlay text',
    'colou',
  ]) {
    await adder(page, 1).fill(name)
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await fetchShown(page)).status).toBe(200)
  }
  await field(page, 'Overlay text').fill('50% off: a/b, c? #1 & ../x')
  expect(await fetchShown(page)).toMatchObject({ status: 200 })
  const text = await field(page, 'Overlay text').inputValue()
  const shown = await urlField(page).inputValue()
  await urlField(page).fill('')
  await urlField(page).fill(shown)
  await expect(field(page, 'Overlay text')).toHaveValue(text)
})
