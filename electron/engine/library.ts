import { join, resolve } from 'node:path'
import type { CallOutput, ParsedInput, ProcedureName } from '#shared/contract.ts'
import type { LibraryEvent } from '#shared/events.ts'
import { type Activity, createActivity } from './activity.ts'
import { explainFileError } from './blobs/directory.ts'
import { makeBlobFolders } from './blobs/store.ts'
import { sweepTemporary } from './blobs/sweep.ts'
import { openVariants } from './blobs/variants.ts'
import { createCommit } from './commit.ts'
import { createDelivery, type Delivery } from './delivery.ts'
import { createDownloads } from './downloads.ts'
import { createDuplicates } from './duplicates/duplicates.ts'
import { readEmbedded } from './embedded-reading.ts'
import type { BlobFile, Entry, EntryList, Examined, NewSource, Stored, StoreOptions } from './entry.ts'
import { createExports } from './exports.ts'
import { createSearch } from './file-search/search.ts'
import { createImports } from './imports.ts'
import { lockLibrary } from './index/database.ts'
import type { DoorMemory } from './index/door-memory.ts'
import { createIngest } from './ingest.ts'
import { createMetadata } from './metadata.ts'
import { openParts } from './parts.ts'
import { createPictures } from './pictures.ts'
import { recover } from './recovery.ts'
import { createServices } from './services/all.ts'
import { createTellChange } from './tell-change.ts'

export interface LibraryOptions {
  /** The library's folder; made when it is not there. */
  directory: string
  /** A plain Node for the decode hosts: never Electron's binary. Default: the one that runs this. */
  nodeBinary?: string
  version?: string
  now?: () => number
  log?: (message: string, cause?: unknown) => void
  limits?: Partial<Limits>
}

export interface Limits {
  /** Pixels of one picture that are decoded at most. */
  pixels: number
  /** Bytes of memory that a decode host may take; above it the host ends itself. */
  memory: number
  /** Bytes of one picture that is fetched by URL. */
  download: number
  /** Bytes of rendered variants that are kept on the disk; they can always be made again. */
  variants: number
  /** Milliseconds of computing that a search for files may take. */
  search: number
}

const mebibyte = 1024 * 1024

/** Milliseconds until what is fetched for an upload must begin to answer. */
const headersLimit = 8000

const defaultLimits: Limits = {
  pixels: 268_402_689,
  memory: 1536 * mebibyte,
  download: 64 * mebibyte,
  variants: 2048 * mebibyte,
  search: 300,
}

/** The open library: what every door (IPC, REST, tests) talks to. It knows no transport. */
export interface Library {
  /** One call of the contract; `input` is already parsed. Rejects with `Failure`. */
  call<Name extends ProcedureName>(name: Name, input: ParsedInput<Name>, actor: string): Promise<CallOutput<Name>>
  listen(listener: (event: LibraryEvent) => void): () => void
  /** The events after that revision, or undefined when they are no longer all kept. */
  eventsSince(revision: number): LibraryEvent[] | undefined
  readonly revision: number
  /** Bytes in, by stream: resolves once they are durable. Rejects with `Failure`. */
  store(
    bytes: AsyncIterable<Uint8Array>,
    source: NewSource | Promise<NewSource>,
    options?: StoreOptions,
  ): Promise<Stored>
  /** A file of this computer in: cloned where the file system can. */
  storeFile(path: string, source: NewSource, options?: StoreOptions): Promise<Stored>
  /**
   * The bytes at a URL of the web: public addresses and what the settings allow, 8 s until an answer begins, 15 s
   * until it ends, and no more than the limit of downloads. Fails with `invalid`, `forbidden`, `unreachable` or
   * `tooLarge`.
   */
  download(url: string): AsyncIterable<Uint8Array>
  /** What bytes say of themselves, which are not stored. Rejects with `unreadable`, or as reading them does. */
  examine(bytes: AsyncIterable<Uint8Array>): Promise<Examined>
  /** Live entries for the imgcache routes. */
  entries: {
    meta(hash: string): Promise<Entry | undefined>
    lookup(url: string): Promise<Entry | undefined>
    search(urlContains: string, limit: number): Promise<EntryList>
    similar(perceptualHash: string, distance: number, limit: number, turned?: boolean): Promise<EntryList>
  }
  blob(hash: string): Promise<BlobFile | undefined>
  /** The JPEG thumbnail, at most 384 px on its longer side; made again when it was lost. */
  thumbnail(hash: string): Promise<Uint8Array<ArrayBuffer> | undefined>
  /** Pictures by what URLs call them, and what opens those URLs. */
  delivery: Delivery
  /** What the port must know after a restart. */
  doorMemory: DoorMemory
  /** Resolves when the URL and pHash scans are in memory; until then SQL answers. */
  loaded: Promise<void>
  /** Where the doors listen; they write it, `host.info` tells it. */
  addresses: string[]
  /** The last requests of programs; the port notes them, `activity.list` tells them. */
  activity: Activity
  close(): Promise<void>
}

