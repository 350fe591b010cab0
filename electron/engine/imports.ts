import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Failure } from '#shared/failure.ts'
import type { ImportProgress, Verdict } from '#shared/schema.ts'
import type { Downloads } from './downloads.ts'
import type { StoreOptions } from './entry.ts'
import type { Events } from './events.ts'
import type { Ingest } from './ingest.ts'
import { decodesInFlight } from './media/pool.ts'
import { walk } from './walk.ts'

export interface ImportParts {
  ingest: Ingest
  events: Events
  revision: () => number
  downloads: Pick<Downloads, 'fetch'>
  downloadLimit: number
  log: (message: string, cause?: unknown) => void
}

/** One thing to import: its name for people, and how to do it. */
interface Item {
  name: string
  run(signal: AbortSignal): Promise<Verdict>
}

interface Job {
  progress: ImportProgress
  abort: AbortController
  startedAt: number
  skipped: string[]
  deleted: Set<string>
}

const reportEvery = 100
const verdictsShown = 100
const jobsKept = 50
/** Enough that pictures are decoded while others are being synced. */
const atOnce = decodesInFlight * 4
const clientName = 'magpie'
const noCounts = { added: 0, existing: 0, urlAdded: 0, restored: 0, deletedBefore: 0, notImage: 0, failed: 0, near: 0 }
const gentle: StoreOptions = { trashed: 'report', undecodable: 'report' }

const verdict = (name: string, kind: Verdict['kind'], reason: string | null): Verdict => ({
  name,
  kind,
  hash: null,
  near: null,
  reason,
})

const labelOf = (names: string[]) =>
  names.length === 1 ? (names[0] ?? '') : `${names[0]} and ${names.length - 1} more`

