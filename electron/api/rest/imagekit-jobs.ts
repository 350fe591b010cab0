import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { z } from 'zod'
import type { Library } from '../../engine/library.ts'
import { asFailure, type Log } from '../failures.ts'
import { JobDocument, type PurgeStatusDocument } from './imagekit-documents.ts'

type Job = z.infer<typeof JobDocument>
type Status = z.infer<typeof PurgeStatusDocument>['status']

/** Milliseconds in which a job may be done, or refused, before it is answered. */
const patience = 200

/** Bulk jobs and purges, for those who ask how far they are, also after a restart. `log` hears of bugs. */
export function createJobs({ doorMemory }: Pick<Library, 'doorMemory'>, log: Log | undefined) {
  /** Purges under way: one that a restart cut short left nothing stale, so it counts as completed. */
  const pending = new Set<string>()
  const running = new Map<string, Job>()

  async function follow(id: string, work: Promise<void>): Promise<void> {
    await work.catch((error) => asFailure(error, 'a purge', log))
    pending.delete(id)
  }

  async function finish(job: Job, work: Promise<unknown>): Promise<void> {
    running.set(job.jobId, { ...job, status: 'Pending' })
    try {
      await work
      await doorMemory.remember('job', job.jobId, job)
    } finally {
      running.delete(job.jobId)
    }
  }

  return {
    /** Remembers a purge that is under way; answers its id. */
    async purge(work: Promise<void>): Promise<string> {
      const id = randomUUID()
      pending.add(id)
      void follow(id, work)
      await doorMemory.remember('purge', id, {})
      return id
    },
    purgeStatus(id: string): Status | undefined {
      if (pending.has(id)) return 'Pending'
      return doorMemory.recall('purge', id) === undefined ? undefined : 'Completed'
    },
    /** Remembers work on a folder that is under way; answers the job’s id. Fails as work does that is refused at once; what fails later is forgotten. */
    async start(type: Job['type'], work: Promise<unknown>, more: { purgeRequestId?: string } = {}): Promise<string> {
      const jobId = randomUUID()
      const finished = finish({ jobId, type, status: 'Completed', ...more }, work)
      const isKnown = await Promise.race([finished.then(() => true), setTimeout(patience, false, { ref: false })])
      if (!isKnown) finished.catch((error) => asFailure(error, 'a bulk job', log))
      return jobId
    },
    get: (id: string): Job | undefined => running.get(id) ?? JobDocument.optional().parse(doorMemory.recall('job', id)),
  }
}

export type Jobs = ReturnType<typeof createJobs>