async function makeFolders(directory: string): Promise<void> {
  try {
    await makeBlobFolders(directory)
  } catch (error) {
    throw explainFileError(error)
  }
}

/**
 * Opens (or makes) the library in a folder and holds it for this process.
 * Fails with `libraryInUse`, `libraryNewer`, `libraryDamaged` or `unreadable`; nothing stays open then.
 */
export async function createLibrary(options: LibraryOptions): Promise<Library> {
  const directory = resolve(options.directory)
  await makeFolders(directory)
  const unlock = lockLibrary(join(directory, 'lock.db'))
  try {
    await sweepTemporary(directory)
    return await openLibrary({ ...options, directory }, unlock)
  } catch (error) {
    unlock()
    throw error
  }
}

async function openLibrary(given: LibraryOptions, unlock: () => void): Promise<Library> {
  const options = { now: Date.now, log: () => {}, nodeBinary: process.execPath, ...given }
  const { directory, now, log } = options
  const limits = { ...defaultLimits, ...options.limits }
  const parts = await openParts({ ...options, maxPixels: limits.pixels, maxMemory: limits.memory })
  const { index, thumbnails, media, events, scan, queries } = parts
  const { entries } = index
  const pictures = createPictures({ ...parts, ...index })
  const duplicates = createDuplicates({ ...parts, pictures, log })
  const commit = createCommit({
    ...parts,
    ...index,
    duplicates,
    tellChange: createTellChange({ ...parts, ...index, duplicates }),
    log,
  })
  const variants = openVariants({ directory, limit: limits.variants, log })
  const downloads = createDownloads(index.settings)
  const delivery = createDelivery({
    ...parts,
    ...index,
    variants,
    maxPixels: limits.pixels,
    revision: () => index.revision,
  })
  const ingest = createIngest({ ...parts, ...index, commit, draw: delivery.draw, now })
  const imports = createImports({
    ingest,
    events,
    log,
    downloads,
    revision: () => index.revision,
    downloadLimit: limits.download,
  })
  const exports = createExports({
    delivery,
    events,
    directory,
    log,
    blob: pictures.blob,
    revision: () => index.revision,
  })
  const search = createSearch({
    path: join(directory, 'index.db'),
    budget: limits.search,
    now,
    similar: async (hash, distance) => (await queries.similar(hash, distance, false)).map(({ image }) => image),
  })
  const metadata = createMetadata({ ...parts, ...index })
  const addresses: string[] = []
  const activity = createActivity()
  const services = createServices({
    ...parts,
    duplicates,
    delivery,
    search,
    downloads,
    metadata,
    imports,
    exports,
    activity,
    addresses,
    directory,
    version: options.version ?? '0.0.0',
  })
  const older = readEmbedded({ ...parts, log })
  const recovery = recover({ ...parts, directory, isPlacing: commit.isPlacing, log })

  return {
    call: (name, input, actor) => services[name](input, actor),
    listen: events.listen,
    eventsSince: events.since,
    get revision() {
      return index.revision
    },
    store: ingest.bytes,
    storeFile: ingest.path,
    download: (url) => downloads.fetch(url, { limit: limits.download, headersLimit }),
    examine: metadata.ofBytes,
    entries: { ...entries, search: queries.searchEntries, similar: queries.similarEntries },
    blob: pictures.blob,
    thumbnail: pictures.thumbnail,
    delivery,
    doorMemory: index.doorMemory,
    loaded: scan.loaded,
    addresses,
    activity,
    async close() {
      await Promise.all([imports.close(), exports.close(), search.close()])
      await ingest.close()
      await commit.idle()
      await index.idle()
      const ended = duplicates.close()
      const read = older.stop()
      media.close()
      scan.close()
      const [isSwept] = await Promise.all([recovery.stop(), scan.loaded, ended, read, variants.close()])
      thumbnails.close()
      index.close({ clean: isSwept && !commit.mayHaveOrphans })
      unlock()
    },
  }
}
