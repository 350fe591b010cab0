import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Client } from '#shared/client.ts'
import type { LibraryEvent } from '#shared/events.ts'
import { Failure } from '#shared/failure.ts'
import type { Folder } from '#shared/files.ts'
import { parentFolder, pathAfterMove } from '#shared/folder-paths.ts'
import { atMostEvery, type Schedule } from './at-most-every.ts'
import type { Levels } from './folder-rows.ts'
import type { Library } from './library.ts'

/** What is being asked of the person: a name for a new folder in `path` or for that folder, or where to it goes. */
interface FolderTask {
  kind: 'new' | 'rename' | 'move'
  path: string
}

export interface FoldersState {
  /** What lies in `/` and in each open folder, as far as it was read. */
  levels: Levels
  open: ReadonlySet<string>
  task: FolderTask | null
  /** Opens a folder and those above it. */
  expand(path: string): void
  collapse(path: string): void
  /** Whether the sidebar lists the folder. */
  has(path: string): boolean
  begin(kind: FolderTask['kind'], path: string): void
  endTask(): void
  /** Makes a change of the window’s own; the folders are read again when it is over, and not before. */
  during<T>(change: () => Promise<T>): Promise<T>
  /** What was open or shown at a folder is so at `to`, where it lies now. */
  follow(path: string, to: string): void
  hear(event: LibraryEvent): void
  reload(): Promise<void>
}

export type Folders = StoreApi<FoldersState>

interface Options {
  client: Client
  library: Library
  schedule: Schedule
}

const mostListed = 10_000
const renewMilliseconds = 300
const meant = /^(folders\.changed|history\.changed|library\.reset|images\.(added|trashed|restored))$/

/** The folders that the sidebar shows, read level by level as they are opened, and renewed when they change. */
export function createFolders({ client, library, schedule }: Options): Folders {
  const renewSoon = atMostEvery(renewMilliseconds, renew, schedule)
  let changing = 0
  /** The reading whose answers count, what is asked later being truer; and when it is done. */
  let turn = 0
  let latest = Promise.resolve()

  const store = createStore<FoldersState>((set, get) => ({
    levels: new Map(),
    open: new Set(),
    task: null,
    expand(path) {
      const wanted = withAbove(path)
      if (wanted.every((one) => get().open.has(one))) return
      set({ open: new Set([...get().open, ...wanted]) })
      void get().reload()
    },
    collapse: (path) => set({ open: new Set([...get().open].filter((one) => one !== path)) }),
    has: (path) =>
      get()
        .levels.get(parentFolder(path))
        ?.some((folder) => folder.path === path) ?? false,
    begin(kind, path) {
      set({ task: { kind, path } })
      if (kind === 'new') get().expand(path)
    },
    endTask: () => set({ task: null }),
    async during(change) {
      changing += 1
      try {
        return await change()
      } finally {
        changing -= 1
        await get().reload()
      }
    },
    follow(path, to) {
      set({ open: new Set([...get().open].map((one) => pathAfterMove(one, path, to))) })
      const { query, setQuery } = library.getState()
      if (query.folder === undefined) return
      const folder = pathAfterMove(query.folder, path, to)
      if (folder !== query.folder) setQuery({ ...query, folder })
    },
    hear: (event) => meant.test(event.type) && renewSoon(),
    reload() {
      latest = read().catch(() => {})
      return latest
    },
  }))

  function renew() {
    if (changing > 0) return
    void store.getState().reload().then(leaveWhatIsGone)
  }

  async function read(): Promise<void> {
    turn += 1
    const asked = turn
    const wanted = ['/', ...store.getState().open]
    const levels = await Promise.all(wanted.map(async (path) => [path, await itemsIn(path)] as const))
    if (asked !== turn) return latest
    store.setState({ levels: new Map(levels) })
  }

  /** A folder that was open and is gone lists nothing. */
  const itemsIn = (parent: string): Promise<Folder[]> =>
    client.folders.list({ parent, limit: mostListed }).then(
      ({ items }) => items,
      (error: unknown) => {
        if (isMissing(error)) return []
        throw error
      },
    )

  /** A folder that is gone, by another’s doing or by an undo, is shown no more. */
  async function leaveWhatIsGone() {
    const { folder } = library.getState().query
    if (folder === undefined) return
    const gone = await client.folders.get({ path: folder }).then(() => false, isMissing)
    const { query, setQuery } = library.getState()
    if (gone && changing === 0 && query.folder === folder) setQuery({ text: query.text, view: 'library' })
  }

  return store
}

const isMissing = (error: unknown) => error instanceof Failure && error.code === 'notFound'

/** A folder and those above it; `/` is none of them. */
const withAbove = (path: string): string[] => (path === '/' ? [] : [...withAbove(parentFolder(path)), path])
