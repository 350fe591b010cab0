import { clipboard, Menu, nativeImage, Tray } from 'electron'
import { resource } from './resources.ts'

interface TrayCommands {
  open(): void
  quit(): void
}

/**
 * Shows in the tray that the port is on, and at which address (`http://127.0.0.1:8010`).
 * The caller keeps what is returned: a tray icon vanishes when it is collected.
 */
export function showTray(address: string, commands: TrayCommands): Tray {
  const place = `Listening on ${new URL(address).host}`
  const tray = new Tray(trayIcon())
  tray.setToolTip(`Magpie: ${place}`)
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { id: 'listening', label: place, enabled: false },
      { type: 'separator' },
      { id: 'open', label: 'Open Magpie', click: commands.open },
      { id: 'copy-address', label: 'Copy Address', click: () => void clipboard.writeText(address) },
      { type: 'separator' },
      { id: 'quit', label: 'Quit', click: commands.quit },
    ]),
  )
  tray.on('click', commands.open)
  return tray
}

/** macOS draws its own colours from a template’s shape; elsewhere the icon is in colour. */
function trayIcon() {
  return nativeImage.createFromPath(resource(process.platform === 'darwin' ? 'trayTemplate.png' : 'tray.png'))
}
