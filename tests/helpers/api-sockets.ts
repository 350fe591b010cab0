import { connect } from 'node:net'

/** What a server sent back over a bare socket, until it closed or `milliseconds` were over. */
export interface RawAnswer {
  status: number
  head: string
  body: string
  /** From the connection to the end, in milliseconds. */
  milliseconds: number
}

/** Sends bytes as they are and reads until the server closes; `drip` sends one more byte every so often. */
export function askRaw(port: number, text: string, drip?: { every: number }, patience = 10_000): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const started = performance.now()
    const socket = connect(port, '127.0.0.1')
    const chunks: Buffer[] = []
    const timer = drip ? setInterval(() => socket.write('x'), drip.every) : undefined
    const deadline = setTimeout(() => socket.destroy(), patience)
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('error', () => {})
    socket.on('close', () => {
      clearInterval(timer)
      clearTimeout(deadline)
      resolve(readAnswer(Buffer.concat(chunks).toString('latin1'), performance.now() - started))
    })
    socket.write(text)
  })
}

function readAnswer(text: string, milliseconds: number): RawAnswer {
  const [head = '', ...rest] = text.split('\r\n\r\n')
  return { status: Number(head.split(' ')[1] ?? 0), head, body: rest.join('\r\n\r\n'), milliseconds }
}

/** A request as bytes: lines joined as HTTP has it, asking to close after the answer. */
export function writeRequest(line: string, headers: string[], body = ''): string {
  return [`${line} HTTP/1.1`, ...headers, 'Connection: close', '', body].join('\r\n')
}
