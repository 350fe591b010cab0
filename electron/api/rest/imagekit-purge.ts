import { z } from 'zod'
import { Failure } from '#shared/failure.ts'
import { answer, invalid } from './imagekit-errors.ts'
import { readInput } from './imagekit-input.ts'
import type { Handle } from './imagekit-parts.ts'

const Purge = z.object({ url: z.string().min(1).max(8192) })
/** Levels or characters before a wildcard that are enough. */
const fewestLevels = 2
const fewestCharacters = 15

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

export const purge: Handle = async (call, { jobs }) => {
  const { url } = await readInput(call, Purge)
  expectPurgeable(url)
  return answer({ requestId: jobs.purge(url) }, 201)
}

export const purgeStatus: Handle = async (call, { jobs }) => {
  if (!jobs.isPurged(call.req.param('requestId') ?? ''))
    throw new Failure('notFound', 'There is no such purge request of this session.')
  return answer({ status: 'Completed' })
}
