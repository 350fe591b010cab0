import { type FriendlyName, numbered, resultName } from '#shared/friendly-names.ts'
import type { ExportProgress } from '#shared/transformations.ts'

/** Pictures to write, and the transformation of each as text; the hashes are asked for once there is a folder. */
export interface ExportRequest {
  hashes(): Promise<string[]>
  transformation: string
}

interface Options {
  folder: FileSystemDirectoryHandle
  /** Prefix of every URL of pictures, without a slash at its end. */
  origin: string
  nameOf(hash: string): Promise<string>
  report(progress: ExportProgress): void
  signal: AbortSignal
}

const atOnce = 3
const mostFailures = 100

/**
 * Fetches transformed pictures and writes them into a folder that the browser was given, each whole or not at all and
 * none over another. Once `signal` aborts, what is being written is finished and nothing more begun.
 */
export async function exportIntoFolder(request: ExportRequest, options: Options): Promise<void> {
  const { folder, signal } = options
  const hashes = await request.hashes()
  const tally = createTally(request.transformation, hashes.length, options)
  const free = createNames(folder)
  const waiting = hashes.values()
  const work = async () => {
    for (const hash of waiting) {
      if (signal.aborted || tally.isBroken()) return
      await writeOne(hash)
    }
  }
  async function writeOne(hash: string) {
    const name = await options.nameOf(hash).catch(() => hash)
    try {
      const picture = await fetchPicture(`${options.origin}/media/${hash}`, request.transformation, signal)
      await write(folder, await free(resultName({ name, contentType: picture.type })), picture)
      tally.done(picture.size)
    } catch (error) {
      if (!signal.aborted) tally.failed(hash, name, error)
    }
  }
  tally.begin()
  await Promise.all(Array.from({ length: atOnce }, work))
  tally.end()
}

/** The bytes of a picture. Throws the server’s own words where there are none. */
async function fetchPicture(address: string, transformation: string, signal: AbortSignal): Promise<Blob> {
  const answer = await fetch(`${address}${transformation && `?tr=${encodeURIComponent(transformation)}`}`, { signal })
  if (answer.ok) return answer.blob()
  throw new Error((await answer.text()).trim().split('\n').at(-1))
}

/** Names that no file has; each is given out once, whatever the case of its letters. */
function createNames(folder: FileSystemDirectoryHandle) {
  const taken = new Set<string>()
  return async (name: FriendlyName): Promise<string> => {
    for (let number = 1; ; number += 1) {
      const candidate = numbered(name, number)
      if (taken.has(candidate.toLowerCase())) continue
      taken.add(candidate.toLowerCase())
      if (await isFree(folder, candidate)) return candidate
    }
  }
}

async function isFree(folder: FileSystemDirectoryHandle, name: string): Promise<boolean> {
  try {
    await folder.getFileHandle(name)
    return false
  } catch (error) {
    if (isNamed(error, 'TypeMismatchError')) return false
    if (isNamed(error, 'NotFoundError')) return true
    throw error
  }
}

const isNamed = (error: unknown, name: string) => error instanceof DOMException && error.name === name

/** Bytes reach the file when all of them are there; what could not be written whole is taken away again. */
async function write(folder: FileSystemDirectoryHandle, name: string, picture: Blob): Promise<void> {
  const file = await folder.getFileHandle(name, { create: true })
  try {
    await picture.stream().pipeTo(await file.createWritable())
  } catch (error) {
    await folder.removeEntry(name).catch(() => {})
    throw error
  }
}

/** Counts what is written and what is not. A folder that takes nothing breaks the export off. */
function createTally(transformation: string, total: number, { folder, signal, report }: Options) {
  const started = performance.now()
  let isBroken = false
  let progress: ExportProgress = {
    ...{ id: crypto.randomUUID(), folder: folder.name, transformation, state: 'running', total },
    ...{ done: 0, failed: 0, byteSize: 0, rate: 0, failures: [] },
  }
  function tell(change: Partial<ExportProgress>) {
    progress = { ...progress, ...change }
    report(progress)
  }
  function oneMore() {
    const done = progress.done + 1
    return { done, rate: done / Math.max((performance.now() - started) / 1000, 0.001) }
  }
  return {
    isBroken: () => isBroken,
    begin: () => tell({}),
    done(bytes: number) {
      tell({ ...oneMore(), byteSize: progress.byteSize + bytes })
    },
    failed(hash: string, name: string, error: unknown) {
      isBroken ||= error instanceof DOMException
      const failures = [{ hash, name, message: wordsOf(error) }, ...progress.failures].slice(0, mostFailures)
      tell({ ...oneMore(), failed: progress.failed + 1, failures })
    },
    end: () => tell({ state: isBroken ? 'failed' : signal.aborted ? 'cancelled' : 'done' }),
  }
}

function wordsOf(error: unknown): string {
  if (isNamed(error, 'NotAllowedError')) return 'The browser may not write into this folder: choose it again.'
  if (isNamed(error, 'QuotaExceededError')) return 'There is no space left for it.'
  if (error instanceof TypeError) return 'The library did not answer.'
  return error instanceof Error && error.message ? error.message : 'It could not be written.'
}
