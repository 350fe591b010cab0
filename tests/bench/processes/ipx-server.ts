import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createIPX, createIPXNodeServer, ipxFSStorage } from 'ipx'
import { cpuSeconds } from '../lib/cpu.ts'
import { answerWith } from '../lib/scripts.ts'
import type { IpxState } from '../transform/contenders.ts'

async function start(directory: string): Promise<number> {
  const ipx = createIPX({ storage: ipxFSStorage({ dir: directory }) })
  const server = createServer(createIPXNodeServer(ipx))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

let port: Promise<number> | undefined

answerWith(async ({ directory }: { directory: string }): Promise<IpxState> => {
  port ??= start(directory)
  return { port: await port, cpu: cpuSeconds(process.pid) }
})
