import { app, Menu, type MenuItemConstructorOptions } from 'electron'

/** What the menu can do beyond the platform’s own roles. */
export interface Commands {
  addFiles(): void
  addFolder(): void
  revealLibrary(): void
  undo(): void
  redo(): void
  /** Opens the description of the REST port; undefined while the port is off. */
  describePort: (() => void) | undefined
}

type Template = MenuItemConstructorOptions[]
const separator: MenuItemConstructorOptions = { type: 'separator' }
const isMac = process.platform === 'darwin'

/** Puts up the application menu, with the platform’s usual accelerators. */
export function showMenu(commands: Commands): void {
  const template: Template = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    { label: '&File', submenu: fileMenu(commands) },
    { label: '&Edit', submenu: editMenu(commands) },
    { label: '&View', submenu: viewMenu() },
    { role: 'windowMenu' },
    { label: '&Help', role: 'help', submenu: helpMenu(commands) },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}

function fileMenu(commands: Commands): Template {
  return [
    { id: 'add-files', label: 'Add Files…', accelerator: 'CmdOrCtrl+O', click: commands.addFiles },
    { id: 'add-folder', label: 'Add Folder…', accelerator: 'CmdOrCtrl+Shift+O', click: commands.addFolder },
    { id: 'reveal-library', label: 'Reveal Library', accelerator: 'CmdOrCtrl+Shift+R', click: commands.revealLibrary },
    separator,
    isMac ? { role: 'close' } : { role: 'quit', accelerator: 'CmdOrCtrl+Q' },
  ]
}

function editMenu(commands: Commands): Template {
  const redoKey = process.platform === 'win32' ? 'Ctrl+Y' : 'CmdOrCtrl+Shift+Z'
  return [
    { id: 'undo', label: 'Undo', accelerator: 'CmdOrCtrl+Z', click: commands.undo },
    { id: 'redo', label: 'Redo', accelerator: redoKey, click: commands.redo },
    separator,
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'selectAll' },
  ]
}

function viewMenu(): Template {
  const development: Template = app.isPackaged ? [] : [{ role: 'reload' }, { role: 'toggleDevTools' }, separator]
  return [
    ...development,
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    separator,
    { role: 'togglefullscreen' },
  ]
}

function helpMenu({ describePort }: Commands): Template {
  return [
    { id: 'describe-port', label: 'REST Port', enabled: Boolean(describePort), click: () => describePort?.() },
    ...(isMac ? [] : [{ role: 'about' } as const]),
  ]
}
