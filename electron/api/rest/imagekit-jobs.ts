import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { asFailure, type Log } from '../failures.ts'
import type { JobDocument } from './imagekit-documents.ts'

type Job = z.infer<typeof JobDocument>
type Status = Job['status']

/** Work that is remembered, of each kind. */
const mostKnown = 1000

/** Remembers the latest by id. */
function createMemory<T>() {
  const known = new Map<string, T>()
  return {
    get: (id: string) => known.get(id),
    set(id: string, value: T): void {
      known.set(id, value)
      const [oldest] = known.keys()
      if (known.size > mostKnown && oldest !== undefined) known.delete(oldest)
    },
  }
}

/** Bulk jobs and purges of this session, for those who ask how far they are. `log` hears of bugs. */
export function createJobs(log: Log | undefined) {
  const jobs = createMemory<Job>()
  const purges = createMemory<Status>()

  async function follow(id: string, work: Promise<void>): Promise<void> {
    await work.catch((error) => asFailure(error, 'a purge', log))
    purges.set(id, 'Completed')
  }

  return {
    /** Remembers a purge that is under way; answers its id. */
    purge(work: Promise<void>): string {
      const id = randomUUID()
      purges.set(id, 'Pending')
      void follow(id, work)
      return id
    },
    purgeStatus: (id: string): Status | undefined => purges.get(id),
    /** Remembers work on a folder that is done; answers the job’s id. */
    done(type: Job['type'], more: { purgeRequestId?: string } = {}): string {
      const jobId = randomUUID()
      jobs.set(jobId, { jobId, type, status: 'Completed', ...more })
      return jobId
    },
    get: (id: string): Job | undefined => jobs.get(id),
  }
}

export type Jobs = ReturnType<typeof createJobs>
