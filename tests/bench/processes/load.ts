import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Load, LoadRequest, LoadResult } from '../lib/load.ts'
import { answerWith } from '../lib/scripts.ts'
import { openConnection } from '../lib/wire-client.ts'

const boundary = 'magpie-bench-7d1c2f'

function form({ file, fields }: NonNullable<LoadRequest['post']>): Buffer {
  const part = (name: string, more = '') => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n`
  const before = Object.entries(fields).map(([name, value]) => `${part(name)}\r\n${value}\r\n`)
  const head = `${before.join('')}${part('file', `; filename="${basename(file)}"`)}Content-Type: image/jpeg\r\n\r\n`
  return Buffer.concat([Buffer.from(head), readFileSync(file), Buffer.from(`\r\n--${boundary}--\r\n`)])
}

/** The bytes of a request, made ready before the clock runs. */
function prepare({ path, headers = {}, post }: LoadRequest, port: number): Buffer {
  const body = post ? form(post) : Buffer.alloc(0)
  const length = `Content-Type: multipart/form-data; boundary=${boundary}\r\nContent-Length: ${body.length}\r\n`
  const more = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const first = `${post ? 'POST' : 'GET'} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n`
  const lines = `${first}${more.join('')}${post ? length : ''}\r\n`
  return Buffer.concat([Buffer.from(lines), body])
}

async function run({ port, connections, requests }: Load): Promise<LoadResult> {
  const queue = requests.map((request) => prepare(request, port)).entries()
  const clients = await Promise.all(Array.from({ length: connections }, () => openConnection(port)))
  const result: LoadResult = { seconds: 0, latencies: [], statuses: {}, bytes: 0 }
  const startedAt = performance.now()
  const work = async ({ exchange }: (typeof clients)[number]) => {
    for (const [at, request] of queue) {
      const sentAt = performance.now()
      const { status, bytes } = await exchange(request)
      result.latencies[at] = performance.now() - sentAt
      result.statuses[status] = (result.statuses[status] ?? 0) + 1
      result.bytes += bytes
    }
  }
  await Promise.all(clients.map(work))
  result.seconds = (performance.now() - startedAt) / 1000
  for (const { close } of clients) close()
  return result
}

answerWith(run)
