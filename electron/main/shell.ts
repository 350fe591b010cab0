import { app, dialog, session } from 'electron'
import type { Reply } from '#shared/failure.ts'
import { windowActor } from '../api/actor.ts'
import { dispatch } from '../api/dispatch.ts'
import type { EngineOptions } from '../engine-host.ts'
import { createCommands } from './commands.ts'
import { createDragOut } from './drag-out.ts'
import { type Engine, startEngine } from './engine.ts'
import { createHostCalls, type HostCalls } from './host-calls.ts'
import { openGate, sendEvents } from './ipc.ts'
import { showMenu } from './menu.ts'
import { serveScheme } from './protocol.ts'
import { showTray } from './tray.ts'
import { guardSession } from './window-guards.ts'
import { createWindowKeeper, type WindowKeeper } from './window-keeper.ts'

/** Opens the library, and the window and the menu around it; rejects with `Failure` when it cannot be opened. */
export async function openShell(options: EngineOptions): Promise<void> {
  const engine = await startEngine(options)
  const keeper = createWindowKeeper()
  const dragOut = createDragOut(engine)
  const call = createCall(engine, createHostCalls({ engine, keeper, dragOut }))
  guardSession(session.defaultSession)
  serveScheme(engine)
  openGate(keeper, call)
  sendEvents(engine, keeper)
  showMenu(createCommands({ engine, keeper, call }))
  keeper.show()
  showPort(engine, keeper)
  keepLife(keeper)
  closeOnQuit([engine.close, dragOut.forget])
  void engine.ended.then(tellCrash)
}

/** Calls of the group `host` are answered here, all others by the engine; the same rules validate both. */
function createCall(engine: Engine, host: HostCalls) {
  const answers: Record<string, (input: never) => Promise<unknown>> = host
  const library = { call: (name: string, input: unknown) => answers[name]?.(input as never) as Promise<never> }
  return (name: string, input: unknown): Promise<Reply> =>
    Object.hasOwn(answers, name) ? dispatch(library, name, input, windowActor) : engine.call(name, input, windowActor)
}

let tray: ReturnType<typeof showTray> | undefined

/** While the port is on, the tray says where; when it could not be opened, a dialog says why and what to do. */
function showPort({ addresses, portFailure }: Engine, keeper: WindowKeeper): void {
  const [address] = addresses
  if (address) tray = showTray(address, { open: keeper.show, quit: () => app.quit() })
  if (!portFailure) return
  console.error(portFailure.message)
  const detail = 'The window works all the same; only scrapers and browsers cannot reach the library.'
  void dialog.showMessageBox(keeper.current() ?? keeper.show(), {
    type: 'warning',
    message: portFailure.message,
    detail,
  })
}

/** One window, until it is closed; on macOS the app stays, as apps do there. */
function keepLife(keeper: WindowKeeper): void {
  app.on('second-instance', () => void keeper.show())
  app.on('activate', () => void keeper.show())
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
}

/** Holds the end of the app back until everything is closed, once: what runs is finished, the lock is given up. */
function closeOnQuit(closers: (() => Promise<void>)[]): void {
  let state: 'open' | 'closing' | 'closed' = 'open'
  const close = async () => {
    state = 'closing'
    tray?.destroy()
    await Promise.allSettled(closers.map((closer) => closer()))
    state = 'closed'
    app.quit()
  }
  app.on('will-quit', (event) => {
    if (state === 'closed') return
    event.preventDefault()
    if (state === 'open') void close()
  })
}

function tellCrash(error: Error | undefined): void {
  if (!error) return
  console.error('The library has stopped.', error)
  dialog.showErrorBox('The library has stopped', `${error.message}\nWhat was stored is safe. Start Magpie again.`)
  app.quit()
}
