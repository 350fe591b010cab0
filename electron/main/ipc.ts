import { type BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron'
import type { Reply } from '#shared/failure.ts'
import { pageOrigin } from './addresses.ts'
import type { Engine } from './engine.ts'
import type { WindowKeeper } from './window-keeper.ts'

const foreign: Reply = { ok: false, failure: { code: 'forbidden', message: 'Only Magpie’s own window may call this.' } }

/** The one gate of the page’s calls: it opens to the main frame of our window alone. `call` validates, and never throws. */
export function openGate(
  keeper: Pick<WindowKeeper, 'current'>,
  call: (name: string, input: unknown) => Promise<Reply>,
): void {
  ipcMain.handle('call', (event, name: unknown, input: unknown) =>
    isOurs(event, keeper.current()) ? call(String(name), input) : foreign,
  )
}

/** Hands the library’s events on to the window, while there is one. */
export function sendEvents(engine: Pick<Engine, 'listen'>, keeper: Pick<WindowKeeper, 'current'>): void {
  engine.listen((event) => keeper.current()?.webContents.send('event', event))
}

function isOurs({ sender, senderFrame }: IpcMainInvokeEvent, window: BrowserWindow | undefined): boolean {
  return sender.id === window?.webContents.id && senderFrame?.parent === null && senderFrame.origin === pageOrigin
}
