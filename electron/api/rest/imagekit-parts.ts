import { Failure } from '#shared/failure.ts'
import type { FileDetail } from '#shared/files.ts'
import type { InTurn } from '#shared/turns.ts'
import type { Library } from '../../engine/library.ts'
import type { Call } from '../door.ts'
import type { Metrics } from '../metrics.ts'
import type { UploadGate } from '../uploads.ts'
import type { Tokens } from './imagekit-auth.ts'
import { refusal } from './imagekit-errors.ts'
import { type Ask, asFolder, asPlace, readId } from './imagekit-input.ts'
import type { Jobs } from './imagekit-jobs.ts'

/** What answering ImageKit’s calls needs. */
export interface Parts {
  library: Library
  ask: Ask
  tokens: Tokens
  jobs: Jobs
  /** Lets changes of the settings come one after another, each of which writes all of them. */
  inTurn: InTurn
  metrics: Metrics
  gate: UploadGate
  /** Bytes of one upload. */
  bodyLimit: number
  /** What counts for uploads without the private key, which send their bytes before it is known who they are. */
  keyless: Pick<Parts, 'gate' | 'bodyLimit'>
}

export type Handle = (call: Call, parts: Parts) => Promise<Response>

/** Where URLs of files begin, for whoever asked: the same host, and the same token before the path. */
export function endpointOf(call: Call): string {
  const { origin, pathname } = new URL(call.req.url)
  return `${origin}${/^\/k\/[^/]+/.exec(pathname)?.[0] ?? ''}/media`
}

const gone = () => new Failure('notFound', 'The requested file does not exist.')

/** The file of an id outside the trash; undefined where there is none. */
export async function findFile(call: Call, { ask }: Parts, id: string): Promise<FileDetail | undefined> {
  try {
    const file = await ask(call, 'files.get', { id })
    return file.trashedAt === null ? file : undefined
  } catch (error) {
    if (error instanceof Failure && error.code === 'notFound') return undefined
    throw error
  }
}

/** The file that the path’s `fileId` is about. Fails with `invalid` for a malformed id, with `notFound` else. */
export async function readFile(call: Call, parts: Parts): Promise<FileDetail> {
  const file = await findFile(call, parts, readId(call, 'fileId'))
  if (!file) throw gone()
  return file
}

/** The file at a path. Fails with `notFound`, telling `reason`. */
export async function fileAt(call: Call, { ask }: Parts, path: string, reason: string): Promise<FileDetail> {
  try {
    return await ask(call, 'files.at', { path: asPlace(path) })
  } catch (error) {
    if (!(error instanceof Failure) || error.code === 'internal') throw error
    throw refusal('notFound', `There is no file at ${asPlace(path)}.`, { reason })
  }
}

/** The folder at a path, outside the trash; undefined where there is none. */
export async function findFolder(call: Call, { ask }: Parts, path: string) {
  try {
    return await ask(call, 'folders.get', { path: asPlace(path) })
  } catch (error) {
    if (error instanceof Failure && error.code !== 'internal') return undefined
    throw error
  }
}

/** The folder that is meant: one that is there, whatever its name’s letters, else one that ImageKit would make. */
export async function destinationOf(call: Call, parts: Parts, path: string, field: string): Promise<string> {
  const made = asFolder(path, field)
  return (await findFolder(call, parts, path))?.path ?? made
}
