import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Client } from '#shared/client.ts'
import type { LibraryEvent } from '#shared/events.ts'
import type { ExportProgress } from '#shared/transformations.ts'
import { type ExportRequest, exportIntoFolder } from './folder-export.ts'

export interface ExportsState {
  /** The exports that the card tells of, newest first. */
  exports: readonly ExportProgress[]
  /** Exports whose card was closed. */
  dismissed: ReadonlySet<string>
  /** Asks for a folder and writes pictures into it, transformed; does nothing where none is chosen. */
  start(request: ExportRequest): Promise<void>
  /** Ends an export after the pictures under way. */
  cancel(id: string): Promise<void>
  dismiss(): void
  hear(event: LibraryEvent): void
  reload(): Promise<void>
}

export type Exports = StoreApi<ExportsState>

interface Options {
  client: Client
  /** Prefix of every URL of pictures, without a slash at its end. */
  origin: string
  /** Whether the shell around the window writes; else the browser does. */
  isDesktop(): boolean
}

type PickFolder = (options: { id: string; mode: 'readwrite' }) => Promise<FileSystemDirectoryHandle>

/** Asks for a folder of this computer; undefined in browsers that give none to pages. */
const pickFolder = () => (globalThis as { showDirectoryPicker?: PickFolder }).showDirectoryPicker

/** Whether this browser lets a page write into a folder that its user chooses. */
export const canPickFolders = (): boolean => pickFolder() !== undefined

/** The exports that run or ran while this window was open, by the desktop shell or by the browser itself. */
export function createExports({ client, origin, isDesktop }: Options): Exports {
  /** How to stop those of this page. */
  const stops = new Map<string, AbortController>()

  const store = createStore<ExportsState>((set, get) => ({
    exports: [],
    dismissed: new Set(),
    start: (request) => (isDesktop() ? startInShell(request) : startHere(request)),
    async cancel(id) {
      const stop = stops.get(id)
      if (stop) stop.abort()
      else await client.exports.cancel({ job: id })
    },
    dismiss: () => set(({ exports, dismissed }) => ({ exports: [], dismissed: withIds(dismissed, exports) })),
    hear(event) {
      if (event.type === 'exports.progressed') report(event.progress)
      if (event.type === 'library.reset') void get().reload()
    },
    async reload() {
      // Those that run, and those of the card, whose end may have come while nobody listened.
      const known = new Set(get().exports.map(({ id }) => id))
      const listed = await client.exports.list({}).catch(() => [])
      for (const progress of listed) if (progress.state === 'running' || known.has(progress.id)) report(progress)
    },
  }))

  function report(progress: ExportProgress) {
    const { exports, dismissed } = store.getState()
    if (dismissed.has(progress.id)) return
    const known = exports.find(({ id }) => id === progress.id)
    if (known && isOlder(progress, known)) return
    const others = exports.map((one) => (one === known ? progress : one))
    store.setState({ exports: known ? others : [progress, ...exports] })
  }

  async function startInShell({ hashes, transformation }: ExportRequest) {
    const { job } = await client.host.exportImages({ hashes: await hashes(), transformation })
    const progress = (await client.exports.list({})).find(({ id }) => id === job)
    if (progress) report(progress)
  }

  async function startHere(request: ExportRequest) {
    const folder = await pickFolder()?.({ id: 'magpie-export', mode: 'readwrite' }).catch(unlessClosed)
    if (!folder) return
    const stop = new AbortController()
    const nameOf = async (hash: string) => (await client.images.get({ hash })).name
    const take = (progress: ExportProgress) => {
      stops.set(progress.id, stop)
      report(progress)
    }
    await exportIntoFolder(request, { folder, origin, nameOf, report: take, signal: stop.signal })
  }

  return store
}

/** A dialog that was closed is no error. */
function unlessClosed(error: unknown): undefined {
  if (!(error instanceof DOMException && error.name === 'AbortError')) throw error
}

const withIds = (ids: ReadonlySet<string>, exports: readonly ExportProgress[]) =>
  new Set([...ids, ...exports.map(({ id }) => id)])

/** An answer may be overtaken by the event that tells what came after it. */
const isOlder = (progress: ExportProgress, known: ExportProgress): boolean =>
  progress.done < known.done || (progress.state === 'running' && known.state !== 'running')
