import { z } from 'zod'
import { Failure } from '#shared/failure.ts'
import { parentFolder, pathIn } from '#shared/folder-paths.ts'
import { readMediaUrl } from '#shared/media-url.ts'
import type { Call } from '../door.ts'
import { answer, invalid } from './imagekit-errors.ts'
import { readInput } from './imagekit-input.ts'
import { endpointOf, type Handle, type Parts } from './imagekit-parts.ts'

export const PurgeInput = z.object({ url: z.string().min(1).max(8192) })
/** Levels or characters before a wildcard that are enough. */
const fewestLevels = 2
const fewestCharacters = 15
const pageSize = 1000

/** Whether what stands before the wildcard names few enough files. */
function isNarrow(path: string): boolean {
  const levels = path.split('/').filter(Boolean)
  const isFile = /[^/]\.\w+$/.test(path)
  return isFile || levels.length >= fewestLevels || path.length >= fewestCharacters
}

/** Fails with `invalid` for what is no URL, and for a wildcard that ImageKit would not take. */
function expectPurgeable(url: string): void {
  if (!/^https?:/i.test(url) || !URL.canParse(url)) throw invalid('url', '“url” must be a URL such as https://…/a.jpg.')
  const mark = url.indexOf('*')
  if (mark < 0) return
  if (mark !== url.length - 1) throw invalid('url', 'A wildcard can stand at the end of “url” alone, once.')
  const { pathname } = new URL(url.slice(0, -1))
  if (!isNarrow(pathname))
    throw invalid('url', 'A wildcard needs two levels of folders, 15 characters or a whole file path before it.')
}

const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`

/** Drops what was rendered of the files whose path begins so, one page of them after the other. */
async function forgetBelow(call: Call, { ask, library }: Parts, start: string): Promise<void> {
  const folder = start.endsWith('/') ? start.replace(/(?<=.)\/$/, '') : parentFolder(start)
  const searchQuery = folder === '/' ? '' : `path : ${quoted(folder)}`
  for (let offset = 0; ; offset += pageSize) {
    const { items } = await ask(call, 'files.search', { searchQuery, offset, limit: pageSize })
    const files = items.filter((item) => item.type !== 'folder')
    const matching = files.filter(({ folder: at, name }) => pathIn(at, name).startsWith(start))
    await library.delivery.forget(matching.map(({ hash }) => hash))
    if (items.length < pageSize) return
  }
}

/** Drops what was rendered of the picture at a URL below the endpoint, or of all below it by a wildcard. */
async function forget(call: Call, parts: Parts, below: string): Promise<void> {
  const { delivery } = parts.library
  const { picture } = readMediaUrl(below.replace(/\*$/, ''))
  if (below.endsWith('*')) return forgetBelow(call, parts, below.endsWith('/*') ? `${picture}/` : picture)
  const found = await delivery.find(picture, [])
  if (found) await delivery.forget([found.hash])
}

/** Begins to drop what was rendered of a URL; answers the purge’s id. URLs of elsewhere have nothing here. */
export function startPurge(call: Call, parts: Parts, url: string): Promise<string> {
  const endpoint = `${endpointOf(call)}/`
  return parts.jobs.purge(
    url.startsWith(endpoint) ? forget(call, parts, url.slice(endpoint.length - 1)) : Promise.resolve(),
  )
}

export const purge: Handle = async (call, parts) => {
  const { url } = await readInput(call, PurgeInput)
  expectPurgeable(url)
  return answer({ requestId: await startPurge(call, parts, url) }, 201)
}

export const purgeStatus: Handle = async (call, { jobs }) => {
  const status = jobs.purgeStatus(call.req.param('requestId') ?? '')
  if (!status) throw new Failure('notFound', 'There is no such purge request among the latest.')
  return answer({ status })
}
