import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { JobDocument } from './imagekit-documents.ts'

type Job = z.infer<typeof JobDocument>

/** Finished work that is remembered, of each kind. */
const mostKnown = 1000

/** Remembers the latest by id. */
function createMemory<T>() {
  const known = new Map<string, T>()
  return {
    get: (id: string) => known.get(id),
    add(id: string, value: T): void {
      known.set(id, value)
      const [oldest] = known.keys()
      if (known.size > mostKnown && oldest !== undefined) known.delete(oldest)
    },
  }
}

/** Bulk jobs and purges of this session, for those who ask how far they are. */
export function createJobs() {
  const jobs = createMemory<Job>()
  const purges = createMemory<string>()

  /** Rendered pictures are kept by what they are made of, so none of them is ever stale: there is nothing to wait for. */
  function purge(url: string): string {
    const id = randomUUID()
    purges.add(id, url)
    return id
  }

  return {
    purge,
    isPurged: (id: string): boolean => purges.get(id) !== undefined,
    /** Remembers work on a folder that is done; answers the job’s id. */
    done(type: Job['type'], more: { purgeRequestId?: string } = {}): string {
      const jobId = randomUUID()
      jobs.add(jobId, { jobId, type, status: 'Completed', ...more })
      return jobId
    },
    get: (id: string): Job | undefined => jobs.get(id),
  }
}

export type Jobs = ReturnType<typeof createJobs>
