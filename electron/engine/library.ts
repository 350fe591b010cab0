import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { CallOutput, ParsedInput, ProcedureName } from '#shared/contract.ts'
import { eventBatchLimit, type LibraryEvent } from '#shared/events.ts'
import { explainFileError } from './blobs/directory.ts'
import { createBlobStore } from './blobs/store.ts'
import { sweepOrphans, sweepTemporary } from './blobs/sweep.ts'
import { openThumbnails } from './blobs/thumbnails.ts'
import { createCommit } from './commit.ts'
import type { BlobFile, Entry, EntryList, NewSource, Stored, StoreOptions } from './entry.ts'
import { createEvents } from './events.ts'
import { createImports } from './imports.ts'
import type { Changed } from './index/changes.ts'
import { lockLibrary } from './index/database.ts'
import { openIndex } from './index/index.ts'
import { createIngest } from './ingest.ts'
import { createMediaPool } from './media/pool.ts'
import { createPictures } from './pictures.ts'
import { createQueries } from './queries.ts'
import { createScan } from './scan/scan.ts'
import { createFileServices } from './services/files.ts'
import { createHistoryServices } from './services/history.ts'
import { createHostServices } from './services/host.ts'
import { createImageServices } from './services/images.ts'
import { createImportServices } from './services/imports.ts'
import type { Services } from './services/services.ts'

export interface LibraryOptions {
  /** The library's folder; made when it is not there. */
  directory: string
  /** A plain Node for the decode hosts: never Electron's binary. Default: the one that runs this. */
  nodeBinary?: string
  version?: string
  now?: () => number
  log?: (message: string, cause?: unknown) => void
  limits?: Partial<Limits>
  /** `host:port` pairs that may be fetched from though their address is private. */
  allowedDownloads?: readonly string[]
}

export interface Limits {
  /** Pixels of one picture that are decoded at most. */
  pixels: number
  /** Bytes of one picture that is fetched by URL. */
  download: number
}

const defaultLimits: Limits = { pixels: 268_402_689, download: 64 * 1024 * 1024 }

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
  /** Live entries for the imgcache routes. */
  entries: {
    meta(hash: string): Promise<Entry | undefined>
    lookup(url: string): Promise<Entry | undefined>
    search(urlContains: string, limit: number): Promise<EntryList>
    similar(perceptualHash: string, distance: number, limit: number): Promise<EntryList>
  }
  blob(hash: string): Promise<BlobFile | undefined>
  /** The JPEG thumbnail, at most 384 px on its longer side; made again when it was lost. */
  thumbnail(hash: string): Promise<Uint8Array<ArrayBuffer> | undefined>
  /** Resolves when the URL and pHash scans are in memory; until then SQL answers. */
  loaded: Promise<void>
  /** Where the doors listen; they write it, `host.info` tells it. */
  addresses: string[]
  close(): Promise<void>
}

async function makeFolders(directory: string): Promise<void> {
  try {
    await mkdir(join(directory, 'blobs'), { recursive: true })
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

async function openLibrary(options: LibraryOptions, unlock: () => void): Promise<Library> {
  const { directory, now = Date.now, log = () => {}, nodeBinary = process.execPath } = options
  const limits = { ...defaultLimits, ...options.limits }
  const index = openIndex(join(directory, 'index.db'), now)
  const { images, entries, listing, journal, arrivals, changes } = index
  const thumbnails = await openThumbnails(join(directory, 'thumbnails.db'))
  const blobs = createBlobStore(directory)
  const media = createMediaPool({ nodeBinary, maxPixels: limits.pixels, log })
  const events = createEvents(() => index.revision)
  const scan = createScan({ images: images.states, sources: entries.after })
  const queries = createQueries({ scan, listing, entries })
  const commit = createCommit({ blobs, arrivals, images, thumbnails, scan, events, log })
  const ingest = createIngest({ blobs, media, images, entries, commit, now })
  const pictures = createPictures({ blobs, media, images, thumbnails })
  const revision = () => index.revision
  const imports = createImports({
    ingest,
    events,
    revision,
    download: { allowed: options.allowedDownloads ?? [] },
    downloadLimit: limits.download,
    log,
  })
  const closing = new AbortController()
  const addresses: string[] = []

  async function announceChange({ call, images: ids, revision }: Changed): Promise<void> {
    const isLive = call === 'files.restore'
    scan.learnState(ids, isLive)
    const shown = await images.summaries(ids.slice(0, eventBatchLimit))
    const truncated = ids.length > shown.length
    if (isLive) events.emit({ type: 'images.restored', revision, images: shown, truncated, by: 'user' })
    else events.emit({ type: 'images.trashed', revision, images: shown, truncated })
    events.emit({ type: 'history.changed', revision })
  }

  const imageServices = createImageServices({ images, changes, queries, announceChange, revision })
  const services: Services = {
    ...imageServices,
    ...createFileServices({ changes, announceChange }),
    ...createHistoryServices({ changes, journal, announceChange }),
    ...createImportServices(imports, imageServices),
    ...createHostServices({
      directory,
      version: options.version ?? '0.0.0',
      addresses,
      isLoading: () => !scan.isReady,
      images,
      queries,
    }),
  }

  async function recover(): Promise<void> {
    const isKnown = async (hash: string) => (await images.idOf(hash)) !== undefined
    const moved = await sweepOrphans({ directory, isKnown, isPlacing: commit.isPlacing, signal: closing.signal })
    if (moved.length > 0) log(`${moved.length} blobs without a row were moved to quarantine/`)
  }
  const recovered = index.wasClean ? Promise.resolve() : recover().catch((error) => log('The sweep ended early', error))

  return {
    call: (name, input, actor) => services[name](input, actor),
    listen: events.listen,
    eventsSince: events.since,
    get revision() {
      return index.revision
    },
    store: ingest.bytes,
    storeFile: ingest.path,
    entries: {
      meta: entries.meta,
      lookup: entries.lookup,
      search: queries.searchEntries,
      similar: queries.similarEntries,
    },
    blob: pictures.blob,
    thumbnail: pictures.thumbnail,
    loaded: scan.loaded,
    addresses,
    async close() {
      closing.abort()
      await imports.close()
      await commit.idle()
      media.close()
      scan.close()
      await Promise.all([recovered, scan.loaded])
      thumbnails.close()
      index.close({ clean: true })
      unlock()
    },
  }
}
