import { dirname } from 'node:path'
import { expectStatus, type Load, type LoadResult, scraped, startLoad } from '../lib/load.ts'
import { type Script, startScript } from '../lib/scripts.ts'
import { type Server, withFreshServer } from '../lib/server.ts'
import { type CropForm, type Cropped, type CropWork, inFlight, ipxPath, ourPath } from './crops.ts'

/** Makes one crop of each file; nothing of it is kept from before. */
export type Cropper = (work: CropWork) => Promise<Cropped>

/** Who makes crops of the same photographs, and where their servers answer. */
export interface Contenders {
  /** sharp in a loop, without any HTTP. */
  bare: Cropper
  ours: Cropper
  ipx: Cropper
  server: Server
  ipxPort: number
  load: Script<Load, LoadResult>
}

/** What the process with ipx answers: its port, and its processor time so far in seconds. */
export interface IpxState {
  port: number
  cpu: number
}

/** Photographs in the library, by the names of their files. */
export async function storeAll(load: Contenders['load'], port: number, files: string[]): Promise<void> {
  const requests = files.map(scraped)
  expectStatus(await load.ask({ port, connections: inFlight, requests }), 201)
}

interface Measured {
  port: number
  pathOf: (file: string, form: CropForm) => string
  cpu: () => number | Promise<number>
}

const overHttp =
  (load: Contenders['load'], { port, pathOf, cpu }: Measured): Cropper =>
  async (work) => {
    const before = await cpu()
    const requests = work.files.map((file) => ({ path: pathOf(file, work) }))
    const result = await load.ask({ port, connections: inFlight, requests })
    expectStatus(result, 200)
    return { ...result, cpu: (await cpu()) - before }
  }

async function withServer<T>(files: string[], server: Server, work: (all: Contenders) => Promise<T>): Promise<T> {
  const load = startLoad()
  const loop = startScript<CropWork, Cropped>('crop-loop')
  const ipx = startScript<{ directory: string }, IpxState>('ipx-server')
  const ipxState = () => ipx.ask({ directory: dirname(files[0] ?? '') })
  await storeAll(load, server.port, files)
  const { port: ipxPort } = await ipxState()
  const result = await work({
    bare: loop.ask,
    ours: overHttp(load, { port: server.port, pathOf: ourPath, cpu: server.cpuSeconds }),
    ipx: overHttp(load, { port: ipxPort, pathOf: ipxPath, cpu: async () => (await ipxState()).cpu }),
    server,
    ipxPort,
    load,
  })
  await Promise.all([load.end(), loop.end(), ipx.end()])
  return result
}

/** Runs `work` with all contenders on the files, which lie in one folder. */
export const withContenders = <T>(files: string[], work: (all: Contenders) => Promise<T>): Promise<T> =>
  withFreshServer((server) => withServer(files, server, work))
