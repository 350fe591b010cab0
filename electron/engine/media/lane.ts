import { type ChildProcess, fork } from 'node:child_process'
import {
  type DecodeLimits,
  type HostKind,
  type HostMessage,
  type HostRequest,
  type Inspected,
  outOfMemoryExit,
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

interface Job {
  path: string
  suspect: boolean
  resolve(inspected: Inspected): void
  fail(reason: string): void
}

/** After so many pictures a host is replaced, which gives back what decoders leaked. */
const recycleAfter = 2000
/** A plain Node cannot read inside a packaged app’s archive: there the host lies unpacked beside it. */
const here = import.meta.url.replace('/app.asar/', '/app.asar.unpacked/')
const hostPath = new URL(here.endsWith('.ts') ? './host.ts' : './media-host.js', here)

/** One decode host with its queue. Whatever a picture does, only its own answer can be bad. */
export function createLane(options: LaneOptions) {
  const { kind, width, deadline, memory, limits, retries, nodeBinary, log } = options
  const queue: Job[] = []
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
        ...(kind === 'raster' ? { VIPS_BLOCK_UNTRUSTED: '1' } : {}),
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
    const request: HostRequest = { id, path: entry.job.path, limits }
    entry.timer = setTimeout(() => expire(id), deadline)
    host?.send(request)
  }

  function settle(id: number): Job | undefined {
    const entry = running.get(id)
    running.delete(id)
    clearTimeout(entry?.timer)
    return entry?.job
  }

  function finish({ id, inspected }: Extract<HostMessage, { kind: 'inspected' }>): void {
    settle(id)?.resolve(inspected)
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
      if (!retries || job.suspect || isClosed) job.fail(reason)
      else queue.unshift({ ...job, suspect: child !== killedForTime })
    }
    next()
  }

  function mayStart(job: Job): boolean {
    if (running.size === 0) return true
    if (served >= recycleAfter || job.suspect) return false
    return running.size < width && ![...running.values()].some((entry) => entry.job.suspect)
  }

  function recycle(): void {
    const old = host
    host = undefined
    old?.kill('SIGKILL')
  }

  function next(): void {
    for (let job = queue[0]; job && !isClosed && mayStart(job); job = queue[0]) {
      queue.shift()
      if (served >= recycleAfter) recycle()
      if (!host) start()
      served++
      running.set(++lastId, { job, timer: undefined })
      if (isReady) send(lastId)
    }
  }

  return {
    /** Resolves with what the host read; rejects with an error whose message is the reason when the host was lost. */
    inspect: (path: string): Promise<Inspected> =>
      new Promise((resolve, reject) => {
        queue.push({ path, suspect: false, resolve, fail: (reason) => reject(new Error(reason)) })
        next()
      }),
    isBusy: () => running.size > 0,
    close(): void {
      isClosed = true
      host?.kill('SIGKILL')
      for (const job of queue.splice(0)) job.fail('The library was closed.')
    },
  }
}
