import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** One answer: its status and how many bytes of body it had. */
interface Exchange {
  status: number
  bytes: number
}

export interface WireConnection {
  /** Sends a whole request and waits for the whole answer, which must tell its length. */
  exchange(request: Uint8Array): Promise<Exchange>
  close(): void
}

const headEnd = Buffer.from('\r\n\r\n')

/** Reads answers that come one at a time. */
function createReader(finish: (exchange: Exchange) => void) {
  let head: Buffer = Buffer.alloc(0)
  let exchange: Exchange | undefined
  let missing = 0

  function readHead(chunk: Buffer): number {
    head = head.length === 0 ? chunk : Buffer.concat([head, chunk])
    const end = head.indexOf(headEnd)
    if (end < 0) return 0
    const text = head.toString('latin1', 0, end)
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(text)?.[1] ?? 0)
    exchange = { status: Number(text.slice(9, 12)), bytes: length }
    missing = length
    return head.length - end - headEnd.length
  }

  return (chunk: Buffer): void => {
    const ofBody = exchange ? chunk.length : readHead(chunk)
    missing -= ofBody
    if (!exchange || missing > 0) return
    const whole = exchange
    exchange = undefined
    head = Buffer.alloc(0)
    finish(whole)
  }
}

/**
 * A connection that is kept alive and does as little as a client can, so that the server is what is measured.
 * Requests are whole: request line, headers and body.
 */
export async function openConnection(port: number): Promise<WireConnection> {
  const socket: Socket = connect({ host: '127.0.0.1', port, noDelay: true })
  let waiting: PromiseWithResolvers<Exchange> | undefined
  socket.on(
    'data',
    createReader((exchange) => waiting?.resolve(exchange)),
  )
  socket.on('error', (error) => waiting?.reject(error))
  socket.on('close', () => waiting?.reject(new Error('The server closed the connection.')))
  await once(socket, 'connect')
  return {
    exchange(request) {
      waiting = Promise.withResolvers()
      socket.write(request)
      return waiting.promise
    },
    close: () => socket.destroy(),
  }
}
