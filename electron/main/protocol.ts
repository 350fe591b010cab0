import { app, protocol } from 'electron'
import { isOwnPage } from './addresses.ts'
import type { Engine } from './engine.ts'

/** Names `app:` as an origin like any other; must run before the app is ready. */
export function registerScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true }
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges }])
}

/** Serves `app://magpie` by the library’s own fetch handler; other hosts of the scheme do not exist. */
export function serveScheme(engine: Pick<Engine, 'fetch'>): void {
  protocol.handle('app', async (request) => {
    if (!isOwnPage(request.url)) return new Response('There is no such page.', { status: 404 })
    const development = developmentPage(new URL(request.url))
    if (development) return fetch(development)
    return engine
      .fetch(request, ownHeaders(request))
      .catch(() => new Response('The library is closed.', { status: 503 }))
  })
}

/**
 * The page’s headers without what a browser says of a request’s origin: our own page alone can reach this scheme (it
 * takes no cross-origin requests, and no other page is ever shown), and how a custom scheme is spelled there varies.
 */
function ownHeaders({ headers }: Request): [string, string][] {
  return [...headers].filter(([name]) => !/^(?:origin|referer|sec-fetch-.*)$/.test(name))
}

/** Where the development server has this page; undefined for pixels, and in every built app. */
function developmentPage(url: URL): URL | undefined {
  const server = process.env.ELECTRON_RENDERER_URL
  if (app.isPackaged || !server || /^\/(?:images|v1|rpc|events|media)\b/.test(url.pathname)) return undefined
  return new URL(url.pathname + url.search, server)
}
