import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Failure } from '#shared/failure.ts'
import { fetchElectron, findElectron, hasDisplay } from './electron-binary.ts'
import { formatHelp, parseOptions } from './options.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
/** What a shell and the loader say of a program that lacks a library of the system. */
const cannotRun = 127

/** `npm start`: the desktop window where Electron and a display are there, else the same library without a window. */
async function main(flags: string[]): Promise<void> {
  const options = parseOptions(flags)
  if (options.help) console.log(formatHelp())
  else if (options.headless) await serveHeadless()
  else await showWindow(flags)
}

async function showWindow(flags: string[]): Promise<void> {
  const isVisible = hasDisplay() || Boolean(process.env.ELECTRON_OVERRIDE_DIST_PATH)
  const electron = isVisible ? (findElectron() ?? fetchWithNotice()) : undefined
  if (!isVisible) return serveInstead('There is no display')
  if (!electron) return serveInstead('Electron’s binary is missing and could not be fetched')
  const code = await runElectron(electron, flags)
  if (code === cannotRun) return serveInstead('Electron lacks a library of this system')
  process.exitCode = code
}

function fetchWithNotice(): string | undefined {
  console.log('Fetching Electron, this once …')
  return fetchElectron()
}

async function serveInstead(reason: string): Promise<void> {
  console.log(`${reason}, so Magpie runs without a window of its own: its page is served instead.`)
  await serveHeadless()
}

/** The built server runs in this very process: it hears the signals, and its exit code is ours. */
async function serveHeadless(): Promise<void> {
  await import(new URL('../out/main/headless.js', import.meta.url).href)
}

/** Runs the desktop app to its end; resolves to its exit code. */
function runElectron(binary: string, flags: string[]): Promise<number> {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const child = spawn(binary, [root, ...asRoot, ...flags], { stdio: 'inherit' })
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
  // A terminal's Ctrl+C reaches the child by itself, and a second one would end it before it has closed its library.
  process.on('SIGINT', () => void (process.stdin.isTTY || child.kill('SIGINT')))
  return new Promise((resolve) => {
    child.on('error', () => resolve(cannotRun))
    child.on('exit', (code) => resolve(code ?? 1))
  })
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Failure ? error.message : error)
  process.exitCode = 1
})
