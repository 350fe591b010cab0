import type { Transport } from '#shared/client.ts'
import type { LibraryEvent } from '#shared/events.ts'
import type { Reply } from '#shared/failure.ts'
import { connectEvents } from './events.ts'
import { uploadAll } from './uploads.ts'

const silent: Reply = {
  ok: false,
  failure: {
    code: 'unreachable',
    message: 'The library does not answer. Start Magpie again; this page reconnects by itself.',
  },
}

/** Characters of a call that may outlive its page: browsers grant 64 KiB to all such calls together. */
const mostKeptAlive = 20_000
let isLeaving = false
addEventListener('pagehide', () => (isLeaving = true))
addEventListener('pageshow', () => (isLeaving = false))

async function post(url: string, input: unknown): Promise<Reply> {
  try {
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify(input)
    const keepalive = isLeaving && body.length <= mostKeptAlive
    const response = await fetch(url, { method: 'POST', headers, body, keepalive })
    return (await response.json()) as Reply
  } catch {
    return silent
  }
}

/** The transport of a window in a browser. `base` is the path that the page was served below, without its last slash. */
export function createHttpTransport(base: string): Transport {
  const listeners = new Set<(event: LibraryEvent) => void>()
  const watchers = new Set<(online: boolean) => void>()
  let online = true
  const watch = (now: boolean) => {
    online = now
    for (const watcher of watchers) watcher(now)
  }
  const hear = (event: LibraryEvent) => {
    for (const listener of listeners) listener(event)
  }
  connectEvents(`${base}/events`, hear, watch)
  return {
    origin: base,
    takesFolders: false,
    pathOf: () => '',
    call: (name, input) => post(`${base}/rpc/${name}`, input),
    listen: (listener) => subscribe(listeners, listener),
    watch: (watcher) => {
      watcher(online)
      return subscribe(watchers, watcher)
    },
    importFiles: (items, options) => uploadAll(base, items, options),
  }
}

function subscribe<T>(set: Set<T>, member: T): () => void {
  set.add(member)
  return () => {
    set.delete(member)
  }
}
