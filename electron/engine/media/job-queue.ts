import type { Answer, Asked, Task } from './protocol.ts'

/** One request to a decode host, waiting or in flight. */
export interface Job {
  task: Task
  asked: Asked<Task>
  /** Whether a host died while it was in flight: then it is tried alone. */
  isSuspect: boolean
  resolve(answer: Answer<Task>): void
  fail(reason: string): void
}

/** Jobs that wait: inspections, for which somebody waits, go before all others. */
export function createJobQueue() {
  const inspections: Job[] = []
  const others: Job[] = []
  const lineOf = ({ task }: Job) => (task === 'inspect' ? inspections : others)

  return {
    append: (job: Job): void => void lineOf(job).push(job),
    /** Puts a job before all of its kind. */
    prepend: (job: Job): void => void lineOf(job).unshift(job),
    first: (): Job | undefined => inspections[0] ?? others[0],
    /** Takes the first one out. */
    shift: (): Job | undefined => inspections.shift() ?? others.shift(),
    /** Takes all of them out. */
    clear: (): Job[] => [...inspections.splice(0), ...others.splice(0)],
  }
}
