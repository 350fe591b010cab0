import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { PlainAnswers } from '../lib/plain-server.ts'
import { answerWith } from '../lib/scripts.ts'

answerWith(async ({ contentType, bodies }: PlainAnswers): Promise<number> => {
  const server = createServer((request, response) => {
    const body = bodies.get(request.url ?? '')
    response.writeHead(body ? 200 : 404, { 'content-type': contentType, 'content-length': body?.length ?? 0 })
    response.end(body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
})
