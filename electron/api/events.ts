import type { LibraryEvent } from '#shared/events.ts'
import type { Library } from '../engine/library.ts'
import { dataHeaders, problem } from './answers.ts'
import type { Call, Door } from './door.ts'
import { answers, inQuery } from './openapi-parts.ts'

type Source = Pick<Library, 'listen' | 'eventsSince' | 'revision'>

const heartbeatMilliseconds = 15_000
/** Bytes that may wait for a slow listener before it is let go; it comes back and resumes. */
const backlogLimit = 4 * 1024 * 1024

/** `GET /events`: the library’s events as server-sent events, each with its revision as id. */
export function eventsDoor(library: Source): Door {
  const handle = (call: Call) => {
    const { closing } = call.env
    const since = parseRevision(call.req.raw.headers.get('last-event-id') ?? call.req.query('after'))
    // A stream for HEAD would have no reader to end it.
    const body = call.req.method === 'HEAD' ? null : openStream(library, since, closing)
    return new Response(body, { headers: streamHeaders })
  }
  const document = {
    operationId: 'events',
    summary: 'Server-sent events of every committed change; Last-Event-ID resumes.',
    parameters: [inQuery('after', { type: 'integer' }, 'Begin behind this revision; the header Last-Event-ID wins.')],
    responses: { 200: answers('One JSON event a message.', 'text/event-stream') },
  }
  const routes = [{ method: 'GET' as const, path: '/events', handle, document }]
  return { name: 'events', routes, bodyLimit: 0, answerFailure: problem }
}

const streamHeaders = { 'content-type': 'text/event-stream', 'cache-control': 'no-store', ...dataHeaders }

const parseRevision = (text: string | undefined) =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined

function openStream(library: Source, since: number | undefined, closing: AbortSignal | undefined) {
  const encoder = new TextEncoder()
  let stop = () => {}
  const start = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    const end = () => {
      stop()
      controller.close()
    }
    const send = (text: string) => {
      controller.enqueue(encoder.encode(text))
      if ((controller.desiredSize ?? 0) < 0) end()
    }
    const heartbeat = setInterval(() => send(':\n\n'), heartbeatMilliseconds)
    heartbeat.unref()
    const unlisten = library.listen((event) => send(format(event)))
    closing?.addEventListener('abort', end, { once: true })
    stop = () => {
      clearInterval(heartbeat)
      unlisten()
      closing?.removeEventListener('abort', end)
    }
    send(greeting(library, since))
  }
  return new ReadableStream(
    { start, cancel: () => stop() },
    new ByteLengthQueuingStrategy({ highWaterMark: backlogLimit }),
  )
}

/** What was missed, or `library.reset` when that is not known any more; for a new listener only the id to resume by. */
function greeting(library: Source, since: number | undefined): string {
  const { revision } = library
  if (since === undefined) return `id: ${revision}\n\n`
  const missed = since <= revision ? library.eventsSince(since) : undefined
  return `id: ${revision}\n\n${(missed ?? [{ type: 'library.reset' as const, revision }]).map(format).join('')}`
}

const format = (event: LibraryEvent) => `id: ${event.revision}\ndata: ${JSON.stringify(event)}\n\n`
