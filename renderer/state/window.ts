import { createContext, useContext } from 'react'
import { type StoreApi, useStore } from 'zustand'
import { type Client, createClient, type Transport } from '#shared/client.ts'
import type { JournalRow } from '#shared/schema.ts'
import { blobPath, thumbnailPath } from '#shared/urls.ts'
import { type Actions, createActions } from './actions.ts'
import { type Activity, type ActivityState, createActivity } from './activity.ts'
import { type CustomFields, type CustomFieldsState, createCustomFields } from './custom-fields.ts'
import { createDownloads, type Downloads, type DownloadsState } from './downloads.ts'
import { createDragging, type Dragging } from './dragging.ts'
import { createDuplicates, type Duplicates, type DuplicatesState } from './duplicates.ts'
import { createExports, type Exports, type ExportsState } from './exports.ts'
import { createFolderActions, type FolderActions } from './folder-actions.ts'
import { createFolders, type Folders, type FoldersState } from './folders.ts'
import { createHost, type Host, type HostState } from './host.ts'
import { createJobs, type Jobs, type JobsState } from './jobs.ts'
import { createLibrary, type Library, type LibraryState } from './library.ts'
import { createPrivateKey, type PrivateKey, type PrivateKeyState } from './private-key.ts'
import { createSelection, mayHaveMoved, type Selection, type SelectionState } from './selection.ts'
import { createTransformations, type Transformations, type TransformationsState } from './transformations.ts'
import { createTransformer, type Transformer, type TransformerState } from './transformer.ts'
import { createTriage, type Triage, type TriageState } from './triage.ts'
import { createView, type View, type ViewState } from './view.ts'

/** All that a window knows and can do; made once, reached by hooks. */
export interface WindowState {
  transport: Transport
  client: Client
  library: Library
  selection: Selection
  view: View
  jobs: Jobs
  host: Host
  duplicates: Duplicates
  triage: Triage
  transformer: Transformer
  transformations: Transformations
  exports: Exports
  folders: Folders
  folderActions: FolderActions
  customFields: CustomFields
  downloads: Downloads
  activity: Activity
  privateKey: PrivateKey
  dragging: Dragging
  actions: Actions
}

/** Makes the stores of a window and connects them to its library’s events. */
export function createWindowState(transport: Transport, storage: Storage): WindowState {
  const client = createClient(transport)
  const schedule = (work: () => void, milliseconds: number) => void setTimeout(work, milliseconds)
  const library = createLibrary({ list: client.images.list, schedule })
  const selection = createSelection()
  const view = createView(storage)
  const jobs = createJobs(transport, client)
  const host = createHost(client)
  const onReplayed = (row: JournalRow) => triage.getState().takeReplay(row)
  const actions = createActions({ client, library, selection, view, onReplayed })
  const duplicates = createDuplicates({ client, schedule })
  const triage: Triage = createTriage({ client, duplicates, actions, schedule })
  const transformer = createTransformer({ client, actions, storage, schedule })
  const transformations = createTransformations({ client, actions })
  const isDesktop = () => host.getState().info?.shell === 'desktop'
  const exports = createExports({ client, origin: transport.origin, isDesktop })
  const customFields = createCustomFields({ client, actions })
  const downloads = createDownloads({ client, actions })
  const activity = createActivity({ client, schedule })
  const privateKey = createPrivateKey({ client, actions })
  const dragging = createDragging({ client, actions, pathOf: transport.pathOf })
  const folders = createFolders({ client, library, schedule })
  const folderActions = createFolderActions({ client, library, selection, folders, actions })
  const state = {
    ...{ transport, client, library, selection, view, jobs, host, duplicates, triage, transformer, downloads },
    ...{ transformations, exports, customFields, activity, privateKey, dragging, actions, folders, folderActions },
  }
  connect(state)
  return state
}

function connect(state: WindowState) {
  const { transport, library, selection, view, jobs, host, duplicates, triage, exports } = state
  const { folders, transformer, transformations, customFields, downloads } = state
  library.subscribe((after, before) => {
    if (after.query !== before.query) view.setState({ place: 'pictures' })
    if (!after.snapshot || after.snapshot === before.snapshot) return
    const isAnother = before.isPending && before.snapshot !== null
    if (isAnother) selection.getState().carry(null, after.snapshot)
    else if (before.snapshot && mayHaveMoved(before.snapshot, after.snapshot)) {
      selection.getState().carry(before.snapshot, after.snapshot)
    }
  })
  transformations.subscribe((after, before) => {
    if (before.settings && after.settings !== before.settings) transformer.getState().recheck()
  })
  transport.listen((event) => {
    library.getState().hear(event)
    jobs.getState().hear(event)
    host.getState().hear(event)
    duplicates.getState().hear(event)
    triage.getState().hear(event)
    transformations.getState().hear(event)
    exports.getState().hear(event)
    folders.getState().hear(event)
    customFields.getState().hear(event)
    downloads.getState().hear(event)
    if (event.type === 'library.reset')
      void jobs
        .getState()
        .reload()
        .catch(() => {})
  })
  transport.watch((isOnline) => host.setState({ isOnline }))
  library.getState().retry()
  void host.getState().reload()
  void transformations.getState().reload()
  void folders.getState().reload()
}

export const WindowContext = createContext<WindowState | null>(null)

/** The stores and calls of this window. */
export function useWindow(): WindowState {
  const state = useContext(WindowContext)
  if (!state) throw new Error('a component was rendered outside WindowContext')
  return state
}

const use = <T, R>(store: StoreApi<T>, select: (state: T) => R): R => useStore(store, select)

export const useLibrary = <R>(select: (state: LibraryState) => R): R => use(useWindow().library, select)
export const useSelection = <R>(select: (state: SelectionState) => R): R => use(useWindow().selection, select)
export const useView = <R>(select: (state: ViewState) => R): R => use(useWindow().view, select)
export const useJobs = <R>(select: (state: JobsState) => R): R => use(useWindow().jobs, select)
export const useHost = <R>(select: (state: HostState) => R): R => use(useWindow().host, select)
export const useDuplicates = <R>(select: (state: DuplicatesState) => R): R => use(useWindow().duplicates, select)
export const useTriage = <R>(select: (state: TriageState) => R): R => use(useWindow().triage, select)
export const useTransformer = <R>(select: (state: TransformerState) => R): R => use(useWindow().transformer, select)
export const useTransformations = <R>(select: (state: TransformationsState) => R): R =>
  use(useWindow().transformations, select)
export const useFolders = <R>(select: (state: FoldersState) => R): R => use(useWindow().folders, select)
export const useExports = <R>(select: (state: ExportsState) => R): R => use(useWindow().exports, select)
export const useCustomFields = <R>(select: (state: CustomFieldsState) => R): R => use(useWindow().customFields, select)
export const useDownloads = <R>(select: (state: DownloadsState) => R): R => use(useWindow().downloads, select)
export const useActivity = <R>(select: (state: ActivityState) => R): R => use(useWindow().activity, select)
export const usePrivateKey = <R>(select: (state: PrivateKeyState) => R): R => use(useWindow().privateKey, select)

/** Whether the window runs in the desktop shell, which can reveal files, copy pixels and drag them out. */
export const useIsDesktop = (): boolean => useHost(({ info }) => info?.shell === 'desktop')

/** URLs of an image’s pixels. */
export function usePixels() {
  const { origin } = useWindow().transport
  return {
    thumbnail: (hash: string) => `${origin}${thumbnailPath(hash)}`,
    original: (hash: string) => `${origin}${blobPath(hash)}`,
  }
}
