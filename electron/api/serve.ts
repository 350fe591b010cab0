import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Failure } from '#shared/failure.ts'
import { addressesToBind, isLoopback } from './addresses.ts'
import type { App } from './app.ts'
import { hasBody, lingerForBody, refuseOddRequest, watchSlowBodies } from './connections.ts'

export interface ServeOptions {
  /** 0 takes any free port. */
  port: number
  /** An address to listen at beside loopback’s two; it needs a token. */
  host?: string | undefined
  token?: string | undefined
  /** Milliseconds; the defaults suit a library. */
  timeouts?: Partial<Timeouts>
}

interface Timeouts {
  headers: number
  /** For a whole request; bodies get more while they keep coming. */
  request: number
  keepAlive: number
  check: number
  /** For requests under way when the server closes. */
  closing: number
}

export interface RunningServer {
  port: number
  /** Where the library can be reached, as URLs without a slash at the end. */
  addresses: string[]
  /** Ends event streams, lets requests under way finish, and frees the port. */
  close(): Promise<void>
}

const defaultTimeouts: Timeouts = { headers: 5000, request: 60_000, keepAlive: 5000, check: 1000, closing: 5000 }
/** Bytes of a request’s first lines: room for the longest searchQuery, percent-encoded. */
const maxHeaderSize = 32 * 1024
/** Tries to find one port that is free in both families, when any will do. */
const anyPortTries = 5

/** Serves the app on loopback in both families, and at `host`. Fails with `portInUse` or `invalid`. */
export async function serve(app: App, options: ServeOptions): Promise<RunningServer> {
  const { host, port, token } = options
  if (host !== undefined && !isLoopback(host) && !token) {
    const message = 'Listening beyond this machine needs a token: set MAGPIE_TOKEN to a secret of your own.'
    throw new Failure('invalid', message, { field: '--host' })
  }
  for (let tries = 1; ; tries++) {
    try {
      return await listenEverywhere(app, options)
    } catch (error) {
      const isUnlucky = port === 0 && error instanceof Failure && error.code === 'portInUse' && tries < anyPortTries
      if (!isUnlucky) throw error
    }
  }
}

async function listenEverywhere(app: App, options: ServeOptions): Promise<RunningServer> {
  const timeouts = { ...defaultTimeouts, ...options.timeouts }
  const closing = new AbortController()
  const servers: Server[] = []
  const close = async () => {
    closing.abort()
    await Promise.all(servers.map((server) => closeServer(server, timeouts.closing)))
  }
  let { port } = options
  try {
    for (const address of addressesToBind(options.host)) {
      const server = createLimitedServer(app, timeouts, closing.signal)
      if (!(await listen(server, address, port, options.host))) continue
      servers.push(server)
      port = portOf(server)
    }
  } catch (error) {
    await close()
    throw error
  }
  return { port, addresses: servers.map(urlOf), close }
}

function createLimitedServer(app: App, timeouts: Timeouts, closing: AbortSignal): Server {
  const server = createServer({
    headersTimeout: timeouts.headers,
    // Node’s own limit knows no difference between a slow sender and a large picture; watchSlowBodies does.
    requestTimeout: 0,
    keepAliveTimeout: timeouts.keepAlive,
    connectionsCheckingInterval: timeouts.check,
    maxHeaderSize,
  })
  server.maxConnections = 128
  const connection = { port: 0, closing }
  server.once('listening', () => (connection.port = portOf(server)))
  const listener = getRequestListener(
    (request, { incoming }) => app.fetch(request, { ...connection, target: incoming.url }),
    { autoCleanupIncoming: false },
  )
  const watch = watchSlowBodies(server, timeouts.request, timeouts.check)
  server.on('request', (incoming, outgoing) => {
    if (refuseOddRequest(incoming, outgoing)) return
    if (hasBody(incoming)) {
      watch(incoming)
      lingerForBody(incoming, outgoing)
    }
    void listener(incoming, outgoing)
  })
  return server
}

const portOf = (server: Server) => (server.address() as AddressInfo | null)?.port ?? 0

function urlOf(server: Server): string {
  const { address, port, family } = server.address() as AddressInfo
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}

/** False when this machine has no such loopback family; other trouble is a `Failure`. */
function listen(server: Server, address: string, port: number, host: string | undefined): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isAbsent = error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT'
      if (isAbsent && address === '::1' && host !== '::1') resolve(false)
      else reject(asListenFailure(error, address, port))
    })
    server.listen({ host: address, port, ipv6Only: address !== '::' }, () => resolve(true))
  })
}

function asListenFailure(cause: NodeJS.ErrnoException, address: string, port: number): Error {
  if (cause.code === 'EADDRINUSE') {
    const way = 'Stop the other program, or choose another port with --port or MAGPIE_PORT.'
    return new Failure('portInUse', `Port ${port} is in use. ${way}`, { field: '--port', cause })
  }
  if (cause.code === 'EACCES') {
    const message = `Port ${port} is reserved by the system. Choose one above 1023 with --port or MAGPIE_PORT.`
    return new Failure('invalid', message, { field: '--port', cause })
  }
  if (cause.code !== 'EADDRNOTAVAIL' && cause.code !== 'ENOTFOUND') return cause
  return new Failure('invalid', `This machine has no address ${address}; see --host.`, { field: '--host', cause })
}

/** Connections become idle one by one, as their requests end; kept alive they would hold the server open. */
function closeServer(server: Server, milliseconds: number): Promise<void> {
  const sweep = setInterval(() => server.closeIdleConnections(), 50)
  const force = setTimeout(() => server.closeAllConnections(), milliseconds)
  return new Promise((resolve) => {
    server.close(() => {
      clearInterval(sweep)
      clearTimeout(force)
      resolve()
    })
  })
}
