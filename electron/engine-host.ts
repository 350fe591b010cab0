import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Failure, type FailureData } from '#shared/failure.ts'
import { hostNamesOf } from './api/addresses.ts'
import { type App, createApp } from './api/app.ts'
import { type RunningServer, serve } from './api/serve.ts'
import { createLibrary, type Library } from './engine/library.ts'
import type { StartOptions } from './options.ts'

/** What an engine needs to be told; plain data, for it crosses to a thread. */
export interface EngineOptions extends Omit<StartOptions, 'headless' | 'help'> {
  /** Origins of the desktop window’s own scheme. */
  ownOrigins?: string[]
  /** A plain Node for the decode hosts, where the program that runs this is none. */
  nodeBinary?: string
}

/** The library with its doors. */
export interface EngineHost {
  library: Library
  app: App
  server: RunningServer | null
  /** Where the port listens. */
  addresses: string[]
  /** Why the port is off, where it is; the library and the app work all the same. */
  portFailure: FailureData | null
  /** Closes the port, then the library. */
  close(): Promise<void>
}

// Sources lie in electron/, their bundle in out/main/.
const here = fileURLToPath(import.meta.url)
const root = join(dirname(here), here.endsWith('.ts') ? '..' : '../..')

// Syncs and reads wait in libuv's pool, which is made at its first use.
process.env.UV_THREADPOOL_SIZE ??= '16'

const log = (message: string, cause?: unknown) => console.error(message, cause ?? '')

/** Opens the library and its port. Rejects with `Failure` when the library cannot be opened. */
export async function openEngine(options: EngineOptions): Promise<EngineHost> {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  const { nodeBinary, ownOrigins = [], host, allowHosts, allowOrigins: origins, token } = options
  const library = await createLibrary({ directory: options.library, version, log, ...(nodeBinary && { nodeBinary }) })
  const hosts = [...allowHosts, ...hostNamesOf(host)]
  const windowDirectory = join(root, 'out', 'renderer')
  const app = createApp(library, { token, hosts, origins, ownOrigins, windowDirectory, version, log })
  const { server, portFailure } = await openPort(app, options)
  library.addresses.push(...(server?.addresses ?? []))
  const close = async () => {
    await server?.close()
    await library.close()
  }
  return { library, app, server, addresses: library.addresses, portFailure, close }
}

async function openPort(app: App, { port, host, token }: EngineOptions) {
  try {
    return { server: await serve(app, { port, host, token }), portFailure: null }
  } catch (error) {
    if (error instanceof Failure) return { server: null, portFailure: error.toData() }
    log('The port could not be opened.', error)
    return { server: null, portFailure: new Failure('internal', 'The port could not be opened.').toData() }
  }
}
