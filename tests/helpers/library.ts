import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import { type Client, createClient } from '#shared/client.ts'
import { findProcedure, type ProcedureName } from '#shared/contract.ts'
import type { LibraryEvent } from '#shared/events.ts'
import { Failure, type Reply } from '#shared/failure.ts'
import type { NewSource, Stored, StoreOptions } from '../../electron/engine/entry.ts'
import { createLibrary, type Library, type LibraryOptions } from '../../electron/engine/library.ts'

/** An open library in a folder of its own. */
export interface OpenLibrary {
  library: Library
  directory: string
  /** The contract's calls, each validated on the way in and on the way out. */
  client: Client
  /** Closes it; safe to call twice. */
  close(): Promise<void>
}

/** A new empty folder, removed when the test ends. */
export async function temporaryFolder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'magpie-test-'))
  onTestFinished(() => rm(path, { recursive: true, force: true }))
  return path
}

/** Opens a library that the caller closes. */
export async function startLibrary(options: LibraryOptions): Promise<OpenLibrary> {
  const library = await createLibrary(options)
  let closed: Promise<void> | undefined
  const close = () => {
    closed ??= library.close()
    return closed
  }
  return { library, directory: options.directory, client: clientOf(library), close }
}

/** Opens a library, by default in a new folder, and closes it when the test ends. */
export async function openLibrary(options: Partial<LibraryOptions> = {}): Promise<OpenLibrary> {
  const opened = await startLibrary({ directory: options.directory ?? (await temporaryFolder()), ...options })
  onTestFinished(opened.close)
  return opened
}

/** A library that one test file shares: for `beforeAll`, with the way to end it. */
export async function openSharedLibrary(): Promise<OpenLibrary & { remove(): Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'magpie-test-'))
  const opened = await startLibrary({ directory })
  const remove = async () => {
    await opened.close()
    await rm(directory, { recursive: true, force: true })
  }
  return { ...opened, remove }
}

/** The client of a library without any transport between them; outputs are checked against the contract. */
export function clientOf(library: Library, actor = 'magpie'): Client {
  return createClient({ call: (name, input) => callChecked(library, name, input, actor) })
}

async function callChecked(library: Library, name: ProcedureName, input: unknown, actor: string): Promise<Reply> {
  const procedure = findProcedure(name)
  try {
    const value = await library.call(name, procedure?.input.parse(input) as never, actor)
    procedure?.output.parse(value)
    return { ok: true, value }
  } catch (error) {
    if (error instanceof Failure) return { ok: false, failure: error.toData() }
    throw error
  }
}

/** Bytes as a stream of chunks. */
export async function* chunksOf(bytes: Uint8Array | string, size = 65_536): AsyncGenerator<Uint8Array> {
  const all = Buffer.from(bytes)
  for (let at = 0; at < all.length; at += size) yield all.subarray(at, at + size)
}

/** Stores bytes as a client named `scraper` does. */
export function store(
  library: Library,
  bytes: Uint8Array | string,
  source: Partial<NewSource> = {},
  options?: StoreOptions,
): Promise<Stored> {
  return library.store(chunksOf(bytes), { url: 'https://example.org/a.png', clientName: 'scraper', ...source }, options)
}

/** The content hash of what was stored; throws where nothing was. */
export function hashOf({ verdict }: Stored): string {
  if (!verdict.hash) throw new Error(`${verdict.name} was not stored: ${verdict.reason}`)
  return verdict.hash
}

/** The error that a promise rejects with; throws where it does not. */
export async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof Failure) return error
  throw new Error(`a Failure was expected, not ${error}`, { cause: error })
}

/** Resolves once the condition holds, looked at every 20 ms; throws after `seconds`. */
export async function until(condition: () => boolean | Promise<boolean>, seconds = 20): Promise<void> {
  const deadline = Date.now() + seconds * 1000
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`still not so after ${seconds} s: ${condition}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Lets the library fetch from hosts, in place of those that it was let before. */
export const allowHosts = (library: Library, ...allowedHosts: string[]) =>
  library.call('downloads.configure', { allowedHosts }, 'test')

/** Every event from now on, in the order of arrival. */
export function recordEvents(library: Library): LibraryEvent[] {
  const events: LibraryEvent[] = []
  onTestFinished(library.listen((event) => events.push(event)))
  return events
}

/** Content hashes of the blobs that lie on the disk, sorted. */
export async function blobsOnDisk(directory: string): Promise<string[]> {
  const shards = await readdir(join(directory, 'blobs'))
  const names = await Promise.all(shards.map((shard) => readdir(join(directory, 'blobs', shard))))
  return names.flat().sort()
}

/** Names in tmp/. */
export const temporaryFiles = (directory: string): Promise<string[]> => readdir(join(directory, 'tmp'))

/** Where the blob of a content hash lies. */
export const blobPath = (directory: string, hash: string): string => join(directory, 'blobs', hash.slice(0, 2), hash)

/** Runs one query on the library's index, from beside it. */
export function queryIndex<Row>(directory: string, sql: string): Row[] {
  const database = new SQLite(join(directory, 'index.db'), { readonly: true })
  try {
    return database.prepare<[], Row>(sql).all()
  } finally {
    database.close()
  }
}

/** Content hashes that the index holds, sorted. */
export const hashesInIndex = (directory: string): string[] =>
  queryIndex<{ hash: string }>(directory, 'SELECT lower(hex(content_hash)) AS hash FROM images ORDER BY hash').map(
    ({ hash }) => hash,
  )
