import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Client, createClient } from '#shared/client.ts'
import type { Reply } from '#shared/failure.ts'
import { makeLibrary } from '../library/make.ts'
import { track } from './children.ts'
import { cpuSeconds } from './cpu.ts'

export const projectRoot = fileURLToPath(new URL('../../..', import.meta.url))

/** Magpie as a process of its own, headless, on a port that was free. */
export interface Server {
  address: string
  port: number
  client: Client
  /** Processor time so far, of the server and its decode hosts. */
  cpuSeconds(): number
  close(): Promise<void>
}

async function readAddress(lines: AsyncIterable<string>): Promise<string> {
  for await (const line of lines) {
    const [, address] = /Open (http:\/\/[^/\s]+)/.exec(line) ?? []
    if (address) return address
  }
  throw new Error('The server ended before it told its address.')
}

function clientOf(address: string): Client {
  const call = async (name: string, input: unknown) => {
    const answer = await fetch(`${address}/rpc/${name}`, { method: 'POST', body: JSON.stringify(input) })
    return (await answer.json()) as Reply
  }
  return createClient({ call })
}

/** Starts the server on a library and waits until the library’s scans are in memory. */
async function startServer(library: string): Promise<Server> {
  const options = [join(projectRoot, 'electron', 'headless.ts'), '--library', library, '--port', '0']
  const child = track(spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'inherit'] }))
  const address = await readAddress(createInterface(child.stdout))
  const client = clientOf(address)
  while ((await client.host.info({})).loading) await pause(200)
  return {
    address,
    port: Number(new URL(address).port),
    client,
    cpuSeconds: () => cpuSeconds(child.pid ?? 0),
    async close() {
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

async function withServer<T>(library: string, work: (server: Server) => Promise<T>): Promise<T> {
  const server = await startServer(library)
  try {
    return await work(server)
  } finally {
    await server.close()
  }
}

/** Runs `work` with a server on a new, empty library, which is gone afterwards. */
export async function withFreshServer<T>(work: (server: Server) => Promise<T>): Promise<T> {
  const library = mkdtempSync(join(tmpdir(), 'magpie-bench-'))
  try {
    return await withServer(library, work)
  } finally {
    rmSync(library, { recursive: true, force: true })
  }
}

/** Runs `work` with a server on the synthetic library, which is made where it is not there yet. */
export async function withLargeServer<T>(
  { images, library }: { images: number; library: string },
  work: (server: Server) => Promise<T>,
): Promise<T> {
  return withServer(await makeLibrary(images, library), work)
}
