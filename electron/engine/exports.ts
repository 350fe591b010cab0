import { randomUUID } from 'node:crypto'
import { Failure } from '#shared/failure.ts'
import { originalName, resultName } from '#shared/friendly-names.ts'
import type { Step } from '#shared/imagekit/grammar.ts'
import { readSteps } from '#shared/media-url.ts'
import type { ExportProgress } from '#shared/transformations.ts'
import type { Delivery } from './delivery.ts'
import type { BlobFile } from './entry.ts'
import type { Events } from './events.ts'
import { type ExportFolder, openExportFolder } from './export-folder.ts'
import { decodesInFlight } from './media/pool.ts'

export interface ExportParts {
  delivery: Delivery
  blob(hash: string): Promise<BlobFile | undefined>
  events: Events
  revision: () => number
  /** The library’s folder, which nothing is exported into. */
  directory: string
  log: (message: string, cause?: unknown) => void
}

export interface ExportWish {
  /** Content hashes. */
  hashes: readonly string[]
  /** Steps as URLs have them; empty for the original bytes. */
  transformation: string
  folder: string
}

interface Job {
  progress: ExportProgress
  steps: Step[]
  target: ExportFolder
  isCancelled: boolean
  startedAt: number
}

const reportEvery = 200
const failuresShown = 100
const jobsKept = 50
/** One more than are rendered at once: it is planned or written meanwhile. */
const atOnce = decodesInFlight

const newProgress = ({ transformation, folder }: ExportWish, total: number): ExportProgress => ({
  ...{ id: randomUUID(), folder, transformation, state: 'running', total },
  ...{ done: 0, failed: 0, byteSize: 0, rate: 0, failures: [] },
})

/** Exports that run on their own and tell how far they are. */
export function createExports({ delivery, blob, events, revision, directory, log }: ExportParts) {
  const jobs = new Map<string, Job>()
  const running = new Set<Promise<void>>()

  const report = ({ progress }: Job) =>
    events.emit({ type: 'exports.progressed', revision: revision(), progress: structuredClone(progress) })

  function keep(job: Job): void {
    jobs.set(job.progress.id, job)
    const oldest = [...jobs.values()].find(({ progress }) => progress.state !== 'running')
    if (jobs.size > jobsKept && oldest) jobs.delete(oldest.progress.id)
  }

  /** Renders one picture, or takes it as it is, and writes it; answers its bytes. */
  async function exportOne({ steps, target }: Job, hash: string, file: BlobFile): Promise<number> {
    if (steps.length === 0) return target.put(originalName(file), file)
    const { strict } = await delivery.settings()
    const opened = await delivery.transform({ image: hash, steps, accept: '', hints: {}, strict })
    if (opened.isOriginal) return target.put(originalName(file), file)
    return target.put(resultName({ ...file, contentType: opened.contentType }), await opened.exported())
  }

  function sentenceOf(error: unknown, name: string): string {
    if (error instanceof Failure) return error.message
    log(`${name} could not be exported`, error)
    return 'It could not be exported: the log tells more.'
  }

  /** A disk that is full is so for all that follow. */
  function noteFailure({ progress }: Job, hash: string, name: string, error: unknown): void {
    progress.failed++
    const failure = { hash, name, message: sentenceOf(error, name) }
    progress.failures = [failure, ...progress.failures.slice(0, failuresShown - 1)]
    if (error instanceof Failure && error.code === 'diskFull') progress.state = 'failed'
  }

  async function take(job: Job, hash: string): Promise<void> {
    const { progress } = job
    let name = hash.slice(0, 12)
    try {
      const file = await blob(hash)
      if (!file) throw new Failure('notFound', 'The picture is not in the library any more.')
      name = file.name
      const byteSize = await exportOne(job, hash, file)
      progress.byteSize += byteSize
    } catch (error) {
      noteFailure(job, hash, name, error)
    }
    progress.done++
    progress.rate = progress.done / Math.max(0.001, (performance.now() - job.startedAt) / 1000)
  }

  async function run(job: Job, hashes: Iterable<string>): Promise<void> {
    const { progress } = job
    const timer = setInterval(() => report(job), reportEvery)
    const queue = hashes[Symbol.iterator]()
    const worker = async () => {
      while (progress.state === 'running' && !job.isCancelled) {
        const { value: hash, done } = queue.next()
        if (done) return
        await take(job, hash)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, worker))
    clearInterval(timer)
    if (progress.state === 'running') progress.state = progress.done < progress.total ? 'cancelled' : 'done'
    report(job)
  }

  function find(id: string): Job {
    const job = jobs.get(id)
    if (!job) throw new Failure('notFound', 'That export is not known any more.', { field: 'job' })
    return job
  }

  return {
    /** Fails with a `Failure` that names `transformation` or `folder`, where nothing can come of it. */
    async start(wish: ExportWish): Promise<{ job: string }> {
      const steps = readSteps(wish.transformation, 'transformation')
      const target = await openExportFolder(wish.folder, directory)
      const hashes = new Set(wish.hashes)
      const progress = newProgress(wish, hashes.size)
      const job: Job = { progress, steps, target, isCancelled: false, startedAt: performance.now() }
      keep(job)
      const whole = run(job, hashes)
      running.add(whole)
      void whole.finally(() => running.delete(whole))
      return { job: progress.id }
    },
    list: (): ExportProgress[] => [...jobs.values()].map(({ progress }) => progress).reverse(),
    cancel(id: string): boolean {
      const job = find(id)
      job.isCancelled = true
      return job.progress.state === 'running'
    },
    async close(): Promise<void> {
      for (const job of jobs.values()) job.isCancelled = true
      await Promise.all(running)
    },
  }
}

export type Exports = ReturnType<typeof createExports>
