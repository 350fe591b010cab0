import { z } from 'zod'
import { Failure } from '#shared/failure.ts'
import type { Call } from '../door.ts'
import { check } from './imagekit-check.ts'
import { answer } from './imagekit-errors.ts'
import { endpointOf, type Handle } from './imagekit-parts.ts'

const Day = z.iso.date('must be a day such as 2026-01-31')

export const SpanInput = z
  .object({ startDate: Day, endDate: Day })
  .refine(({ startDate, endDate }) => startDate <= endDate, { path: ['endDate'], error: 'may not be before startDate' })

/** What is kept is told as it is now; nothing else is metered. */
export const usage: Handle = async (call, { ask }) => {
  check(call.req.query(), SpanInput)
  const { byteSize } = await ask(call, 'host.info', {})
  const metered = { bandwidthBytes: 0, videoProcessingUnitsCount: 0, extensionUnitsCount: 0 }
  return answer({ ...metered, mediaLibraryStorageBytes: byteSize, originalCacheStorageBytes: 0 })
}

/** The one endpoint that there is. */
const urlEndpoint = (call: Call) => ({
  id: 'magpie',
  description: `The library, at ${endpointOf(call)}`,
  origins: [],
  urlPrefix: '',
})

export const urlEndpoints: Handle = async (call) => answer([urlEndpoint(call)])

export const urlEndpointById: Handle = async (call) => {
  const endpoint = urlEndpoint(call)
  if (call.req.param('id') === endpoint.id) return answer(endpoint)
  throw new Failure('notFound', `The one URL endpoint of a library has the id “${endpoint.id}”.`)
}

/** A list of what a library never has. */
export const none: Handle = async () => answer([])

/** The answer to what a library on a disk cannot mean. */
export const refuse =
  (why: string): Handle =>
  async () => {
    throw new Failure('unsupported', `This is not answered by a library on a disk: ${why}.`)
  }