/** Imports that run on their own and tell how far they are: files, folders and URLs. */
export function createImports({ ingest, events, revision, downloads, downloadLimit, log }: ImportParts) {
  const jobs = new Map<string, Job>()
  const running = new Set<Promise<void>>()

  function open(label: string): Job {
    const progress: ImportProgress = {
      id: randomUUID(),
      label,
      state: 'running',
      total: null,
      done: 0,
      rate: 0,
      counts: { ...noCounts },
      verdicts: [],
    }
    const job = {
      progress,
      abort: new AbortController(),
      startedAt: performance.now(),
      skipped: [],
      deleted: new Set<string>(),
    }
    jobs.set(progress.id, job)
    const oldest = [...jobs.values()].find(({ progress }) => progress.state !== 'running')
    if (jobs.size > jobsKept && oldest) jobs.delete(oldest.progress.id)
    return job
  }

  const find = (id: string): Job => {
    const job = jobs.get(id)
    if (!job) throw new Failure('notFound', 'That import is not known any more.', { field: 'job' })
    return job
  }

  const report = ({ progress }: Job) =>
    events.emit({ type: 'imports.progressed', revision: revision(), progress: structuredClone(progress) })

  function note(job: Job, one: Verdict): void {
    const { progress } = job
    progress.done++
    progress.counts[one.kind]++
    if (one.near) progress.counts.near++
    if (one.kind === 'deletedBefore' && one.hash) job.deleted.add(one.hash)
    progress.verdicts = [one, ...progress.verdicts.slice(0, verdictsShown - 1)]
    progress.rate = progress.done / Math.max(0.001, (performance.now() - job.startedAt) / 1000)
  }

  /** Takes what is being seen to off an import, so that nobody is offered it again. */
  function settle(job: Job, kind: 'notImage' | 'deletedBefore'): void {
    const { progress } = job
    progress.counts[kind] = 0
    progress.verdicts = progress.verdicts.filter((one) => one.kind !== kind)
    report(job)
  }

  async function runItem(item: Item, signal: AbortSignal): Promise<Verdict> {
    try {
      return await item.run(signal)
    } catch (error) {
      if (error instanceof Failure) return verdict(item.name, 'failed', error.message)
      log(`${item.name} could not be imported`, error)
      return verdict(item.name, 'failed', 'It could not be imported: the log tells more.')
    }
  }

  async function runAll(job: Job, items: Item[]): Promise<void> {
    const { signal } = job.abort
    const queue = items.values()
    const worker = async () => {
      for (const item of queue) {
        if (signal.aborted) return
        const one = await runItem(item, signal)
        if (!signal.aborted || one.kind !== 'failed') note(job, one)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, worker))
  }

  async function run(job: Job, gather: () => Promise<Item[]>): Promise<void> {
    const timer = setInterval(() => report(job), reportEvery)
    try {
      const items = await gather()
      job.progress.total = items.length
      await runAll(job, items)
    } finally {
      clearInterval(timer)
      job.progress.state = job.abort.signal.aborted ? 'cancelled' : 'done'
      report(job)
    }
  }

  function start(label: string, gather: (job: Job) => Promise<Item[]>): { job: string } {
    const job = open(label)
    const whole = run(job, () => gather(job)).catch((error) => log('An import ended early', error))
    running.add(whole)
    whole.finally(() => running.delete(whole)).catch(() => {})
    return { job: job.progress.id }
  }

  function fileItem(job: Job, path: string, store: StoreOptions): Item {
    const source = { url: pathToFileURL(path).href, clientName, filename: basename(path) }
    return {
      name: source.filename,
      async run(signal) {
        const stored = await ingest.path(path, source, { ...store, signal })
        if (stored.verdict.kind === 'notImage') job.skipped.push(path)
        return stored.verdict
      },
    }
  }

  async function gatherPaths(job: Job, paths: readonly string[], store: StoreOptions): Promise<Item[]> {
    const items: Item[] = []
    for await (const { path, skip, error } of walk(paths)) {
      if (job.abort.signal.aborted) break
      const name = basename(path)
      if (skip === undefined && error === undefined) items.push(fileItem(job, path, store))
      else if (error !== undefined) items.push({ name, run: async () => verdict(name, 'failed', error) })
      else items.push({ name, run: async () => skipped(job, path, skip ?? '') })
    }
    return items
  }

  function skipped(job: Job, path: string, reason: string): Verdict {
    job.skipped.push(path)
    return verdict(basename(path), 'notImage', reason)
  }

  const urlItem = (url: string): Item => ({
    name: url,
    run: async (signal) => {
      const store = { ...gentle, limit: downloadLimit, signal }
      return (await ingest.bytes(downloads.fetch(url, { signal }), { url, clientName }, store)).verdict
    },
  })

  return {
    paths: (paths: readonly string[]) =>
      start(labelOf(paths.map((path) => basename(path))), (job) => gatherPaths(job, paths, gentle)),
    urls: (urls: readonly string[]) => start(labelOf([...urls]), async () => urls.map(urlItem)),
    /** Stores what was listed as “not an image”, whatever it is. */
    storeSkipped(id: string): { job: string } {
      const former = find(id)
      const files = former.skipped.splice(0)
      settle(former, 'notImage')
      return start(former.progress.label, (job) => gatherPaths(job, files, { trashed: 'report' }))
    },
    /** Content hashes of what was listed as “deleted before”, which it is no more. */
    takeDeleted(id: string): string[] {
      const job = find(id)
      const hashes = [...job.deleted]
      job.deleted.clear()
      settle(job, 'deletedBefore')
      return hashes
    },
    list: (): ImportProgress[] => [...jobs.values()].map(({ progress }) => progress).reverse(),
    cancel(id: string): boolean {
      const { progress, abort } = find(id)
      abort.abort()
      return progress.state === 'running'
    },
    async close(): Promise<void> {
      for (const { abort } of jobs.values()) abort.abort()
      await Promise.all(running)
    },
  }
}

export type Imports = ReturnType<typeof createImports>
