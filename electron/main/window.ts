import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, BrowserWindow, dialog, nativeTheme, screen, type WebPreferences } from 'electron'
import { pageOrigin } from './addresses.ts'
import { guardContents } from './window-guards.ts'
import { readWindowState, writeWindowState } from './window-state.ts'

/** What the page may do: nothing but be a page. The preload’s four members are its only way out. */
const secureWebPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
} as const satisfies WebPreferences

const defaultSize = { width: 1280, height: 840 }

/** Opens the one window, where it was when it was last closed. It shows itself once it has something to show. */
export function openWindow(): BrowserWindow {
  const statePath = join(app.getPath('userData'), 'window.json')
  const areas = screen.getAllDisplays().map(({ workArea }) => workArea)
  const { maximized, ...bounds } = readWindowState(statePath, areas) ?? { ...defaultSize, maximized: false }
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 480,
    minHeight: 360,
    show: false,
    title: app.getName(),
    backgroundColor: pageBackground(),
    webPreferences: {
      ...secureWebPreferences,
      preload: fileURLToPath(new URL('../preload/index.cjs', import.meta.url)),
    },
  })
  guardContents(window.webContents)
  if (maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () =>
    writeWindowState(statePath, { ...window.getNormalBounds(), maximized: window.isMaximized() }),
  )
  window.webContents.on('render-process-gone', (_, { reason }) => void offerReload(window, reason))
  window.loadURL(`${pageOrigin}/`).catch((error) => console.error('The page was not shown.', error))
  return window
}

/** The page’s own background, so that the window does not flash white before its first paint. */
function pageBackground(): string {
  return nativeTheme.shouldUseDarkColors ? '#191a1a' : '#f3f3f1'
}

/** The library lives elsewhere and has lost nothing: only the page has to be loaded again. */
async function offerReload(window: BrowserWindow, reason: string): Promise<void> {
  if (reason === 'clean-exit' || window.isDestroyed()) return
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: 'The window has stopped.',
    detail: `Nothing is lost: the library goes on. (${reason})`,
    buttons: ['Show it again', 'Quit'],
  })
  if (response === 0) window.webContents.reload()
  else app.quit()
}
