import type { Page } from 'playwright/test'
import { callsOf, openDuplicates, plant } from '../helpers/window-duplicates.ts'
import { expect, test } from '../helpers/window-server.ts'

const plan = (page: Page) => page.getByRole('dialog', { name: 'Plan' })
const groups = (page: Page) => plan(page).getByRole('checkbox', { name: /is kept$/ })
const apply = (page: Page) => plan(page).getByRole('button', { name: 'Apply' })

async function openPlan(page: Page) {
  await openDuplicates(page)
  await page.getByRole('button', { name: /^Plan/ }).first().click()
  await expect(plan(page)).toBeVisible()
}

test('a plan is applied as one change, and one undo takes all of it back, by its button and by keys', async ({
  server,
  window,
}) => {
  for (const seed of [41, 42, 43]) await plant(server, { seed, copies: ['reencoded', 'resized'] })
  const { duplicates, images } = callsOf(server)
  await expect.poll(async () => (await duplicates.plan({})).discards).toBe(6)
  await openPlan(window)
  await expect(plan(window)).toContainText('Discard 6 copies in favour of 3')
  await apply(window).click()
  await expect(plan(window)).toContainText('Discarded 6 copies in favour of 3')
  expect((await images.list({ view: 'trash' })).total).toBe(6)
  await window.keyboard.press('Control+z')
  await expect(plan(window)).toContainText('Every picture is back where it was.')
  await window.keyboard.press('Control+Shift+z')
  await expect(plan(window)).toContainText('They lie in the trash.')
  await plan(window).getByRole('button', { name: 'Undo' }).click()
  await expect(plan(window)).toContainText('Every picture is back where it was.')
  expect((await images.list({ view: 'trash' })).total).toBe(0)
  await plan(window).getByRole('button', { name: 'Back to the plan' }).click()
  await expect(plan(window)).toContainText('Discard 6 copies in favour of 3')
})

test('groups and single actions are left out, and what is left is told before it is done', async ({
  server,
  window,
}) => {
  for (const seed of [44, 45]) await plant(server, { seed, copies: ['reencoded'] })
  await plant(server, { seed: 46, copies: ['resized'] })
  const { duplicates, images } = callsOf(server)
  await expect.poll(async () => (await duplicates.plan({})).discards).toBe(3)
  await openPlan(window)
  await expect(plan(window)).toContainText('Discard 3 copies in favour of 3')
  await groups(window).last().uncheck()
  await expect(plan(window)).toContainText('Discard 2 copies in favour of 2')
  await plan(window).getByRole('button', { name: 'Show all 2' }).click()
  await plan(window)
    .getByRole('checkbox', { name: /^Keep .*44-original/ })
    .uncheck()
  await expect(plan(window)).toContainText('Discard 1 copy in favour of 1')
  await expect(plan(window)).toContainText('1 left out')
  await apply(window).click()
  await expect(plan(window)).toContainText('Discarded 1 copy in favour of 1')
  const { items } = await images.list({ view: 'trash' })
  expect(items.map(({ name }) => name)).toEqual([expect.stringContaining('45-reencoded')])
})

test('turned copies are proposed by choice alone, possible variants never', async ({ server, window }) => {
  await plant(server, { seed: 47, copies: ['mirrored'] })
  await plant(server, { seed: 48, copies: ['watermarked'] })
  const { duplicates } = callsOf(server)
  await expect.poll(async () => (await duplicates.plan({ kinds: ['turned'] })).discards).toBe(1)
  await openPlan(window)
  await expect(plan(window)).toContainText('Nothing to propose')
  await expect(plan(window)).toContainText('2 clusters need your eyes')
  await plan(window).getByRole('checkbox', { name: 'Mirrored or rotated' }).check()
  await expect(plan(window)).toContainText('Discard 1 copy in favour of 1')
  await expect(groups(window)).toHaveCount(1)
})

test('a plan that was overtaken changes nothing, says so and is made anew', async ({ server, window }) => {
  const [first = '', second = ''] = await plant(server, { seed: 49, copies: ['reencoded'] })
  await plant(server, { seed: 50, copies: ['reencoded'] })
  const { duplicates, images } = callsOf(server)
  await expect.poll(async () => (await duplicates.plan({})).discards).toBe(2)
  await openPlan(window)
  await expect(plan(window)).toContainText('Discard 2 copies in favour of 2')
  await duplicates.decide({ hashes: [first, second], verdict: 'variants' })
  await expect(plan(window)).toContainText('changed since this plan was made')
  await apply(window).click()
  await expect(plan(window).getByRole('alert')).toContainText('nothing was changed')
  expect((await images.list({ view: 'trash' })).total).toBe(0)
  await plan(window).getByRole('button', { name: 'Make the plan anew' }).click()
  await expect(plan(window)).toContainText('Discard 1 copy in favour of 1')
})

test('the plan is worked by keyboard, holds the focus, and gives it back', async ({ server, window }) => {
  await plant(server, { seed: 51, copies: ['reencoded'] })
  const { duplicates } = callsOf(server)
  await expect.poll(async () => (await duplicates.plan({})).discards).toBe(1)
  await openDuplicates(window)
  const opener = window.getByRole('button', { name: /^Plan/ }).first()
  await opener.focus()
  await opener.press('Enter')
  await expect(plan(window)).toContainText('Discard 1 copy in favour of 1')
  for (let step = 0; step < 12; step += 1) await window.keyboard.press('Tab')
  const isInside = () =>
    plan(window).evaluate(
      (dialog) =>
        [document.body, dialog].includes(document.activeElement as HTMLElement) ||
        dialog.contains(document.activeElement),
    )
  expect(await isInside()).toBe(true)
  await apply(window).focus()
  await window.keyboard.press('Escape')
  await expect(plan(window)).toHaveCount(0)
  await expect(opener).toBeFocused()
  await opener.press('Enter')
  await apply(window).press('Enter')
  await expect(plan(window)).toContainText('Discarded 1 copy in favour of 1')
})

test('without near-duplicates the plan says that nothing waits', async ({ server, window }) => {
  await server.fill(2)
  await openPlan(window)
  await expect(plan(window)).toContainText('No near-duplicates are waiting for a decision.')
})
