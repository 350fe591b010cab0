import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'

const packageFolder = dirname(createRequire(import.meta.url).resolve('electron/package.json'))

/** The path of Electron's binary: below `ELECTRON_OVERRIDE_DIST_PATH` where that is set, else the fetched one. */
export function findElectron(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const override = environment.ELECTRON_OVERRIDE_DIST_PATH
  const name = binaryName()
  const path = override ? join(resolve(override), name ?? 'electron') : name && join(packageFolder, 'dist', name)
  return path && existsSync(path) ? path : undefined
}

/** Fetches Electron's binary by its own installer; undefined when that fails, without a network say. */
export function fetchElectron(): string | undefined {
  const twoMinutes = 120_000
  spawnSync(process.execPath, [join(packageFolder, 'install.js')], { stdio: 'ignore', timeout: twoMinutes })
  return findElectron()
}

/** Whether a window could be seen: always on macOS and Windows, on Linux where there is a display. */
export function hasDisplay({ DISPLAY, WAYLAND_DISPLAY }: NodeJS.ProcessEnv = process.env): boolean {
  return process.platform !== 'linux' || Boolean(DISPLAY || WAYLAND_DISPLAY)
}

/** The installer writes the binary's name, relative to its folder, into `path.txt`. */
function binaryName(): string | undefined {
  const file = join(packageFolder, 'path.txt')
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined
}
