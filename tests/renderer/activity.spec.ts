import type { Page } from 'playwright/test'
import { contrast, smallTargets } from '../helpers/window-looks.ts'
import { expect, test, type WindowServer } from '../helpers/window-server.ts'

const activity = (page: Page) => page.getByRole('region', { name: 'Activity' })
const rows = (page: Page) => activity(page).getByRole('table').getByRole('row')
const row = (page: Page, text: string) => rows(page).filter({ hasText: text })

const openActivity = (page: Page) =>
  page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Activity' }).click()

/** Asks the port as a program does. */
const ask = (server: WindowServer, path: string, client = 'my_scraper') =>
  fetch(`${server.origin}${path}`, { headers: { 'user-agent': `${client}/1.0` } })

test('an empty list tells how the first request is made, and shows it when it is', async ({
  server,
  window,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openActivity(window)
  await expect(activity(window)).toContainText('No program has asked for anything yet')
  await activity(window).getByRole('button', { name: 'Copy the curl line' }).click()
  const copied = () => window.evaluate(() => navigator.clipboard.readText())
  await expect.poll(copied).toContain('curl')
  const line = await copied()
  const url = /'(.+)'/.exec(line)?.[1] ?? ''
  expect(url).toContain(server.origin)
  await ask(server, url.slice(server.origin.length), 'curl')
  await expect(row(window, '/images/search?url_contains=cat')).toContainText('curl')
  await expect(row(window, '/images/search?url_contains=cat')).toContainText('200 OK')
})

test('each request has its time, client, method, path, status in words and milliseconds', async ({
  server,
  window,
}) => {
  await ask(server, '/health')
  await ask(server, '/images/lookup?url=https://example.com/none.jpg')
  await ask(server, '/v1/files', 'node')
  await openActivity(window)
  await expect(rows(window)).toHaveCount(4)
  const headers = activity(window).getByRole('columnheader')
  await expect(headers).toHaveText(['Time', 'Client', 'Method', 'Path', 'Status', 'Took'])
  const texts = await rows(window).allInnerTexts()
  expect(texts[1]).toMatch(/\d:\d\d:\d\d.*node 1\.0\s+GET\s+\/v1\/files\s+401 Unauthorized\s+[\d.]+ ms/s)
  expect(texts[2]).toMatch(/my_scraper 1\.0\s+GET\s+\/images\/lookup\?url=.+\s+404 Not found/s)
  expect(texts[3]).toMatch(/\/health\s+200 OK/)
})

test('what the window itself asks for is not listed', async ({ server, window }) => {
  await openActivity(window)
  await ask(server, '/health')
  await expect(row(window, '/health')).toHaveCount(1)
  await window.reload()
  await openActivity(window)
  await expect(rows(window)).toHaveCount(2)
})

test('requests are filtered by words and by failure, by the keyboard', async ({ server, window }) => {
  await ask(server, '/health', 'watcher')
  await ask(server, '/images/search?url_contains=cat')
  await ask(server, '/images/search')
  await openActivity(window)
  await expect(rows(window)).toHaveCount(4)
  await activity(window).getByRole('searchbox', { name: 'Filter requests' }).focus()
  await window.keyboard.type('my_scraper search')
  await expect(rows(window)).toHaveCount(3)
  await window.keyboard.press('Tab')
  await window.keyboard.press('Space')
  await expect(rows(window)).toHaveCount(2)
  await expect(row(window, '422')).toBeVisible()
  await activity(window).getByRole('searchbox').fill('watcher')
  await expect(activity(window)).toContainText('None of the 3 requests is like that')
  await activity(window).getByRole('checkbox', { name: 'Failures only' }).uncheck()
  await expect(row(window, '/health')).toBeVisible()
})

test('a paused list stands still until it is resumed', async ({ server, window }) => {
  await ask(server, '/health')
  await openActivity(window)
  await expect(row(window, '/health')).toBeVisible()
  await activity(window).getByRole('button', { name: 'Pause' }).press('Enter')
  await ask(server, '/images/search?url_contains=later')
  const answered = window.waitForResponse(/rpc\/host\.info/)
  await server.post({ url: 'https://example.com/a.jpg' })
  await answered
  await expect(row(window, 'later')).toHaveCount(0)
  await activity(window).getByRole('button', { name: 'Resume' }).click()
  await expect(row(window, 'later')).toBeVisible()
})

test('the list is reached and scrolled by the keyboard, its head staying in sight', async ({ server, window }) => {
  for (let place = 0; place < 40; place += 1) await ask(server, `/images/search?url_contains=${place}`)
  await openActivity(window)
  await expect(rows(window)).toHaveCount(41)
  const list = activity(window).getByRole('region', { name: 'Requests' })
  await list.focus()
  await window.keyboard.press('End')
  await expect(row(window, 'url_contains=0')).toBeInViewport()
  await expect(activity(window).getByRole('columnheader', { name: 'Path' })).toBeInViewport()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`statuses are easy to read in the ${colorScheme} scheme`, async ({ server, window }) => {
    await window.emulateMedia({ colorScheme })
    await ask(server, '/health')
    await ask(server, '/v1/files')
    await openActivity(window)
    await expect(rows(window)).toHaveCount(3)
    for (const text of ['.status-good', '.status-notice', '.activity-rows th', '.activity-rows td:first-child'])
      expect(await contrast(window, text), text).toBeGreaterThan(4.5)
    expect(await smallTargets(window)).toEqual([])
  })
}
