import type { Page } from 'playwright/test'
import { callsOf, member, openDuplicates } from '../helpers/window-duplicates.ts'
import { expect, test } from '../helpers/window-server.ts'
import { stockLibrary } from '../helpers/window-stock.ts'

const clusterCount = 300
/** Two to four members each. */
const clusters = Array.from({ length: clusterCount }, (_, place) => 2 + (place % 3))
const planted = clusters.reduce((sum, members) => sum + members, 0)

/** Which key decides on the nth cluster that is seen: most are accepted. */
const keyAt = (turn: number): 'a' | 'n' | 'v' | 's' | 'z' => {
  if (turn % 29 === 28) return 'z'
  if (turn % 23 === 11) return 's'
  if (turn % 17 === 8) return 'v'
  return turn % 13 === 5 ? 'n' : 'a'
}

/** The address of the first picture of the cluster on the stage. */
const coverOf = (page: Page) => page.evaluate(() => document.querySelector<HTMLImageElement>('.film img')?.src)

/** Whether so many clusters are left, and another one than that of the cover stands ready. Runs in the page. */
function isNext({ left, cover }: { left: number; cover: string | null | undefined }): boolean {
  const totals = document.querySelector('.queue-totals')?.textContent ?? ''
  const film = document.querySelector<HTMLImageElement>('.film img')
  const isBusy = document.querySelector('#stage')?.getAttribute('aria-busy') !== 'false'
  if (!totals.startsWith(`${left} cluster`)) return false
  return left === 0 ? film === null : film !== null && !isBusy && film.src !== cover
}

test('2,000 pictures with 300 clusters are triaged by keyboard alone until the queue is empty, and steps are undone', async ({
  server,
  window,
}) => {
  test.setTimeout(150_000)
  await stockLibrary(server, { clusters, singles: 2000 - planted, width: 160, height: 120 })
  const calls = callsOf(server)
  await window.reload()
  await expect(window.getByRole('contentinfo')).toContainText('2,000 pictures')
  await openDuplicates(window)
  let left = clusterCount
  await window.waitForFunction(isNext, { left, cover: null })
  for (let turn = 0; left > 0; turn += 1) {
    const wish = keyAt(turn)
    const cover = await coverOf(window)
    await window.keyboard.press(wish)
    if (wish === 'z') left += 1
    else if (wish !== 's') left -= 1
    await window.waitForFunction(isNext, { left, cover: wish === 's' ? cover : null })
  }
  await expect(window.getByRole('heading', { name: 'The queue is empty' })).toBeVisible()
  expect((await calls.duplicates.list({})).total).toBe(0)
  await expect(window.getByText(/^decided 300 of 300/)).toBeVisible()

  for (let step = 1; step <= 5; step += 1) {
    await window.keyboard.press('z')
    await window.waitForFunction(isNext, { left: step, cover: null })
    await expect(member(window, 2)).toBeVisible()
  }
  expect((await calls.duplicates.list({})).total).toBe(5)
  await expect(window.getByText(/^decided 295 of 300/)).toBeVisible()
})
