import { readFileSync } from 'node:fs'
import { inspect, restrictLoaders } from './inspect.ts'
import { type HostKind, type HostMessage, type HostRequest, outOfMemoryExit } from './protocol.ts'

// The decode host: a plain Node process that reads hostile files, so that only it can die of one.

const memoryLimit = Number(process.argv[3])
/** Ends the host when nobody is there to hear its answer. */
const endUnheard = (error: Error | null) => error && process.exit(0)
const send = (message: HostMessage) => process.send?.(message, undefined, undefined, endUnheard)

async function answer({ id, path, limits }: HostRequest): Promise<void> {
  send({ kind: 'inspected', id, inspected: await inspect(readFileSync(path), limits) })
}

process.on('message', (request: HostRequest) => {
  answer(request).catch((error: unknown) => {
    console.error(error)
    process.exit(1)
  })
})
process.on('disconnect', () => process.exit(0))
setInterval(() => {
  if (process.memoryUsage.rss() > memoryLimit) process.exit(outOfMemoryExit)
}, 100).unref()
restrictLoaders(process.argv[2] as HostKind)
send({ kind: 'ready' })
