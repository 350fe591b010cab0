import type { Bridge } from '#shared/bridge.ts'
import type { Transport } from '#shared/client.ts'
import { createHttpTransport } from './http.ts'
import { createIpcTransport } from './ipc.ts'

declare global {
  interface Window {
    /** There in the desktop shell only. */
    bridge?: Bridge
  }
}

/** The transport of this window: over the bridge in the desktop shell, over HTTP in a browser. */
export function chooseTransport(): Transport {
  if (window.bridge) return createIpcTransport(window.bridge)
  return createHttpTransport(new URL('.', document.baseURI).pathname.replace(/\/$/, ''))
}
