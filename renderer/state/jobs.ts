import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Client, ImportItem, Transport } from '#shared/client.ts'
import type { LibraryEvent } from '#shared/events.ts'
import type { ImportProgress } from '#shared/schema.ts'

/** An upload of this window: how to stop it, what it left out, and what it found in the trash. */
interface Upload {
  stop: AbortController
  skipped: ImportItem[]
  deleted: Set<string>
}

export interface JobsState {
  /** The imports that the card tells of, newest first. */
  jobs: readonly ImportProgress[]
  /** Imports whose card was closed. */
  dismissed: ReadonlySet<string>
  importItems(items: ImportItem[], undecodable?: 'report' | 'store'): Promise<void>
  importUrls(urls: string[]): Promise<void>
  hear(event: LibraryEvent): void
  reload(): Promise<void>
  cancel(): Promise<void>
  storeSkipped(): Promise<void>
  restoreDeleted(): Promise<void>
  dismiss(): void
}

export type Jobs = StoreApi<JobsState>

/** The imports that run or ran while this window was open. */
export function createJobs(transport: Transport, client: Client): Jobs {
  const uploads = new Map<string, Upload>()
  const store = createStore<JobsState>((set, get) => ({
    jobs: [],
    dismissed: new Set(),
    importItems: (items, undecodable = 'report') => importItems(items, undecodable),
    async importUrls(urls) {
      const { job } = await client.imports.urls({ urls })
      if (get().jobs.every(({ id }) => id !== job)) await tellOf(job)
    },
    hear(event) {
      if (event.type === 'imports.progressed') report(event.progress)
    },
    async reload() {
      // Those that run, and those of the card, whose end may have come while nobody listened.
      const isWanted = ({ id, state }: ImportProgress) => state === 'running' || get().jobs.some((job) => job.id === id)
      for (const progress of (await client.imports.list({})).filter(isWanted)) report(progress)
    },
    async cancel() {
      for (const { id } of get().jobs.filter(({ state }) => state === 'running')) {
        const upload = uploads.get(id)
        if (upload) upload.stop.abort()
        else await client.imports.cancel({ job: id })
      }
    },
    storeSkipped: () => eachOf('notImage', storeSkippedOf),
    restoreDeleted: () => eachOf('deletedBefore', restoreDeletedOf),
    dismiss: () => set(({ jobs }) => ({ jobs: [], dismissed: new Set(jobs.map(({ id }) => id)) })),
  }))

  function report(progress: ImportProgress) {
    const { jobs, dismissed } = store.getState()
    if (dismissed.has(progress.id)) return
    const known = jobs.find(({ id }) => id === progress.id)
    if (known && isOlder(progress, known)) return
    store.setState({ jobs: known ? jobs.map((job) => (job.id === progress.id ? progress : job)) : [progress, ...jobs] })
  }

  /** Tells of an import whose events may have come before this window listened. */
  async function tellOf(job: string) {
    const progress = (await client.imports.list({})).find(({ id }) => id === job)
    if (progress) report(progress)
  }

  async function importItems(items: ImportItem[], undecodable: 'report' | 'store') {
    if (items.length === 0) return
    const upload: Upload = { stop: new AbortController(), skipped: [], deleted: new Set() }
    const watched = (progress: ImportProgress) => {
      uploads.set(progress.id, upload)
      for (const hash of deletedIn(progress)) upload.deleted.add(hash)
      report(progress)
    }
    upload.skipped = await transport.importFiles(items, { report: watched, signal: upload.stop.signal, undecodable })
  }

  /** Does something once for each job that has such verdicts, then takes these off its card. */
  async function eachOf(kind: 'notImage' | 'deletedBefore', work: (job: ImportProgress) => Promise<unknown>) {
    const ended = store.getState().jobs.filter(({ state }) => state !== 'running')
    for (const job of ended.filter(({ counts }) => counts[kind] > 0)) {
      report({
        ...job,
        counts: { ...job.counts, [kind]: 0 },
        verdicts: job.verdicts.filter((verdict) => verdict.kind !== kind),
      })
      await work(job)
    }
  }

  function storeSkippedOf({ id }: ImportProgress): Promise<unknown> {
    const upload = uploads.get(id)
    return upload ? importItems(upload.skipped, 'store') : client.imports.storeSkipped({ job: id })
  }

  function restoreDeletedOf({ id }: ImportProgress): Promise<unknown> {
    const upload = uploads.get(id)
    return upload ? client.images.restore({ hashes: [...upload.deleted] }) : client.imports.restoreDeleted({ job: id })
  }

  return store
}

/** An answer may be overtaken by the event that tells what came after it. */
const isOlder = (progress: ImportProgress, known: ImportProgress): boolean =>
  progress.done < known.done || (progress.state === 'running' && known.state !== 'running')

/** The hashes that the newest verdicts found in the trash. */
const deletedIn = ({ verdicts }: ImportProgress): string[] =>
  verdicts.flatMap(({ kind, hash }) => (kind === 'deletedBefore' && hash ? [hash] : []))

/** The counts of several imports in one. */
export function sumOf(jobs: readonly ImportProgress[]): ImportProgress['counts'] {
  const kinds = ['added', 'existing', 'urlAdded', 'restored', 'deletedBefore', 'notImage', 'failed', 'near'] as const
  const sum = (kind: (typeof kinds)[number]) => jobs.reduce((total, job) => total + job.counts[kind], 0)
  return Object.fromEntries(kinds.map((kind) => [kind, sum(kind)])) as ImportProgress['counts']
}
