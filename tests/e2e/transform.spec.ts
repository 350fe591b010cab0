import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect } from 'playwright/test'
import sharp from 'sharp'
import { type Magpie, replyTo, test } from './launch.ts'
import { makeLargePicture, makePicture, storeOne } from './pictures.ts'

/** What a page is answered at a path of its own origin. */
const fetched = ({ page }: Magpie, path: string) =>
  page.evaluate(async (path) => {
    const answer = await fetch(path)
    const body = await answer.arrayBuffer()
    const digest = Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', body)))
    return { status: answer.status, type: answer.headers.get('content-type'), size: body.byteLength, digest }
  }, path)

/** The width of a picture as the page shows it; 0 when it does not. */
const shownWidth = ({ page }: Magpie, src: string) =>
  page.evaluate(
    (src) =>
      new Promise<number>((resolve) => {
        const image = Object.assign(new Image(), { src })
        image.onload = () => resolve(image.naturalWidth)
        image.onerror = () => resolve(0)
        document.body.append(image)
      }),
    src,
  )

test('the window shows and reads transformed pictures of its own origin, and none of another', async ({ launch }) => {
  const magpie = await launch()
  const hash = await storeOne(magpie, 'a.jpg', await makePicture(21))
  const { status, type, size } = await fetched(magpie, `/media/tr:w-50/${hash}`)
  expect([status, type]).toEqual([200, 'image/jpeg'])
  expect(size).toBeGreaterThan(0)
  expect(await shownWidth(magpie, `/media/tr:w-60/${hash}`)).toBe(60)
  expect(await shownWidth(magpie, `/media/tr:w-80,rt-90/a.jpg?ik-attachment=false`)).toBe(60)
  expect((await fetched(magpie, `/media/tr:w-x,,/${hash}`)).status).toBe(400)
  const [address = ''] = (await magpie.call('host.info', {})).addresses
  expect(await shownWidth(magpie, `${address}/media/tr:w-60/${hash}`)).toBe(0)
})

/** What was dragged out of the window, from here on. */
async function watchDrags({ app }: Magpie): Promise<() => Promise<string[]>> {
  await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    if (contents) contents.startDrag = (item) => Object.assign(globalThis, { dragged: item.files })
  })
  return () => app.evaluate(() => (globalThis as { dragged?: string[] }).dragged ?? [])
}

test('images are dragged out transformed, under their own names and the extension of the result', async ({
  launch,
}) => {
  const magpie = await launch()
  const dragged = await watchDrags(magpie)
  const hashes = [
    await storeOne(magpie, 'tower.jpg', await makePicture(22)),
    await storeOne(magpie, 'tower.gif', await makeLargePicture()),
  ]
  await magpie.call('host.dragOut', { id: randomUUID(), hashes, transformation: 'w-500,h-300,f-png' })
  const files = await dragged()
  expect(files.map((file) => basename(file))).toEqual(['tower.png', 'tower (2).png'])
  for (const [i, file] of files.entries()) {
    const { digest } = await fetched(magpie, `/media/tr:w-500,h-300,f-png/${hashes[i]}`)
    expect([...createHash('sha256').update(readFileSync(file)).digest()]).toEqual(digest)
  }
  await magpie.call('host.dragOut', {
    id: randomUUID(),
    hashes: hashes.slice(0, 1),
    transformation: 'w-90,l-text,i-é%20%2C/,l-end',
  })
  expect((await dragged()).map((file) => basename(file))).toEqual(['tower.jpg'])
})

test('a drag of what cannot be transformed is refused with the reason', async ({ launch }) => {
  const magpie = await launch()
  const dragged = await watchDrags(magpie)
  const hashes = [await storeOne(magpie, 'tower.jpg', await makePicture(23))]
  for (const transformation of ['w-9,,', 'e-bgremove', 'l-image,i-missing.jpg,l-end'])
    expect(await replyTo(magpie.page, 'host.dragOut', { id: randomUUID(), hashes, transformation })).toMatchObject({
      ok: false,
      failure: { code: 'invalid', field: 'transformation', message: expect.stringMatching(/^\S.*\./) },
    })
  expect(await dragged()).toEqual([])
})

/** From here on the folder dialog answers so, and keeps what it was asked. */
const answerDialog = ({ app }: Magpie, filePaths: string[]) =>
  app.evaluate(({ dialog }, filePaths) => {
    dialog.showOpenDialog = async (_: unknown, options?: Electron.OpenDialogOptions) => {
      Object.assign(globalThis, { asked: options })
      return { canceled: filePaths.length === 0, filePaths }
    }
  }, filePaths)

test('images are exported into the folder chosen in the dialog, transformed', async ({ launch, home }) => {
  const magpie = await launch()
  const folder = join(home.userData, '..', 'exported')
  mkdirSync(folder)
  const hashes = [
    await storeOne(magpie, 'tower.jpg', await makePicture(24)),
    await storeOne(magpie, 'lake.jpg', await makePicture(25)),
  ]
  await answerDialog(magpie, [folder])
  const { job } = await magpie.call('host.exportImages', { hashes, transformation: 'w-80,f-webp' })
  await expect.poll(async () => (await magpie.call('exports.list', {}))[0]?.state).toBe('done')
  expect((await magpie.call('exports.list', {}))[0]).toMatchObject({ id: job, folder, total: 2, done: 2, failed: 0 })
  expect(readdirSync(folder).sort()).toEqual(['lake.webp', 'tower.webp'])
  expect(await sharp(join(folder, 'lake.webp')).metadata()).toMatchObject({ format: 'webp', width: 80 })
  const asked = await magpie.app.evaluate(() => Reflect.get(globalThis, 'asked') as Electron.OpenDialogOptions)
  expect(asked.properties).toEqual(['openDirectory', 'createDirectory'])
})

test('a dialog that is closed exports nothing, and a folder that takes nothing is told', async ({ launch, home }) => {
  const magpie = await launch()
  const hashes = [await storeOne(magpie, 'tower.jpg', await makePicture(26))]
  await answerDialog(magpie, [])
  expect(await magpie.call('host.exportImages', { hashes, transformation: '' })).toEqual({ job: null })
  await answerDialog(magpie, [home.library])
  expect(await replyTo(magpie.page, 'host.exportImages', { hashes, transformation: '' })).toMatchObject({
    ok: false,
    failure: { field: 'folder' },
  })
  expect(await magpie.call('exports.list', {})).toEqual([])
})
