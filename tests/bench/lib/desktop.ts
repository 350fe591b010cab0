import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { _electron, type ElectronApplication, type Page } from 'playwright'
import type { Bridge } from '#shared/bridge.ts'
import { type Client, createClient } from '#shared/client.ts'
import { findElectron, hasDisplay } from '../../../electron/electron-binary.ts'
import { Skipped } from '../rows/row.ts'
import { projectRoot } from './server.ts'

/** The desktop app, open on a library whose scans are in memory. */
export interface Desktop {
  app: ElectronApplication
  /** Calls by the window’s own bridge. */
  client: Client
}

/** Electron’s binary, and whether it is Electron’s own or another that stands in for it. */
export function findBinary(): { path: string; isOwn: boolean } {
  const path = findElectron()
  const isOwn = !process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (!path) throw new Skipped('Electron’s binary is not there: npm start fetches it.')
  if (isOwn && !hasDisplay()) throw new Skipped('There is no display for Electron’s window (xvfb-run gives one).')
  return { path, isOwn }
}

function clientOf(page: Page): Client {
  const ask = ([name, input]: readonly [string, unknown]) =>
    (globalThis as unknown as { bridge: Bridge }).bridge.call(name, input)
  return createClient({ call: (name, input) => page.evaluate(ask, [name, input] as const) })
}

/** Runs `work` with the built desktop app; what Electron keeps lies beside the library. */
export async function withDesktop<T>(library: string, work: (desktop: Desktop) => Promise<T>): Promise<T> {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const app = await _electron.launch({
    executablePath: findBinary().path,
    args: [projectRoot, `--user-data-dir=${join(library, '..', 'user-data')}`, ...asRoot],
    cwd: projectRoot,
    env: { ...process.env, MAGPIE_LIBRARY: library, MAGPIE_PORT: '0' } as Record<string, string>,
  })
  try {
    const page = await app.firstWindow()
    await page.waitForURL(/magpie/)
    const client = clientOf(page)
    while ((await client.host.info({})).loading) await pause(200)
    return await work({ app, client })
  } finally {
    await app.close()
  }
}
