import type { IncomingMessage, Server, ServerResponse } from 'node:http'

/** Bytes a second that a body must keep up with, on average, once its first time is over. */
const leastRate = 64 * 1024
/** How long the rest of a body that nobody wants is read, in milliseconds. */
const lingerMilliseconds = 5000

const tooSlow = 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'
const odd = JSON.stringify({
  type: 'about:blank',
  title: 'Bad Request',
  status: 400,
  detail: 'The request must have one Host and a path that begins with a slash.',
})

/** Refuses what the router could not see: targets that are no path, and more Hosts than one. Tells whether it did. */
export function refuseOddRequest(incoming: IncomingMessage, outgoing: ServerResponse): boolean {
  const names = incoming.rawHeaders.filter((_, index) => index % 2 === 0)
  const hosts = names.filter((name) => name.toLowerCase() === 'host').length
  if (hosts === 1 && incoming.url?.startsWith('/')) return false
  outgoing.writeHead(400, { 'content-type': 'application/problem+json', connection: 'close' }).end(odd)
  return true
}

/** Whether a request comes with a body, or says so. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined
}

/**
 * Ends requests whose body trickles: each has `milliseconds`, and a second more for every 64 KiB that came, so that
 * large pictures over slow networks pass and a held connection costs its holder. Returns what watches a request.
 */
export function watchSlowBodies(server: Server, milliseconds: number, interval: number) {
  const open = new Map<IncomingMessage, { since: number; bytesBefore: number }>()
  const check = setInterval(() => {
    for (const [incoming, { since, bytesBefore }] of open) {
      const seconds = (incoming.socket.bytesRead - bytesBefore) / leastRate
      if (incoming.complete || incoming.destroyed) open.delete(incoming)
      else if (performance.now() - since > milliseconds + seconds * 1000) endSlow(incoming)
    }
  }, interval)
  check.unref()
  server.once('close', () => clearInterval(check))
  return (incoming: IncomingMessage) => {
    open.set(incoming, { since: performance.now(), bytesBefore: incoming.socket.bytesRead })
    incoming.once('close', () => open.delete(incoming))
  }
}

function endSlow(incoming: IncomingMessage): void {
  incoming.socket.end(tooSlow)
  incoming.socket.destroySoon()
}

/**
 * Reads and drops what is left of a body after an early answer: a client must be done with sending before it hears
 * the answer, and closing at once would reset the connection under it.
 */
export function lingerForBody(incoming: IncomingMessage, outgoing: ServerResponse): void {
  outgoing.once('finish', () => {
    if (incoming.complete) return
    incoming.removeAllListeners('data').resume()
    const timer = setTimeout(() => incoming.socket.destroy(), lingerMilliseconds)
    incoming.once('close', () => clearTimeout(timer))
  })
}
