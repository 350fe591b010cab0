import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Page } from 'playwright/test'
import { type Magpie, test } from './launch.ts'
import { makePicture, storeOne } from './pictures.ts'

const tile = (page: Page, name: string) => page.getByRole('gridcell', { name })
const folder = (page: Page, name: string) => page.getByRole('treeitem', { name: new RegExp(`^${name},`) })
const overlay = (page: Page) => page.locator('.drop-overlay')

/** What a native drag allows: to copy and to link, never to move. */
const nativeOperations = 3

type Stage = 'dragEnter' | 'dragOver' | 'drop'
const whole: readonly Stage[] = ['dragEnter', 'dragOver', 'drop']

/** Stands in for the system’s own drag, which nothing but a hand can make: keeps what it would carry. */
async function keepDrags({ app }: Magpie): Promise<() => Promise<string[]>> {
  await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    if (contents) contents.startDrag = (item) => Object.assign(globalThis, { dragged: item.files })
  })
  const dragged = () => app.evaluate(() => (globalThis as { dragged?: string[] }).dragged ?? [])
  return async () => {
    await expect.poll(async () => (await dragged()).length).toBeGreaterThan(0)
    return dragged()
  }
}

/** Presses the mouse on a picture and pulls: the window hands the drag over to the system, which keeps the mouse. */
async function pull(page: Page, name: string) {
  await tile(page, name).hover()
  await page.mouse.down()
  await page.mouse.move(500, 500, { steps: 3 })
}

/** What the system tells the window of files that are dragged over an element of it. */
async function dragFiles(page: Page, files: string[], onto: ReturnType<Page['locator']>, stages = whole) {
  const box = await onto.boundingBox()
  if (!box) throw new Error('there is nothing to drag onto')
  const session = await page.context().newCDPSession(page)
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const data = { items: [], files, dragOperationsMask: nativeOperations }
  for (const type of stages) await session.send('Input.dispatchDragEvent', { type, ...at, data })
}

async function placesOf({ call }: Magpie, hash: string): Promise<string[]> {
  return (await call('images.get', { hash })).files.map((file) => file.folder)
}

test('pictures that are dragged out of the grid move into the folder they are dropped onto', async ({ launch }) => {
  const magpie = await launch()
  const { page, call } = magpie
  const hash = await storeOne(magpie, 'a.jpg', await makePicture(21))
  await call('folders.create', { path: '/kept' })
  const dragged = await keepDrags(magpie)
  await pull(page, 'a.jpg')
  const files = await dragged()
  await dragFiles(page, files, folder(page, 'kept'), ['dragEnter', 'dragOver'])
  await expect(folder(page, 'kept')).toHaveClass(/folder-over/)
  await expect(overlay(page)).toHaveCount(0)
  await dragFiles(page, files, folder(page, 'kept'), ['drop'])
  await expect(folder(page, 'kept')).toHaveAccessibleName('kept, 1 picture')
  expect(await placesOf(magpie, hash)).toEqual(['/kept'])
  expect(await call('imports.list', {})).toEqual([])
})

test('dropped into the grid, or onto nothing, pictures of the grid stay what they are and where they are', async ({
  launch,
}) => {
  const magpie = await launch()
  const { page, call } = magpie
  const hash = await storeOne(magpie, 'a.jpg', await makePicture(22))
  const dragged = await keepDrags(magpie)
  await pull(page, 'a.jpg')
  await dragFiles(page, await dragged(), page.getByRole('grid'))
  await dragFiles(page, await dragged(), page.getByRole('searchbox').or(page.getByRole('textbox')).first())
  await expect(overlay(page)).toHaveCount(0)
  expect(await placesOf(magpie, hash)).toEqual(['/'])
  expect((await call('images.get', { hash })).sources).toHaveLength(1)
})

test('files from elsewhere are stored after pictures were dragged out of the window, wherever that drag ended', async ({
  launch,
  home,
}) => {
  const magpie = await launch()
  const { page, call } = magpie
  await storeOne(magpie, 'a.jpg', await makePicture(23))
  await call('folders.create', { path: '/kept' })
  const dragged = await keepDrags(magpie)
  await pull(page, 'a.jpg')
  await dragged()
  const another = join(home.userData, 'another.jpg')
  await writeFile(another, await makePicture(24))
  await page.mouse.up()
  await page.mouse.move(520, 520)
  await dragFiles(page, [another], folder(page, 'kept'), ['dragEnter', 'dragOver'])
  await expect(overlay(page)).toContainText('Drop 1 item to store it')
  await dragFiles(page, [another], folder(page, 'kept'), ['drop'])
  await expect.poll(async () => (await call('images.list', {})).total).toBe(2)
  expect((await call('images.list', { folder: '/kept' })).total).toBe(0)
})
