import { clusters, decide, openDuplicates, stage } from '../helpers/window-duplicates.ts'
import { expect, test } from '../helpers/window-server.ts'
import { stockLibrary } from '../helpers/window-stock.ts'

const clusterCount = 1200

test('a queue of over a thousand clusters scrolls to any place while only what is in sight is loaded', async ({
  server,
  window,
}) => {
  test.setTimeout(120_000)
  await stockLibrary(server, { clusters: Array(clusterCount).fill(2), singles: 0, width: 48, height: 36 })
  const asked: { offset: number; limit: number }[] = []
  window.on('request', (request) => {
    if (request.url().endsWith('/rpc/duplicates.list')) asked.push(request.postDataJSON())
  })
  await window.reload()
  await openDuplicates(window)
  await expect(stage(window)).toBeVisible()
  await expect(window.getByText(`1,200 clusters`)).toBeVisible()
  const queue = window.getByRole('listbox', { name: 'Clusters' })
  await expect(clusters(window).first()).toHaveAttribute('aria-setsize', String(clusterCount))
  expect(await clusters(window).count()).toBeLessThan(40)

  await queue.evaluate((element) => {
    element.scrollTop = element.scrollHeight
  })
  const last = window.locator(`#cluster-${clusterCount - 1}`)
  await expect(last).toHaveAccessibleName(/2 pictures/)
  await last.click()
  await expect(last).toHaveAttribute('aria-selected', 'true')
  await expect(stage(window)).toBeFocused()
  expect(await clusters(window).count()).toBeLessThan(40)
  const rows = asked.reduce((sum, { limit }) => sum + limit, 0)
  expect(rows).toBeLessThan(clusterCount)

  await decide(window, 'n')
  await expect(window.getByText('1,199 clusters')).toBeVisible()
  await expect(window.locator(`#cluster-0`)).toHaveAttribute('aria-selected', 'true')
})
