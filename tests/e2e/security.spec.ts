import { expect } from 'playwright/test'
import { type Magpie, test } from './launch.ts'

/** From here on, addresses opened outside are kept instead of opened. */
const keepOpened = ({ app }: Magpie) =>
  app.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openExternal = async (url) => void opened.push(url)
  })

const openedOutside = ({ app }: Magpie) => app.evaluate(() => (globalThis as { opened?: string[] }).opened ?? [])

test('the page has no Node, and its bridge has four members', async ({ launch }) => {
  const { page } = await launch()
  const seen = await page.evaluate(() => ({
    kinds: ['require', 'process', 'module', 'Buffer', 'global'].map((name) => typeof Reflect.get(globalThis, name)),
    bridge: Object.keys(Reflect.get(globalThis, 'bridge')).sort(),
    frozen: Object.isFrozen(Reflect.get(globalThis, 'bridge')),
  }))
  expect(seen.kinds).toEqual(['undefined', 'undefined', 'undefined', 'undefined', 'undefined'])
  expect(seen.bridge).toEqual(['call', 'listen', 'pathForFile', 'platform'])
  expect(seen.frozen).toBe(true)
})

test('the window is sandboxed and isolated', async ({ launch }) => {
  const { app } = await launch()
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    type Contents = { getLastWebPreferences(): Record<string, unknown> }
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as Contents
    const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = contents.getLastWebPreferences()
    return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag }
  })
  expect(preferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  })
})

test('another page with the same preload is refused every call', async ({ launch }) => {
  const { app } = await launch()
  const reply = await app.evaluate(async ({ BrowserWindow }) => {
    type Contents = { getLastWebPreferences(): Electron.WebPreferences }
    const [own] = BrowserWindow.getAllWindows()
    const { preload = '' } = (own?.webContents as unknown as Contents | undefined)?.getLastWebPreferences() ?? {}
    const foreign = new BrowserWindow({
      show: false,
      webPreferences: { preload, sandbox: true, contextIsolation: true },
    })
    await foreign.loadURL('data:text/html,<title>foreign</title>')
    const reply = await foreign.webContents.executeJavaScript(`bridge.call('host.info', {})`)
    foreign.destroy()
    return reply as unknown
  })
  expect(reply).toMatchObject({ ok: false, failure: { code: 'forbidden' } })
})

test('the page is served with a strict content security policy', async ({ launch }) => {
  const { page } = await launch()
  const policy = await page.evaluate(async () => (await fetch('/')).headers.get('content-security-policy') ?? '')
  expect(policy).toContain(`default-src 'none'`)
  expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/)
  const isBlocked = await page.evaluate(() => {
    const script = document.createElement('script')
    try {
      script.textContent = 'globalThis.injected = true'
    } catch {
      // Trusted types refuse even the text.
    }
    document.head.append(script)
    return Reflect.get(globalThis, 'injected') === undefined
  })
  expect(isBlocked).toBe(true)
})

test('the page cannot be navigated elsewhere', async ({ launch }) => {
  const { page } = await launch()
  const before = page.url()
  for (const url of ['https://elsewhere.example/', 'file:///etc/passwd', 'data:text/html,<title>gone</title>']) {
    await page.evaluate((url) => {
      location.href = url
    }, url)
    await page.waitForTimeout(300)
    expect(page.url()).toBe(before)
  }
  expect(await page.title()).toContain('Magpie')
})

test('a link opens outside, and no window is opened for it', async ({ launch }) => {
  const magpie = await launch()
  await keepOpened(magpie)
  const address = 'https://elsewhere.example/picture'
  await magpie.page.evaluate((url) => void window.open(url, '_blank', 'noopener'), address)
  await expect.poll(() => openedOutside(magpie)).toEqual([address])
  expect(await magpie.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('the page is refused camera, place and notifications', async ({ launch }) => {
  const { page } = await launch()
  const answers = await page.evaluate(async () => ({
    place: await new Promise((resolve) => {
      navigator.geolocation.getCurrentPosition(
        () => resolve('told'),
        (error) => resolve(error.code === error.PERMISSION_DENIED ? 'refused' : 'unknown'),
      )
    }),
    camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'given',
      () => 'refused',
    ),
    notifications: await Notification.requestPermission(),
  }))
  expect(answers).toEqual({ place: 'refused', camera: 'refused', notifications: 'denied' })
})
