import type { Page } from 'playwright/test'
import { callsOf, clusters, decide, member, openDuplicates, plant, stage } from '../helpers/window-duplicates.ts'
import { expect, test } from '../helpers/window-server.ts'

const places = (page: Page) => page.getByRole('navigation', { name: 'Places' })
const toast = (page: Page) => page.locator('.toast')
const mode = (page: Page, name: string) => page.getByRole('radio', { name })
const keys = (page: Page) => page.getByRole('toolbar', { name: 'Keys' })

test('the keyboard alone opens the queue, decides on every cluster, and takes decisions back', async ({
  server,
  window,
}) => {
  await plant(server, { seed: 1, copies: ['reencoded', 'resized'] })
  await plant(server, { seed: 2, copies: ['mirrored'] })
  await plant(server, { seed: 3, copies: ['watermarked'] })
  await expect(places(window).getByRole('button', { name: /Duplicates/ })).toContainText('3')
  await window.keyboard.press('d')
  await expect(clusters(window)).toHaveCount(3)
  await expect(stage(window)).toBeFocused()
  await expect(clusters(window).first()).toHaveAttribute('aria-selected', 'true')
  await expect(keys(window).getByRole('button', { name: /Undo/ })).toBeDisabled()

  await decide(window, 'a')
  await expect(clusters(window)).toHaveCount(2)
  await expect(toast(window)).toContainText('to the trash')
  await expect(window.getByText('decided 1 of 3 · undo 1')).toBeVisible()
  await decide(window, 'z')
  await expect(clusters(window)).toHaveCount(3)
  await expect(places(window).getByRole('button', { name: /Trash/ })).toContainText('0')
  await decide(window, 'a')
  await expect(clusters(window)).toHaveCount(2)

  await decide(window, 's')
  await expect(clusters(window).nth(1)).toHaveAttribute('aria-selected', 'true')
  await expect(clusters(window).first()).toHaveAccessibleName(/put off/)
  await decide(window, 'v')
  await expect(clusters(window)).toHaveCount(1)
  await decide(window, 'n')
  await expect(window.getByRole('heading', { name: 'The queue is empty' })).toBeVisible()
  await expect(keys(window).getByRole('button', { name: /Undo/ })).toBeEnabled()
  await expect(keys(window).getByRole('button', { name: /Blink/ })).toBeDisabled()
  await window.keyboard.press('Control+z')
  await expect(clusters(window)).toHaveCount(1)
  await window.keyboard.press('d')
  await expect(window.getByRole('grid')).toBeVisible()
})

test('the stage shows what each copy is to the keeper, in values relative to it, and what would come of accepting', async ({
  server,
  window,
}) => {
  await plant(server, {
    ...{ seed: 4, copies: ['resized', 'mirrored', 'watermarked'] },
    ...{ domains: ['a.example', 'b.example'], clients: ['gallery', 'scraper'] },
  })
  await openDuplicates(window)
  await expect(stage(window)).toContainText('Keeper')
  const names = await Promise.all([2, 3, 4].map((number) => member(window, number).getAttribute('aria-label')))
  const numberOf = (name: string) => String(2 + names.findIndex((label) => label?.includes(name)))
  await window.keyboard.press(numberOf('resized'))
  await expect(stage(window)).toContainText('Resized')
  const outcome = window.getByRole('complementary', { name: 'What comes of it' })
  await expect(outcome.getByRole('row', { name: /Pixels/ })).toContainText('−61 % px')
  await expect(outcome.getByRole('row', { name: /Domains/ })).toContainText('b.example')
  await window.keyboard.press(numberOf('mirrored'))
  await expect(stage(window)).toContainText('mirrored')
  await expect(outcome.getByRole('row', { name: /Pixels/ })).toContainText('same')
  await window.keyboard.press(numberOf('watermarked'))
  await expect(stage(window)).toContainText('Possible variant')
  await expect(stage(window)).toContainText('stays')
  await expect(outcome).toContainText('Goes to the trash: 2')
  await expect(outcome).toContainText('URLs1 + 1 + 1 → 3')
  await expect(outcome).toContainText('gallery, scraper')
  await window.keyboard.press('x')
  await expect(outcome).toContainText('Goes to the trash: 3')
})

test('Tab and W change how pictures are compared, Space shows the keeper while it is held, and both lead nowhere astray', async ({
  server,
  window,
}) => {
  await plant(server, { seed: 5, copies: ['reencoded'] })
  await window.keyboard.press('d')
  await expect(stage(window)).toBeFocused()
  await expect(mode(window, 'Side by side')).toBeChecked()
  await window.keyboard.press('Tab')
  await expect(mode(window, 'Blink')).toBeChecked()
  await window.keyboard.press('w')
  await expect(mode(window, 'Slider')).toBeChecked()
  await window.keyboard.press('q')
  await window.keyboard.press('q')
  await expect(mode(window, 'Side by side')).toBeChecked()
  await window.keyboard.down(' ')
  await expect(keys(window).getByRole('button', { name: /Blink/ })).toHaveAttribute('aria-pressed', 'true')
  await window.keyboard.up(' ')
  await expect(keys(window).getByRole('button', { name: /Blink/ })).toHaveAttribute('aria-pressed', 'false')
  await window.keyboard.press('Shift+Tab')
  await expect(stage(window)).not.toBeFocused()
  await window.keyboard.press('F6')
  await expect(stage(window)).toBeFocused()
  await window.keyboard.press('F6')
  await expect(window.getByRole('listbox', { name: 'Clusters' })).toBeFocused()
})

