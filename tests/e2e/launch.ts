import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron, test as base, type ElectronApplication, type Page } from 'playwright/test'
import type { Bridge } from '#shared/bridge.ts'
import type { CallInput, CallOutput, ProcedureName } from '#shared/contract.ts'
import type { Reply } from '#shared/failure.ts'
import { findElectron, hasDisplay } from '../../electron/electron-binary.ts'

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url))

/** Where the binary is, and why the tests are skipped where there is none to be run. */
const binary = findElectron()
const isStandIn = Boolean(process.env.ELECTRON_OVERRIDE_DIST_PATH)
const obstacle = !binary
  ? 'Electron’s binary is not there: neither fetched nor at ELECTRON_OVERRIDE_DIST_PATH.'
  : !isStandIn && !hasDisplay()
    ? 'There is no display for Electron’s window (xvfb-run gives one).'
    : undefined

/** Folders of one user: the library and what Electron keeps. */
export interface Home {
  library: string
  userData: string
}

/** A running Magpie: the Electron app, its page, and typed calls by the page’s own bridge. */
export interface Magpie {
  app: ElectronApplication
  page: Page
  call<Name extends ProcedureName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>>
  /** What the main process has printed so far. */
  printed(): string
  close(): Promise<void>
}

type Launch = (environment?: NodeJS.ProcessEnv) => Promise<Magpie>

/** `home` is a fresh one; `launch` starts the built app in it, and closes it after the test. */
export const test = base.extend<{ home: Home; launch: Launch }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its pattern
  home: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'magpie-e2e-'))
    await use({ library: join(folder, 'library'), userData: join(folder, 'user-data') })
    rmSync(folder, { recursive: true, force: true })
  },
  launch: async ({ home }, use) => {
    const running: Magpie[] = []
    await use(async (environment = {}) => {
      const magpie = await launchMagpie(home, environment)
      running.push(magpie)
      return magpie
    })
    for (const magpie of running) await magpie.close()
  },
})

test.beforeAll(() => {
  if (obstacle) console.log(`Skipped: ${obstacle}`)
  else console.log(`Electron’s binary: ${binary} (${isStandIn ? 'stands in for Electron' : 'Electron itself'})`)
})
test.beforeEach(() => test.skip(obstacle !== undefined, obstacle ?? ''))

/** Arguments and environment of one start in that home, on any free port. */
export function startOf(home: Home, environment: NodeJS.ProcessEnv = {}) {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return {
    executablePath: binary ?? '',
    args: [projectRoot, `--user-data-dir=${home.userData}`, ...asRoot],
    cwd: projectRoot,
    env: { ...process.env, MAGPIE_LIBRARY: home.library, MAGPIE_PORT: '0', ...environment } as Record<string, string>,
  }
}

async function launchMagpie(home: Home, environment: NodeJS.ProcessEnv): Promise<Magpie> {
  const app = await _electron.launch(startOf(home, environment))
  let printed = ''
  for (const stream of [app.process().stdout, app.process().stderr]) {
    stream?.on('data', (chunk) => {
      printed += chunk
    })
  }
  const page = await app.firstWindow({ timeout: 20_000 }).catch(() => undefined)
  if (!page) {
    await app.close()
    throw new Error(`The app opened no window; it printed:\n${printed}`)
  }
  await page.waitForURL(/magpie/)
  return {
    app,
    page,
    call: (name, input) => resultOf(page, name, input),
    printed: () => printed,
    close: () => app.close(),
  }
}

/** The raw reply of a call, also of one that is expected to fail. */
export function replyTo(page: Page, name: string, input: unknown): Promise<Reply> {
  const ask = ([name, input]: readonly [string, unknown]) =>
    (globalThis as unknown as { bridge: Bridge }).bridge.call(name, input)
  return page.evaluate(ask, [name, input] as const)
}

async function resultOf(page: Page, name: string, input: unknown): Promise<never> {
  const reply = await replyTo(page, name, input)
  if (reply.ok) return reply.value as never
  throw new Error(`${name}: ${reply.failure.code}: ${reply.failure.message}`)
}
