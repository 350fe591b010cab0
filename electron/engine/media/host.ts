import { readFileSync } from 'node:fs'
import { compare } from './compare.ts'
import { embeddedMetadata } from './embedded-metadata.ts'
import { readBlocks } from './exif.ts'
import { fingerprint } from './fingerprint.ts'
import { inspect, reasonOf } from './inspect.ts'
import { readMetadata } from './metadata.ts'
import { restrictLoaders } from './open.ts'
import {
  type Answer,
  type DecodeLimits,
  type HostKind,
  type HostMessage,
  type HostRequest,
  outOfMemoryExit,
  type Task,
  type Tasks,
} from './protocol.ts'
import { render } from './render/encode.ts'
import { describe, rasterize, trim } from './render/look.ts'
import { preview } from './render/preview.ts'
import { measure } from './render/text.ts'
import { decodeThumbnail } from './thumbnail.ts'

// The decode host: a plain Node process that reads hostile files, so that only it can die of one.

const memoryLimit = Number(process.argv[3])
/** Ends the host when nobody is there to hear its answer. */
const endUnheard = (error: Error | null) => error && process.exit(0)
const send = (message: HostMessage) => process.send?.(message, undefined, undefined, endUnheard)

const tasks: Tasks = {
  inspect: async ({ path }, limits) => inspect(readFileSync(path), limits),
  fingerprint: async ({ thumbnail, original }) => {
    const pixels = await decodeThumbnail(thumbnail).catch(() => null)
    return pixels && fingerprint(pixels, original)
  },
  compare,
  describe,
  embedded: async ({ exif }) => embeddedMetadata(readBlocks(exif)),
  metadata: readMetadata,
  render,
  export: render,
  preview,
  trim,
  measure,
  rasterize,
}

async function answer({ id, task, asked, limits }: HostRequest): Promise<void> {
  const perform = tasks[task] as (asked: HostRequest['asked'], limits: DecodeLimits) => Promise<Answer<Task>>
  send({ kind: 'answered', id, answer: await perform(asked, limits) })
}

process.on('message', (request: HostRequest) => {
  answer(request).catch((error: unknown) => send({ kind: 'failed', id: request.id, reason: reasonOf(error) }))
})
process.on('disconnect', () => process.exit(0))
setInterval(() => {
  if (process.memoryUsage.rss() > memoryLimit) process.exit(outOfMemoryExit)
}, 100).unref()
restrictLoaders(process.argv[2] as HostKind)
send({ kind: 'ready' })
