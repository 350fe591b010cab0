import { openDuplicates, plant, stage } from '../helpers/window-duplicates.ts'
import { contrast, smallTargets } from '../helpers/window-looks.ts'
import { expect, test } from '../helpers/window-server.ts'

const texts = [
  ...['.queue-totals', '.queue-size', '.queue-kind', '.queue-bits', '.radius output', '.key-cap', '.key-hint'],
  ...['.stage-title', '.stage-fate', '.stage-facts', '.chip', '.chip-better', '.chip-turn', '.sitting'],
  ...['.difference th', '.difference-equal td:last-child', '.merge dt', '.outcome-trash'],
]

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the duplicates are easy to read and to press in the ${colorScheme} scheme, at any width`, async ({
    server,
    window,
  }) => {
    await window.emulateMedia({ colorScheme })
    await window.setViewportSize({ width: 1440, height: 900 })
    await plant(server, { seed: 2, copies: ['mirrored', 'resized'] })
    await openDuplicates(window)
    await expect(stage(window)).toBeVisible()
    await window.getByRole('button', { name: /^\d: 2-mirrored/ }).click()
    await expect(window.locator('.chip-turn')).toBeVisible()
    for (const text of texts) expect(await contrast(window, text), text).toBeGreaterThan(4.5)
    for (const width of [1440, 1100, 820]) {
      await window.setViewportSize({ width, height: 700 })
      await expect.poll(() => smallTargets(window)).toEqual([])
      await expect.poll(() => window.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    }
  })
}

test('every stop of Tab in the duplicates has a name, and Tab leads round once the stage is left', async ({
  server,
  window,
}) => {
  await plant(server, { seed: 1, copies: ['reencoded'] })
  await openDuplicates(window)
  await expect(stage(window)).toBeVisible()
  await stage(window).focus()
  const names = new Set<string>()
  for (let stop = 0; stop < 50; stop += 1) {
    await window.keyboard.press('Shift+Tab')
    names.add(
      await window.evaluate(() => {
        const element = document.activeElement as HTMLInputElement
        const label = element.labels?.[0]?.textContent
        return element === document.body ? 'body' : (element.ariaLabel ?? label ?? element.textContent ?? '').trim()
      }),
    )
  }
  expect([...names]).not.toContain('')
  for (const name of ['Clusters', 'Radius', 'Rules', 'Library', 'Cluster of 2'])
    expect([...names].some((one) => one.startsWith(name))).toBe(true)
})