test('what is typed into the search or chosen in a list decides nothing', async ({ server, window }) => {
  await plant(server, { seed: 6, copies: ['reencoded'] })
  await openDuplicates(window)
  await expect(stage(window)).toBeVisible()
  await window.getByRole('combobox', { name: 'Order' }).focus()
  await window.keyboard.type('nav')
  await window.keyboard.press('/')
  await window.keyboard.type('an')
  await expect(window.getByRole('textbox', { name: /Search/ })).toHaveValue('an')
  expect((await callsOf(server).duplicates.list({})).total).toBe(1)
  expect(await callsOf(server).history.list({})).toEqual([])
})

test('the radius, the kinds and the filters narrow the queue at once, and an empty one leads out again', async ({
  server,
  window,
}) => {
  await plant(server, { seed: 1, copies: ['reencoded'], domains: ['a.example', 'b.example'] })
  await plant(server, { seed: 2, copies: ['mirrored'], clients: ['one', 'two'] })
  await plant(server, { seed: 3, copies: ['watermarked'] })
  await openDuplicates(window)
  await expect(clusters(window)).toHaveCount(3)
  await window.getByRole('slider', { name: 'Radius' }).fill('6')
  await expect(clusters(window)).toHaveCount(2)
  await window.getByRole('slider', { name: 'Radius' }).fill('10')
  await window.getByRole('button', { name: 'Same domain' }).click()
  await expect(clusters(window)).toHaveCount(2)
  await window.getByRole('button', { name: 'Across clients' }).click()
  await expect(clusters(window)).toHaveCount(1)
  await expect(stage(window)).toContainText('mirrored')
  await window.getByRole('combobox', { name: 'Kind' }).selectOption('Resized')
  await expect(window.getByRole('heading', { name: 'No duplicates here' })).toBeVisible()
  await window.getByRole('button', { name: 'Show the 3 outside these filters' }).click()
  await expect(clusters(window)).toHaveCount(3)
  await window.getByRole('combobox', { name: 'Order' }).selectOption('Most bytes first')
  await expect(clusters(window).first()).toHaveAccessibleName(/3-/)
})

test('the last copy and protected ones are refused in words, and rules are put in order by keyboard', async ({
  server,
  window,
}) => {
  await plant(server, { seed: 7, copies: ['reencoded'], clients: ['gallery', 'scraper'] })
  await openDuplicates(window)
  await expect(stage(window)).toContainText('7-original.jpg')
  await window.keyboard.press('1')
  await window.keyboard.press('x')
  await expect(toast(window)).toContainText('The last copy never goes')

  await window.getByRole('button', { name: 'Rules' }).click()
  await window.getByRole('checkbox', { name: /More URLs/ }).focus()
  await window.keyboard.press('Alt+ArrowUp')
  await expect(window.getByRole('checkbox', { name: /4 More URLs/ })).toBeFocused()
  await window.getByRole('textbox', { name: 'Its name' }).fill('scraper')
  await window.keyboard.press('Enter')
  await expect(window.getByRole('listitem').filter({ hasText: 'scraper' }).last()).toBeVisible()
  await expect.poll(async () => (await callsOf(server).duplicates.settings({})).protectedSources.length).toBe(1)
  await window.keyboard.press('Escape')
  await expect(member(window, 1)).toHaveAccessibleName(/7-reencoded.jpg, protected, keeper/)
  await window.keyboard.press('2')
  await window.keyboard.press('k')
  await window.keyboard.press('1')
  await window.keyboard.press('x')
  await expect(toast(window)).toContainText('is protected and cannot be discarded')
  const { rules } = await callsOf(server).duplicates.settings({})
  expect(rules.indexOf('urls')).toBe(3)
})

test('where another window decided first, this one says so, changes nothing twice, and goes on', async ({
  server,
  window,
  context,
}) => {
  await plant(server, { seed: 8, copies: ['reencoded'] })
  await plant(server, { seed: 9, copies: ['resized'] })
  const other = await context.newPage()
  await other.goto(`${server.origin}/`)
  for (const page of [window, other]) {
    await openDuplicates(page)
    await expect(clusters(page)).toHaveCount(2)
  }
  const shown = await member(window, 1).getAttribute('aria-label')
  await decide(other, 'a')
  await expect(clusters(window)).toHaveCount(1)
  await expect(member(window, 1)).not.toHaveAccessibleName(shown ?? '')
  await Promise.all([window.keyboard.press('a'), other.keyboard.press('v')])
  for (const page of [window, other]) await expect(clusters(page)).toHaveCount(0)
  expect((await callsOf(server).history.list({})).length).toBeLessThanOrEqual(3)
})

test('a search through the whole library finds again what is there, and the queue stays as it was', async ({
  server,
  window,
}) => {
  await plant(server, { seed: 11, copies: ['mirrored'] })
  await openDuplicates(window)
  await expect(clusters(window)).toHaveCount(1)
  await window.getByRole('button', { name: 'Search again' }).click()
  const isDone = async () => (await callsOf(server).duplicates.tasks({})).some(isSearchDone)
  await expect.poll(isDone).toBe(true)
  await expect(clusters(window)).toHaveCount(1)
  await expect(stage(window)).toContainText('mirrored')
})

const isSearchDone = ({ task, state }: { task: string; state: string }) => task === 'searching' && state === 'done'
