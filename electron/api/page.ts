import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { Failure } from '#shared/failure.ts'
import { problem } from './answers.ts'
import type { Call, Door } from './door.ts'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

const pagePolicy = [
  ...["default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:", "font-src 'self'"],
  ...["connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "object-src 'none'"],
  "require-trusted-types-for 'script'",
].join('; ')

const pageHeaders = {
  'content-security-policy': pagePolicy,
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  // The path may hold the token.
  'referrer-policy': 'same-origin',
}

/** `GET /`, its icon and `GET /assets/<name>`: the built window page out of `directory`. */
export function pageDoor(directory: string | undefined): Door {
  const get = (path: string, answer: (call: Call, directory: string | undefined) => Promise<Response>) => ({
    method: 'GET' as const,
    path,
    handle: (call: Call) => answer(call, directory),
  })
  const routes = [get('/', answerPage), get('/favicon.svg', answerIcon), get('/assets/:name', answerAsset)]
  return { name: 'page', routes, bodyLimit: 0, answerFailure: problem }
}

/** The page’s URLs are relative, so below `/k/<token>` its address must end in a slash. */
async function answerPage(call: Call, directory: string | undefined): Promise<Response> {
  const { pathname } = new URL(call.req.url)
  if (!pathname.endsWith('/')) return new Response(null, { status: 308, headers: { location: `${pathname}/` } })
  const body = await readNamed(directory, 'index.html')
  if (!body) throw new Failure('notFound', 'The window’s page is not built; `npm run build` makes it.')
  return answerFile(body, 'index.html', 'no-cache')
}

async function answerIcon(_: Call, directory: string | undefined): Promise<Response> {
  const body = await readNamed(directory, 'favicon.svg')
  if (!body) throw new Failure('notFound', 'The page has no icon.')
  return answerFile(body, 'favicon.svg', 'public, max-age=3600')
}

async function readNamed(directory: string | undefined, name: 'index.html' | 'favicon.svg') {
  return directory === undefined ? undefined : readFile(join(directory, name)).catch(() => undefined)
}

/** The name from the URL is looked up among the names that are there: it never becomes part of a path unchecked. */
async function answerAsset(call: Call, directory: string | undefined): Promise<Response> {
  const folder = join(directory ?? '', 'assets')
  const names = directory === undefined ? [] : await readdir(folder).catch(() => [])
  const name = names.find((known) => known === call.req.param('name'))
  if (name === undefined) throw new Failure('notFound', 'The page has no such part; load it again.')
  return answerFile(await readFile(join(folder, name)), name, 'public, max-age=31536000, immutable')
}

function answerFile(body: Uint8Array<ArrayBuffer>, name: string, caching: string): Response {
  const type = types[extname(name)] ?? 'application/octet-stream'
  return new Response(body, { headers: { 'content-type': type, 'cache-control': caching, ...pageHeaders } })
}
