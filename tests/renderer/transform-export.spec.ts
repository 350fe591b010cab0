import { createHash } from 'node:crypto'
import type { Page } from 'playwright/test'
import { callsOf } from '../helpers/window-duplicates.ts'
import { cells, expect, test } from '../helpers/window-server.ts'
import { enterTransform, exportCard, giveFolder, opener, room, toast, usePreset } from '../helpers/window-transform.ts'

/** The files in that folder: their sizes and the sums of their bytes, by name. */
const filesIn = (page: Page) =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory()
    const found: Record<string, { size: number; digest: string }> = {}
    for await (const handle of (await root.getDirectoryHandle('out', { create: true })).values()) {
      const bytes = handle.kind === 'file' ? await (await handle.getFile()).arrayBuffer() : new ArrayBuffer(0)
      const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
      const digest = [...sum].map((byte) => byte.toString(16).padStart(2, '0')).join('')
      found[handle.name] = { size: bytes.byteLength, digest }
    }
    return found
  })

async function digestOf(address: string) {
  const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer())
  return { size: bytes.length, digest: createHash('sha256').update(bytes).digest('hex') }
}

test('selected pictures are exported, transformed, and none is written over another', async ({ server, window }) => {
  const hash = await server.post({ url: 'https://example.com/tower.jpg' })
  const others = [
    await server.post({ url: 'https://example.com/a/tower.png', filename: 'tower.png' }),
    await server.post({ url: 'https://example.com/gate.jpg' }),
  ]
  await giveFolder(window)
  await expect(cells(window)).toHaveCount(3)
  await cells(window).first().click()
  await window.keyboard.press('Control+a')
  await window.keyboard.press('t')
  await usePreset(window, 'Avatar')
  await opener(window, 'Export 3 pictures…').click()
  await expect(exportCard(window)).toContainText('Done: 3 pictures written')
  const steps = 'w-200,h-200,fo-auto,r-max'
  const wanted = await Promise.all(
    [hash, ...others].map((one) => digestOf(`${server.origin}/media/${one}?tr=${steps}`)),
  )
  const written = await filesIn(window)
  expect(Object.keys(written).toSorted()).toEqual(['gate.png', 'tower (2).png', 'tower.png'])
  const sorted = (files: { digest: string }[]) => files.map(({ digest }) => digest).toSorted()
  expect(sorted(Object.values(written))).toEqual(sorted(wanted))
  await exportCard(window).getByRole('button', { name: 'Close the export card' }).click()
  await opener(window, 'Export 3 pictures…').click()
  await expect(exportCard(window)).toContainText('Done: 3 pictures written')
  expect(Object.keys(await filesIn(window))).toHaveLength(6)
  expect(await filesIn(window)).toMatchObject(written)
})

test('what cannot be exported is told with its reason, and the rest is written', async ({ server, window }) => {
  await server.post({ url: 'https://example.com/good.jpg' })
  await server.post({ url: 'https://example.com/bad.jpg', bytes: Buffer.from('this is no picture') })
  await giveFolder(window)
  await expect(cells(window)).toHaveCount(2)
  await cells(window).first().click()
  await window.keyboard.press('Control+a')
  await window.keyboard.press('t')
  await usePreset(window, 'Web')
  await opener(window, 'Export 2 pictures…').click()
  await expect(exportCard(window)).toContainText('Done: 1 picture written')
  await expect(exportCard(window).getByRole('list', { name: 'Not exported' })).toContainText('bad.jpg')
  expect(Object.keys(await filesIn(window))).toEqual(['good.jpg'])
})

test('an export that is cancelled leaves whole files alone', async ({ server, window }) => {
  await server.fill(24)
  await giveFolder(window)
  await expect(window.getByRole('contentinfo')).toContainText('24 pictures')
  await cells(window).first().click()
  await window.keyboard.press('Control+a')
  await window.keyboard.press('t')
  await usePreset(window, 'Link preview')
  await opener(window, 'Export 24 pictures…').click()
  await exportCard(window).getByRole('button', { name: 'Cancel' }).click()
  await expect(exportCard(window)).toContainText('Cancelled: ')
  const written = await filesIn(window)
  expect(Object.keys(written).length).toBeLessThan(24)
  const { items } = await callsOf(server).images.list({})
  for (const [name, file] of Object.entries(written)) {
    const hash = items.find((item) => item.name === name)?.hash
    expect(await digestOf(`${server.origin}/media/${hash}?tr=w-1200,h-630,fo-auto,f-jpg`)).toEqual(file)
  }
})

test('a folder dialog that is closed starts nothing', async ({ server, window }) => {
  await enterTransform(server, window)
  await window.evaluate(() => {
    const showDirectoryPicker = () => Promise.reject(new DOMException('closed', 'AbortError'))
    Object.assign(window, { showDirectoryPicker })
  })
  await opener(window, 'Export picture…').click()
  await expect(opener(window, 'Export picture…')).toBeEnabled()
  await expect(exportCard(window)).toHaveCount(0)
  await expect(toast(window)).toHaveCount(0)
})

test('a browser that gives pages no folders says so in place of the button', async ({ server, window }) => {
  await window.evaluate(() => Object.assign(window, { showDirectoryPicker: undefined }))
  await enterTransform(server, window)
  await expect(room(window)).toContainText('This browser lets no page write into a folder')
  await expect(room(window).getByRole('button', { name: /^Export/ })).toHaveCount(0)
})
