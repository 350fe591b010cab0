import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { Library } from '../../engine/library.ts'
import { asFailure, type Log } from '../failures.ts'
import { JobDocument, type PurgeStatusDocument } from './imagekit-documents.ts'

type Job = z.infer<typeof JobDocument>
type Status = z.infer<typeof PurgeStatusDocument>['status']

/** Bulk jobs and purges, for those who ask how far they are, also after a restart. `log` hears of bugs. */
export function createJobs({ doorMemory }: Pick<Library, 'doorMemory'>, log: Log | undefined) {
  /** Purges under way: one that a restart cut short left nothing stale, so it counts as completed. */
  const pending = new Set<string>()

  async function follow(id: string, work: Promise<void>): Promise<void> {
    await work.catch((error) => asFailure(error, 'a purge', log))
    pending.delete(id)
  }

  return {
    /** Remembers a purge that is under way; answers its id. */
    purge(work: Promise<void>): string {
      const id = randomUUID()
      pending.add(id)
      void follow(id, work)
      doorMemory.remember('purge', id, {})
      return id
    },
    purgeStatus(id: string): Status | undefined {
      if (pending.has(id)) return 'Pending'
      return doorMemory.recall('purge', id) === undefined ? undefined : 'Completed'
    },
    /** Remembers work on a folder that is done; answers the job’s id. */
    done(type: Job['type'], more: { purgeRequestId?: string } = {}): string {
      const jobId = randomUUID()
      doorMemory.remember('job', jobId, { jobId, type, status: 'Completed', ...more } satisfies Job)
      return jobId
    },
    get: (id: string): Job | undefined => JobDocument.optional().parse(doorMemory.recall('job', id)),
  }
}

export type Jobs = ReturnType<typeof createJobs>
