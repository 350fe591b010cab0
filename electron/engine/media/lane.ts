import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { createJobQueue, type Job } from './job-queue.ts'
import {
  type Answer,
  type Asked,
  type DecodeLimits,
  type HostKind,
  type HostMessage,
  type HostRequest,
  outOfMemoryExit,
  type Task,
} from './protocol.ts'

export interface LaneOptions {
  kind: HostKind
  /** Pictures in flight. */
  width: number
  /** Milliseconds after which the host is killed. */
  deadline: number
  /** Bytes of memory above which the host ends itself. */
  memory: number
  limits: DecodeLimits
  /** Whether pictures that were in flight when the host died get a second try, alone. */
  retries: boolean
  nodeBinary: string
  log: (message: string) => void
}

/** After so many pictures a host is replaced, which gives back what decoders leaked. */
const recycleAfter = 2000
/** A plain Node cannot read inside a packaged app’s archive: there the host lies unpacked beside it. */
const here = import.meta.url.replace('/app.asar/', '/app.asar.unpacked/')
const hostPath = new URL(here.endsWith('.ts') ? './host.ts' : './media-host.js', here)
/** The fonts of text in transformations: with them alone a picture looks the same on every computer. */
const fontsPath = fileURLToPath(new URL(`${here.endsWith('.ts') ? '../' : ''}../../resources/fonts/fonts.conf`, here))

/** One decode host with its queue. Whatever a picture does, only its own answer can be bad. */
export function createLane(options: LaneOptions) {
  const { kind, width, deadline, memory, limits, retries, nodeBinary, log } = options
  const queue = createJobQueue()
  /** So many of each task are in flight at most: what can wait leaves room, and comparing takes memory. */
  const most: Partial<Record<Task, number>> = {
    fingerprint: Math.max(1, width - 2),
    compare: 1,
    export: Math.max(1, width - 1),
  }
  const running = new Map<number, { job: Job; timer: NodeJS.Timeout | undefined }>()
  let host: ChildProcess | undefined
  let killedForTime: ChildProcess | undefined
  let isReady = false
  let served = 0
  let lastId = 0
  let isClosed = false

  function start(): void {
    const child = fork(hostPath, [kind, String(memory)], {
      execPath: nodeBinary,
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: {
        PATH: process.env.PATH,
        UV_THREADPOOL_SIZE: String(width + 1),
        ...(kind === 'raster' ? { VIPS_BLOCK_UNTRUSTED: '1', FONTCONFIG_FILE: fontsPath } : {}),
      },
    })
    host = child
    isReady = false
    served = 0
    child.on('message', (message: HostMessage) => (message.kind === 'ready' ? becomeReady(child) : finish(message)))
    child.on('error', (error) => {
      log(`The ${kind} decode host cannot be reached: ${error.message}`)
      lose(child, null, error.message)
    })
    child.on('exit', (code, signal) => lose(child, code, signal))
  }

  function becomeReady(child: ChildProcess): void {
    if (child !== host) return
    isReady = true
    for (const id of running.keys()) send(id)
    next()
  }

  function send(id: number): void {
    const entry = running.get(id)
    if (!entry) return
    const { task, asked } = entry.job
    const request: HostRequest = { id, task, asked, limits }
    entry.timer = setTimeout(() => expire(id), deadline)
    host?.send(request)
  }

  function settle(id: number): Job | undefined {
    const entry = running.get(id)
    running.delete(id)
    clearTimeout(entry?.timer)
    return entry?.job
  }

  function finish(message: Exclude<HostMessage, { kind: 'ready' }>): void {
    const job = settle(message.id)
    if (message.kind === 'failed') job?.fail(message.reason)
    else job?.resolve(message.answer)
    next()
  }

  function expire(id: number): void {
    settle(id)?.fail(`Decoding took longer than ${deadline / 1000} s.`)
    log(`A ${kind} decode host was killed: a picture took longer than ${deadline} ms.`)
    killedForTime = host
    host?.kill('SIGKILL')
  }

  /** The host died: what was in flight is suspect and is tried once more, alone, in a new host. */
  function lose(child: ChildProcess, code: number | null, signal: string | null): void {
    if (child !== host) return
    host = undefined
    const reason =
      code === outOfMemoryExit ? 'Decoding needed too much memory.' : `The decoder crashed (${signal ?? code}).`
    for (const id of [...running.keys()].reverse()) {
      const job = settle(id)
      if (!job) continue
      if (!retries || job.isSuspect || isClosed) {
        job.fail(reason)
        continue
      }
      job.isSuspect = child !== killedForTime
      queue.prepend(job)
    }
    next()
  }

  function mayStart({ task, isSuspect }: Job): boolean {
    if (running.size === 0) return true
    if (served >= recycleAfter || isSuspect || running.size >= width) return false
    const jobs = [...running.values()].map(({ job }) => job)
    return !jobs.some((job) => job.isSuspect) && jobs.filter((job) => job.task === task).length < (most[task] ?? width)
  }

  function recycle(): void {
    const old = host
    host = undefined
    old?.kill('SIGKILL')
  }

  function next(): void {
    for (let job = queue.first(); job && !isClosed && mayStart(job); job = queue.first()) {
      queue.shift()
      if (served >= recycleAfter) recycle()
      if (!host) start()
      served++
      running.set(++lastId, { job, timer: undefined })
      if (isReady) send(lastId)
    }
  }

  return {
    /**
     * Resolves with the host's answer; rejects with an error whose message is the reason when there is none. What waits
     * is taken back by the signal; what a host is at, it finishes.
     */
    ask: <T extends Task>(task: T, asked: Asked<T>, signal?: AbortSignal): Promise<Answer<T>> =>
      new Promise((resolve, reject) => {
        const fail = (reason: string) => reject(new Error(reason))
        if (isClosed) return fail('The library was closed.')
        if (signal?.aborted) return fail('Nobody waits for it.')
        const job = {
          task,
          asked,
          isSuspect: false,
          resolve: (answer: Answer<Task>) => resolve(answer as Answer<T>),
          fail,
        }
        signal?.addEventListener('abort', () => queue.remove(job) && fail('Nobody waits for it.'), { once: true })
        queue.append(job)
        next()
      }),
    /** Whether pictures are being inspected now. */
    isInspecting: () => [...running.values()].some(({ job }) => job.task === 'inspect'),
    close(): void {
      isClosed = true
      host?.kill('SIGKILL')
      for (const job of queue.clear()) job.fail('The library was closed.')
    },
  }
}
