import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect } from 'playwright/test'
import { type Magpie, startOf, test } from './launch.ts'
import { makePicture } from './pictures.ts'

const clickMenu = ({ app }: Magpie, id: string) =>
  app.evaluate(({ Menu }, id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.click(), id)

const boundsOf = ({ app }: Magpie) => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())

test('the menu has its commands, with accelerators', async ({ launch }) => {
  const { app } = await launch()
  const accelerators = await app.evaluate(({ Menu }) =>
    ['add-files', 'add-folder', 'reveal-library', 'undo', 'redo'].map(
      (id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.accelerator,
    ),
  )
  expect(accelerators.slice(0, 4)).toEqual(['CmdOrCtrl+O', 'CmdOrCtrl+Shift+O', 'CmdOrCtrl+Shift+R', 'CmdOrCtrl+Z'])
  expect(accelerators[4]).toBe(process.platform === 'win32' ? 'Ctrl+Y' : 'CmdOrCtrl+Shift+Z')
})

test('undo in the menu takes an image out of the trash again, and redo puts it back', async ({ launch }) => {
  const magpie = await launch()
  const [address] = (await magpie.call('host.info', {})).addresses
  const form = new FormData()
  form.set('file', new Blob([await makePicture(21)], { type: 'image/jpeg' }), 'a.jpg')
  form.set('url', 'https://pictures.example/a.jpg')
  form.set('client_name', 'scraper')
  const { content_hash } = (await (await fetch(`${address}/images`, { method: 'POST', body: form })).json()) as {
    content_hash: string
  }
  const live = async () => (await magpie.call('images.list', {})).total
  await magpie.call('images.trash', { hashes: [content_hash] })
  expect(await live()).toBe(0)
  await clickMenu(magpie, 'undo')
  await expect.poll(live).toBe(1)
  await clickMenu(magpie, 'redo')
  await expect.poll(live).toBe(0)
})

test('the library’s folder is shown by the menu', async ({ launch, home }) => {
  const magpie = await launch()
  await magpie.app.evaluate(({ shell }) => {
    shell.openPath = async (path) => {
      Object.assign(globalThis, { openedPath: path })
      return ''
    }
  })
  await clickMenu(magpie, 'reveal-library')
  const opened = () => magpie.app.evaluate(() => (globalThis as { openedPath?: string }).openedPath)
  await expect.poll(opened).toBe(home.library)
})

test('the window opens where it was closed', async ({ launch }) => {
  const first = await launch()
  await first.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 120, y: 90, width: 1010, height: 707 }),
  )
  const before = await boundsOf(first)
  await first.close()
  const second = await launch()
  expect(await boundsOf(second)).toEqual(before)
  expect(before).toMatchObject({ width: 1010, height: 707 })
})

test('a second start ends at once and brings the first window to the front', async ({ launch, home }) => {
  const { app } = await launch()
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize())
  const { executablePath, args, cwd, env } = startOf(home)
  const second = spawn(executablePath, args, { cwd, env, stdio: 'ignore' })
  const [code] = await once(second, 'exit')
  expect(code).toBe(0)
  await app.evaluate(({ app }) => app.emit('second-instance', {}, [], ''))
  const windows = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((w) => w.isMinimized()))
  expect(windows).toEqual([false])
})

test('the tray tells the address, and copies it', async ({ launch }) => {
  const { app, call } = await launch()
  const [address = ''] = (await call('host.info', {})).addresses
  const label = await app.evaluate(({ Tray, Menu }) => {
    type Kept = { toolTip: string; menu: InstanceType<typeof Menu> }
    const [tray] = (Tray as unknown as { all?: Kept[] }).all ?? []
    tray?.menu.getMenuItemById('copy-address')?.click()
    return tray?.menu.getMenuItemById('listening')?.label
  })
  test.skip(label === undefined, 'Electron itself keeps no list of its trays to look into.')
  expect(label).toBe(`Listening on ${new URL(address).host}`)
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe(address)
})

test('with the port taken the window opens all the same, and the reason is told', async ({ launch }) => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port } = taken.address() as { port: number }
  const { call, printed } = await launch({ MAGPIE_PORT: String(port) })
  expect((await call('host.info', {})).addresses).toEqual([])
  expect(printed()).toContain(String(port))
  taken.close()
})

test('a library that is in use is refused with a sentence, and the app ends', async ({ launch, home }) => {
  await launch()
  const { executablePath, args, cwd, env } = startOf({ ...home, userData: `${home.userData}-2` })
  const second = spawn(executablePath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  for (const stream of [second.stdout, second.stderr])
    stream.on('data', (chunk) => {
      printed += chunk
    })
  const [code] = await once(second, 'close')
  expect(code).toBe(1)
  expect(printed).toContain('This library is open in another Magpie.')
})

test('asked to quit twice, it closes the library once and leaves it in order', async ({ launch }) => {
  const first = await launch()
  const ended = once(first.app.process(), 'exit')
  await first.app
    .evaluate(({ app }) => {
      app.quit()
      app.quit()
    })
    .catch(() => undefined)
  expect((await ended)[0]).toBe(0)
  expect(first.printed()).not.toContain('A bug showed')
  const second = await launch()
  expect((await second.call('images.list', {})).total).toBe(0)
})
