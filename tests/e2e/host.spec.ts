import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { expect } from 'playwright/test'
import { replyTo, test } from './launch.ts'
import { makePicture, storeOne } from './pictures.ts'

test('an image is shown in the file manager', async ({ launch }) => {
  const magpie = await launch()
  const hash = await storeOne(magpie, 'a.jpg', await makePicture(11))
  await magpie.app.evaluate(({ shell }) => {
    shell.showItemInFolder = (path) => Object.assign(globalThis, { revealed: path })
  })
  await magpie.call('host.reveal', { hash })
  const path = await magpie.app.evaluate(() => (globalThis as { revealed?: string }).revealed ?? '')
  expect(path).toContain(hash)
  expect(existsSync(path)).toBe(true)
})

test('an image is copied to the clipboard as PNG, with all its pixels', async ({ launch }) => {
  const magpie = await launch()
  const hash = await storeOne(magpie, 'a.jpg', await makePicture(12))
  // The machine’s clipboard is left alone: what would be written is kept in the page.
  await magpie.page.evaluate(() => {
    navigator.clipboard.write = async (items) => void Object.assign(globalThis, { copied: items })
  })
  await magpie.call('host.copyImage', { hash })
  const copied = await magpie.page.evaluate(async () => {
    const [item] = Reflect.get(globalThis, 'copied') as ClipboardItem[]
    const bitmap = await createImageBitmap((await item?.getType('image/png')) as Blob)
    return { width: bitmap.width, height: bitmap.height }
  })
  expect(copied).toEqual({ width: 640, height: 480 })
})

test('a text is copied to the clipboard', async ({ launch }) => {
  const { app, call } = await launch()
  await call('host.copyText', { text: 'https://pictures.example/a.jpg' })
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe('https://pictures.example/a.jpg')
})

test('images are dragged out under their own names, as copies that leave the library alone', async ({ launch }) => {
  const magpie = await launch()
  const bytes = await makePicture(13)
  const hashes = [
    await storeOne(magpie, 'tower.jpg', bytes),
    await storeOne(magpie, 'tower.jpg', await makePicture(14)),
  ]
  await magpie.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    if (contents) contents.startDrag = (item) => Object.assign(globalThis, { dragged: item.files })
  })
  await magpie.call('host.dragOut', { id: randomUUID(), hashes })
  const files = await magpie.app.evaluate(() => (globalThis as { dragged?: string[] }).dragged ?? [])
  expect(files).toHaveLength(2)
  expect(files.map((file) => basename(file))[0]).toBe('tower.jpg')
  expect(new Set(files.map((file) => basename(file))).size).toBe(2)
  expect(readFileSync(files[0] ?? '').equals(bytes)).toBe(true)
  await magpie.close()
  expect(files.filter((file) => existsSync(file))).toEqual([])
})

test('calls to the shell are validated like all others, and an unknown image is told as such', async ({ launch }) => {
  const { page } = await launch()
  expect(await replyTo(page, 'host.reveal', { hash: '../../etc/passwd' })).toMatchObject({
    ok: false,
    failure: { code: 'invalid', field: 'hash' },
  })
  expect(await replyTo(page, 'host.reveal', { hash: 'a'.repeat(64) })).toMatchObject({ failure: { code: 'notFound' } })
  expect(await replyTo(page, 'host.nothing', {})).toMatchObject({ failure: { code: 'notFound' } })
})

test('a thousand calls of junk are all answered and none ends the app', async ({ launch }) => {
  const { page, call } = await launch()
  const junk = [null, 7, '', [], {}, { hash: 1 }, { text: {} }, 'constructor', { folders: 'yes' }, { hashes: [null] }]
  const names = [
    'host.copyText',
    'images.get',
    'images.trash',
    '__proto__',
    'host.__proto__',
    'toString.call',
    '',
    '.',
    'host',
    'host.reveal',
  ]
  const replies = await page.evaluate(
    async ([names, junk]) => {
      const { bridge } = globalThis as unknown as {
        bridge: { call(name: unknown, input: unknown): Promise<{ ok: boolean }> }
      }
      const calls = Array.from({ length: 1000 }, (_, i) => bridge.call(names[i % 10], junk[Math.floor(i / 10) % 10]))
      return (await Promise.all(calls)).map(({ ok }) => ok)
    },
    [names, junk] as const,
  )
  expect(replies).toEqual(Array.from({ length: 1000 }, () => false))
  expect((await call('host.info', {})).shell).toBe('desktop')
})
