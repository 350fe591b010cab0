import { Worker } from 'node:worker_threads'
import type { LibraryEvent } from '#shared/events.ts'
import type { Reply } from '#shared/failure.ts'
import type { BlobFile } from '../engine/entry.ts'
import type { EngineOptions } from '../engine-host.ts'
import { type EngineLink, linkEngine } from './engine-link.ts'
import type { EngineState } from './engine-messages.ts'

/** The library in its thread, as the main process sees it. */
export interface Engine extends EngineState {
  call(name: string, input: unknown, actor: string): Promise<Reply>
  /** Answers an `app://` request by the same handler that serves the port. */
  fetch(request: Request, headers?: [string, string][]): Promise<Response>
  blob(hash: string): Promise<BlobFile | undefined>
  listen(listener: (event: LibraryEvent) => void): void
  /** Resolves when the thread has ended, with the error that ended it, if one did. */
  ended: Promise<Error | undefined>
  /** Closes the port and the library; resolves when the thread has ended. */
  close(): Promise<void>
}

/** Opens the library in a thread of its own; rejects with `Failure` when it cannot be opened. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const worker = new Worker(new URL('./engine-thread.js', import.meta.url), { workerData: options })
  const link = linkEngine(worker)
  const state = await link.ready
  return {
    ...state,
    call: (name, input, actor) => link.ask('call', { name, input, actor }).catch(asReply),
    fetch: (request, headers = [...request.headers]) => forward(link, request, headers),
    blob: (hash) => link.ask('blob', { hash }),
    listen: link.listen,
    ended: link.ended,
    async close() {
      await link.ask('close', {}).catch(() => undefined)
      await link.ended
    },
  }
}

async function forward(link: EngineLink, { url, method, body }: Request, headers: [string, string][]) {
  const answer = await link.ask('fetch', { url, method, headers, body }, body ? [body] : [])
  return new Response(answer.body, { status: answer.status, headers: answer.headers })
}

function asReply(error: Error): Reply {
  return { ok: false, failure: { code: 'internal', message: `${error.message} Start Magpie again.` } }
}
